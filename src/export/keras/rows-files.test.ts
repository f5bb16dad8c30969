import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Table } from '../../data/dataset';
import { withHandLabels } from '../../data/images/hand-labels';
import { type LabelledFile, labelPictures } from '../../data/images/labels/label-pictures';
import { combine } from '../../data/sites/combine';
import { madeUp, read } from '../../data/sites/testing';
import type { ImagesPlan, SourcePlan } from '../../study/schema';

/** As in onnx/example-files.test.ts. */
const OUT = process.env.BENCHSIDE_INTEROP_OUT;

/** Each column's cells: numbers, texts, or null where missing. */
const cellsOf = ({ columns }: Table): Record<string, (number | string | null)[]> =>
  Object.fromEntries(
    columns.map(({ name, column }) => [
      name,
      column.kind === 'num'
        ? Array.from(column.v, (value) => (Number.isNaN(value) ? null : value))
        : Array.from(column.codes, (code) => (code < 0 ? null : column.dict[code])),
    ]),
  );

async function write(name: string, value: unknown): Promise<void> {
  if (!OUT) return;
  await mkdir(`${OUT}/rows`, { recursive: true });
  await writeFile(`${OUT}/rows/${name}.json`, JSON.stringify(value));
}

interface Pictures {
  files: LabelledFile[];
  images: Pick<ImagesPlan, 'labels' | 'patients'>;
  table?: string;
  /** Labels given by hand, by row, and the table that names them for train_keras.py. */
  hand?: { rows: Record<string, string>; table: string };
}

const paths = (...of: string[]): LabelledFile[] => of.map((path) => ({ path, pictures: 1 }));
const many = (n: number, path: (i: number) => string): LabelledFile[] =>
  paths(...Array.from({ length: n }, (_, i) => path(i)));
const none = { from: 'none' } as const;
const byFolder = { labels: { from: 'folder' }, patients: none } as const;
const byTable = { labels: { from: 'table', file: 'image', label: 'class' }, patients: none } as const;

/** Every way in which labels are found, and the ways in which a table names files. */
const PICTURES: Record<string, Pictures> = {
  'folders below parts': {
    files: paths('set/Train/a/1.png', 'set/Train/b/2.png', 'set/TESTING/a/3.png', 'set/val/b/4.png'),
    images: byFolder,
  },
  'classes below patients': {
    files: many(40, (i) => `set/patient${i >> 1}/${i % 2}/x${i}.png`),
    images: byFolder,
  },
  'numbered folders are patients': {
    files: many(40, (i) => `set/P${100 + (i >> 1)}/x${i}.png`),
    images: byFolder,
  },
  'a file above the classes': { files: paths('set/a/1.png', 'set/b/2.png', 'set/c.png'), images: byFolder },
  'a pattern of names': {
    files: paths('set/img_ill_1.png', 'set/img_well_2.png', 'set/3.png'),
    images: { labels: { from: 'pattern', pattern: '_(?<label>ill|well)_' }, patients: none },
  },
  'a table, its labels under a name that is taken': {
    files: paths('set/a/0001.png', 'set/a/0002.png', 'set/b/0010.nii.gz').map((file, i) => ({
      ...file,
      pictures: i + 1,
      ...(i < 2 && { tags: { Modality: 'MR', KVP: String(80 + i) } }),
    })),
    images: byFolder,
    table: 'image,class,KVP,age\n2,x,1,50\n10,y,2,NA\n1,z,?,52\n77,w,4,53\n',
  },
  'files named with folders, other slashes, capitals': {
    files: paths('set/a/x1.png', 'set/b/x1.png', 'set/b/x2.png', 'set/b/x3.dcm'),
    images: byTable,
    table:
      'class,image,again\nill,A\\X1.PNG,a/x1.png\nwell,./b/x1,b/x1.png\nill,x3.jpg,x3.dcm\nwell,set/b/x2.png,\n',
  },
  'labels by hand over those of folders': {
    files: paths('set/a/1.png', 'set/a/2.png', 'set/b/3.png', 'set/b/4.png'),
    images: byFolder,
    hand: { rows: { 1: 'b', 2: '' }, table: 'picture,class\n2.png,b\nb/3.png,\n' },
  },
  'a column that names most, where none is said': {
    files: many(12, (i) => `set/p${String(i).padStart(3, '0')}.png`),
    images: { labels: { from: 'hand' }, patients: { from: 'pattern', pattern: 'p(\\d+)' } },
    table: `n,scan,patient,other\n${Array.from({ length: 12 }, (_, i) => `${i},p${String(11 - i).padStart(3, '0')},k${i},q${i}.png`).join('\n')}`,
  },
};

it('tables of pictures are written for interop/check_training.py', async () => {
  const cases = [];
  for (const [name, { files, images, table, hand }] of Object.entries(PICTURES)) {
    const beside = table === undefined ? null : (await read(table)).table;
    const made = labelPictures(files, images, beside);
    const expected = cellsOf(
      withHandLabels(made.table, {
        images: { ...images, alike: 'apart', hand: hand?.rows ?? {} },
        task: { kind: 'binary', target: made.label, classes: [] },
      }),
    );
    const { label: target } = made;
    cases.push({ name, files, images, table: table ?? null, hand: hand?.table ?? null, target, expected });
  }
  // By hand: the label of 0002 is in the table's first row, and its pictures are two rows.
  expect(cases.find(({ name }) => name.startsWith('a table'))?.expected).toMatchObject({
    class: ['a', 'a', 'a', 'b', 'b', 'b'],
    'class (table)': ['z', 'x', 'x', 'y', 'y', 'y'],
    age: [52, 50, 50, null, null, null],
  });
  await write('pictures', cases);
});

const FILES = [
  madeUp('id,age,sex,sugar,stage,death', 12, (i) => [
    `N${i}`,
    i === 3 ? 'NA' : 50 + i,
    i % 2 ? 'M' : 'F',
    i === 5 ? '?' : 90 + 3 * i,
    1 + (i % 3),
    i % 3 ? 'no' : 'yes',
  ]),
  madeUp('사망,나이,성별,혈당,stage,id', 9, (i) => [
    i % 4,
    i === 2 ? '-' : 60 + i,
    ['남', '여', '?'][i % 3],
    (4 + i / 3).toFixed(2),
    ['I', 'II', 'III'][i % 3],
    `S${i}`,
  ]),
  madeUp('age,sugar,death,site', 5, (i) => [40 + i, i === 1 ? 'unknown' : 100 + i, i % 2, 'west']),
];
const SOURCES: Pick<SourcePlan, 'site' | 'columns'>[] = [
  {
    site: 'North',
    columns: ['id', 'age', 'sex', 'sugar', 'stage', 'death'].map((name) => ({ from: name, to: name })),
  },
  {
    site: 'South',
    columns: [
      { from: '사망', to: 'death', levels: { 0: 'no', 1: 'yes', 2: 'yes', 3: '' } },
      { from: '나이', to: 'age' },
      { from: '성별', to: 'sex', levels: { 남: 'M', 여: 'F', '?': '' } },
      { from: '혈당', to: 'sugar', unit: { from: 'mmol/L', to: 'mg/dL', factor: 18.016, offset: 0 } },
      { from: 'stage', to: 'stage' },
      { from: 'id', to: 'id' },
    ],
  },
  {
    site: 'West',
    columns: [
      { from: 'age', to: 'age' },
      { from: 'sugar', to: 'sugar' },
      { from: 'death', to: 'death', levels: { 0: 'no', 1: 'yes' } },
      { from: 'site', to: 'site' },
    ],
  },
];

it('so is the one table of three hospitals: units, words, a column that one lacks, texts for missing', async () => {
  const results = await Promise.all(FILES.map((text) => read(text)));
  const sources = SOURCES.map((source, i) => ({
    ...source,
    sha256: createHash('sha256').update(FILES[i]).digest('hex'),
    rows: results[i].table.n,
  }));
  expect(sources.map(({ sha256 }) => sha256)).toEqual(results.map(({ sha256 }) => sha256));
  const { table } = combine(
    results.map((result) => result.table),
    sources,
  );
  const gaps = Object.fromEntries(
    table.columns.map(({ name, gaps: held }) => [
      name,
      Array.from(held?.codes ?? [], (code) => (code === 0 ? '' : (held?.tokens[code - 1] ?? ''))),
    ]),
  );
  expect(gaps.age.filter((token) => token !== '')).toEqual(['NA', '-']);
  await write('hospitals', { files: FILES, sources, expected: cellsOf(table), gaps });
});
