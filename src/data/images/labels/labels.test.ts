import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadColumn, Table } from '../../dataset';
import { listDrop } from '../listing/list';
import { findInPaths } from './find-in-paths';
import { findFolders } from './folders';
import { labelPictures } from './label-pictures';
import { patternFinder } from './pattern';

const files = (...paths: string[]) => paths.map((path) => ({ path, pictures: 1 }));
const cells = ({ columns }: Table, name: string): (string | number | null)[] => {
  const { column } = columns.find((c) => c.name === name) as ReadColumn;
  return column.kind === 'num'
    ? [...column.v]
    : Array.from(column.codes, (code) => (code < 0 ? null : column.dict[code]));
};
const cat = (name: string, texts: (string | null)[]): ReadColumn => {
  const dict = [...new Set(texts.filter((text) => text !== null))];
  return {
    name,
    column: {
      kind: 'cat',
      dict,
      codes: Int32Array.from(texts, (text) => (text === null ? -1 : dict.indexOf(text))),
    },
  };
};

describe('folders', () => {
  test('the level that varies names the classes; what all share does not', () => {
    expect(findFolders(['set/a/1.png', 'set/a/2.png', 'set/b/3.png'])).toMatchObject({
      classes: 0,
      shared: 1,
    });
    expect(findFolders(['a/1.png', 'a/2.png'])).toMatchObject({ classes: null });
    expect(findFolders(['1.png', '2.png'])).toMatchObject({ classes: null });
    expect(findFolders([])).toMatchObject({ classes: null, parts: null });
  });
  test('given parts above the classes, in any case and spelling', () => {
    const paths = ['Train/a/1.png', 'Train/b/2.png', 'TESTING/a/3.png', 'TESTING/b/4.png', 'val/a/5.png'];
    expect(findFolders(paths)).toMatchObject({ parts: 0, classes: 1 });
    const { table, part } = labelPictures(
      files(...paths),
      { labels: { from: 'folder' }, patients: { from: 'none' } },
      null,
    );
    expect(part).toBe('part');
    expect(cells(table, 'part')).toEqual(['train', 'train', 'test', 'test', 'valid']);
    expect(cells(table, 'class')).toEqual(['a', 'b', 'a', 'b', 'a']);
  });
  test('patients between the folders are no classes', () => {
    const paths = Array.from({ length: 40 }, (_, i) => `patient${i >> 1}/${i % 2}/x${i}.png`);
    expect(findFolders(paths)).toMatchObject({ classes: 1 });
    const numbered = Array.from({ length: 40 }, (_, i) => `P${100 + (i >> 1)}/x${i}.png`);
    expect(findFolders(numbered)).toMatchObject({ classes: null });
    expect(findInPaths(numbered.map((path) => ({ path, pictures: 1 }))).patientPattern).not.toBeNull();
  });
  test('a class whose pictures all were skipped, or whose folder is empty, has 0', () => {
    const found = findInPaths(files('s/a/1.png', 's/b/2.png'), ['s/c/bad.png', 's/d/', 's/notes.txt']);
    expect(found.folders).toEqual([
      { name: 'a', pictures: 1 },
      { name: 'b', pictures: 1 },
      { name: 'c', pictures: 0 },
      { name: 'd', pictures: 0 },
    ]);
  });
});

describe('patterns', () => {
  test('find in the name first, then in the path', () => {
    const find = patternFinder('P(\\d+)');
    expect(find('P1/xP22.png')).toBe('22');
    expect(find('P1/x.png')).toBe('1');
    expect(find('x.png')).toBeNull();
  });
  test.each([
    ['(', 'image.patternBroken'],
    ['abc', 'image.patternGroup'],
    ['(a)(b)', 'image.patternGroup'],
    ['((?:a+)+)b', 'image.patternSlow'],
    ['((?:a|a)*)b', 'image.patternSlow'],
    ['((?:a{1,20}){1,20})b', 'image.patternSlow'],
    ['.*.*.*.*(x)', 'image.patternSlow'],
    ['(a)\\1', 'image.patternSlow'],
    ['(?=a+)(a)', 'image.patternSlow'],
  ])('%s is refused: %s', (text, code) => {
    expect(() => patternFinder(text)).toThrow(expect.objectContaining({ code }));
  });
  test.each(['^(.*?)_\\d+_.*$', '(?:patient|case)[-_]?(\\d+)', '([A-Z]{2}-\\d{4})', '^(?:\\d{2}-){2}(\\w+)'])(
    '%s is taken',
    (text) => {
      expect(patternFinder(text)('nothing')).toSatisfy(
        (found) => found === null || typeof found === 'string',
      );
    },
  );
  test('whatever the pattern and the name: an answer soon, or a refusal', () => {
    const part = fc.constantFrom(
      'a',
      '.',
      '\\d',
      '[ab]',
      '(',
      ')',
      '(?:',
      '*',
      '+',
      '?',
      '{2,}',
      '{3}',
      '|',
      '^',
      '$',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), fc.nat(400), (parts, length) => {
        try {
          patternFinder(parts.join(''))(`${'a'.repeat(length)}!`);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^image\.pattern/) });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a table that names the files', () => {
  const paths = ['set/a/00017.png', 'set/b/2.png', 'set/b/3.nii.gz'];
  const plan = (label: string, file = 'image') =>
    ({ labels: { from: 'table', file, label }, patients: { from: 'none' } }) as const;
  test('with or without folders and ending; a number that lost its zeros; a row that names nothing', () => {
    const table: Table = {
      n: 3,
      columns: [
        cat('image', ['17', 'B\\2.png', '3']),
        cat('diagnosis', ['x', 'y', null]),
        { name: 'age', column: { kind: 'num', v: Float64Array.of(50, 60, 70) } },
        cat('mask', ['17_mask.png', '2_mask.png', '3_mask.png']),
      ],
    };
    const made = labelPictures(
      [...files(...paths.slice(0, 2)), { path: paths[2], pictures: 2 }, ...files('c/9.png')],
      plan('diagnosis'),
      table,
    );
    expect(made.table.columns.map(({ name }) => name)).toEqual(['diagnosis', 'age']);
    expect(cells(made.table, 'diagnosis')).toEqual(['x', 'y', null, null, null]);
    expect(cells(made.table, 'age')).toEqual([50, 60, 70, 70, Number.NaN]);
  });
  test('beside folders: its column is found, and one called class gets another name', () => {
    const table: Table = { n: 2, columns: [cat('class', ['p', 'q']), cat('f', ['00017.png', 'b/2.png'])] };
    const made = labelPictures(
      files(...paths),
      { labels: { from: 'folder' }, patients: { from: 'table', column: 'class' } },
      table,
    );
    expect(made.table.columns.map(({ name }) => name)).toEqual(['class', 'class (table)']);
    expect(made).toMatchObject({ label: 'class', patient: 'class (table)' });
  });
  test('says in its code why it cannot be joined', () => {
    const joined =
      (columns: ReadColumn[], n: number, label = 'l') =>
      () =>
        labelPictures(files(...paths), plan(label), { n, columns });
    const l = cat('l', ['x', 'y']);
    expect(joined([cat('image', ['2.png', 'b/2']), l], 2)).toThrow(
      expect.objectContaining({ code: 'image.tableTwice' }),
    );
    expect(joined([cat('image', ['no', 'not']), l], 2)).toThrow(
      expect.objectContaining({ code: 'image.tableNoFiles' }),
    );
    expect(joined([cat('other', ['2', '3']), l], 2)).toThrow(
      expect.objectContaining({ code: 'image.tableNoColumn' }),
    );
    expect(joined([cat('image', ['2', '3']), l], 2, 'gone')).toThrow(
      expect.objectContaining({ code: 'image.tableNoColumn' }),
    );
  });
});

test('tags and patients of DICOM files become columns, repeated for every picture', () => {
  const made = labelPictures(
    [
      { path: 'a/1', pictures: 2, patient: 'p1', tags: { modality: 'CT' } },
      { path: 'b/2', pictures: 1 },
    ],
    { labels: { from: 'hand' }, patients: { from: 'dicom' } },
    null,
  );
  expect(cells(made.table, 'patient')).toEqual(['p1', 'p1', null]);
  expect(cells(made.table, 'modality')).toEqual(['CT', 'CT', null]);
  expect(cells(made.table, 'label')).toEqual([null, null, null]);
});

const SHARED = '../shared/data/images';
describe.skipIf(!existsSync(SHARED))('public sets (skipped where ../shared is absent)', () => {
  const pathsOf = async (name: string) => {
    const zip = new Blob([readFileSync(`${SHARED}/${name}.zip`)]);
    return files(...(await listDrop([{ file: zip, path: `${name}.zip` }])).files.map(({ path }) => path));
  };
  test('malaria_cells: two classes, and a patient is one whatever stands before it', async () => {
    const listed = await pathsOf('malaria_cells');
    const found = findInPaths(listed);
    expect(found.folders).toEqual([
      { name: 'parasitized', pictures: 1500 },
      { name: 'uninfected', pictures: 1500 },
    ]);
    const find = patternFinder(found.patientPattern ?? '');
    expect(find('malaria_cells/parasitized/ParasitizedC140P101ThinF_IMG_1.png')).toBe('C140P101');
    expect(find('C126P87ThinF_IMG_2.png')).toBe('C126P87');
    const plan = {
      labels: { from: 'folder' },
      patients: { from: 'pattern', pattern: found.patientPattern ?? '' },
    } as const;
    const { table, patient } = labelPictures(listed, plan, null);
    const patients = cells(table, patient ?? '');
    expect(patients).not.toContain(null);
    // As counted by sed on the names: 78 with a P, 9 without.
    expect(new Set(patients).size).toBe(87);
  });
  test('pneumoniamnist: its own parts, two classes, no patients', async () => {
    const found = findInPaths(await pathsOf('pneumoniamnist'));
    expect(found).toMatchObject({ given: true, patientPattern: null });
    expect(found.folders).toEqual([
      { name: 'normal', pictures: 1583 },
      { name: 'pneumonia', pictures: 4273 },
    ]);
  });
  test('others: classes, and no patient where names hold none', async () => {
    const brain = findInPaths(await pathsOf('brain_mri_tumor'));
    expect(brain).toMatchObject({ given: false, patientPattern: null });
    expect(brain.folders.map(({ pictures }) => pictures)).toEqual([98, 155]);
    expect((await findInPaths(await pathsOf('covid_xray_3class'))).folders.length).toBe(3);
    const modality = findInPaths(await pathsOf('mednist_modality'));
    expect(modality.folders.length).toBe(6);
    expect(modality.patientPattern).toBeNull();
  });
});
