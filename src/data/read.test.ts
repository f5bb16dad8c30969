import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Ctx, Progress } from '../study/context';
import { rng } from '../study/random';
import type { Table } from './dataset';
import { readTable } from './read';

const encoder = new TextEncoder();
const bytes = (text: string) => encoder.encode(text);

function ctx(seen: Progress[] = [], signal = new AbortController().signal): Ctx {
  return { rng: rng('test'), signal, clock: { now: () => 0 }, report: (progress) => seen.push(progress) };
}
const read = (content: BlobPart, extension = 'csv', seen?: Progress[]) =>
  readTable(new Blob([content]), extension, ctx(seen));
const cellsOf = (table: Table): string[][] =>
  Array.from({ length: table.n }, (_, row) =>
    table.columns.map(({ column }) => {
      if (column.kind === 'num') return Number.isNaN(column.v[row]) ? '' : String(column.v[row]);
      return column.codes[row] < 0 ? '' : column.dict[column.codes[row]];
    }),
  );

const TEXT = 'sex,age\nF,61\nM,?\n';
const CELLS = [
  ['F', '61'],
  ['M', ''],
];

describe('text', () => {
  it('is read, typed, profiled and hashed', async () => {
    const seen: Progress[] = [];
    const { table, profile, sha256, format } = await read(TEXT, 'csv', seen);
    expect(cellsOf(table)).toEqual(CELLS);
    expect(profile.map(({ name, missing }) => [name, missing])).toEqual([
      ['sex', 0],
      ['age', 1],
    ]);
    expect(sha256).toBe(createHash('sha256').update(TEXT).digest('hex'));
    expect(format).toEqual({ kind: 'csv', delimiter: ',', encoding: 'utf-8' });
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['read', 'parse', 'profile']);
    for (const { done, total } of seen) expect(done).toBeLessThanOrEqual(total);
  });

  it.each([',', ';', '\t', '|'])('is separated by %j, whatever the extension', async (delimiter) => {
    const { table, format } = await read(TEXT.replaceAll(',', delimiter), 'data');
    expect(cellsOf(table)).toEqual(CELLS);
    expect(format.delimiter).toBe(delimiter);
  });

  it('is not separated by what stands inside cells', async () => {
    const { format } = await read('name,drugs,"a;b;c"\nx,HTN;DM,1\ny,DM;CKD;HF,2\n');
    expect(format.delimiter).toBe(',');
    expect((await read('a;b\n1,5;2,5\n3,5;4,5\n')).format.delimiter).toBe(';');
  });

  it.each([
    ['utf-16le', true],
    ['utf-16be', false],
  ])('is read in %s, hashed as the file is', async (encoding, little) => {
    const units = Array.from(`\ufeff${TEXT}`, (char) => char.charCodeAt(0));
    const file = Uint8Array.from(
      units.flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
    );
    const { table, format, sha256 } = await read(file);
    expect(cellsOf(table)).toEqual(CELLS);
    expect(format.encoding).toBe(encoding);
    expect(sha256).toBe(createHash('sha256').update(file).digest('hex'));
  });

  it('is given up when cancelled', async () => {
    const asked = new AbortController();
    asked.abort();
    await expect(readTable(new Blob([TEXT]), 'csv', ctx([], asked.signal))).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('a zip', () => {
  it('gives its one table', async () => {
    const zip = zipSync({
      'folder/table.csv': bytes(TEXT),
      'README.md': bytes('a,b\n'),
      '__MACOSX/folder/table.csv': bytes('?'),
    });
    expect(cellsOf((await read(zip, 'zip')).table)).toEqual(CELLS);
  });

  it('may store its table without compressing it', async () => {
    expect(cellsOf((await read(zipSync({ 'a.tsv': bytes(TEXT) }, { level: 0 }), 'zip')).table)).toEqual(
      CELLS,
    );
  });

  it.each([
    ['two tables', zipSync({ 'a.csv': bytes(TEXT), 'b.csv': bytes(TEXT) })],
    ['no table', zipSync({ 'a.pdf': bytes(TEXT) })],
  ])('with %s is refused', async (_name, zip) => {
    await expect(read(zip, 'zip')).rejects.toMatchObject({
      code: 'data.unsupported',
      details: { extension: 'zip' },
    });
  });

  it('cut short is refused', async () => {
    const noise = Array.from({ length: 5000 }, (_, i) => `${i},${(i * 7919) % 5003}`).join('\n');
    const zip = zipSync({ 'a.csv': bytes(`a,b\n${noise}`) });
    await expect(read(zip.slice(0, zip.length >> 1), 'zip')).rejects.toMatchObject({
      code: expect.stringMatching(/^data\.(unsupported|binary)$/),
    });
  });
});

describe('a file that cannot be read', () => {
  const compound = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
  const png = Uint8Array.of(
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    0,
    0,
    0,
    13,
    0x49,
    0x48,
    0x44,
    0x52,
  );
  const wide = Array.from({ length: 5000 }, (_, i) => `c${i}`).join(',');
  it.each<[string, BlobPart, string, string, object]>([
    ['an empty file', '', 'csv', 'data.empty', {}],
    ['an empty file of Excel', '', 'xlsx', 'data.empty', {}],
    ['blank lines', '\n\n  \n', 'csv', 'data.empty', {}],
    ['a picture called .csv', png, 'csv', 'data.binary', {}],
    ['an old workbook', compound, 'xls', 'data.unsupported', { extension: 'xls' }],
    ['an old workbook called .csv', compound, 'csv', 'data.unsupported', { extension: 'csv' }],
    ['an SPSS file', '$FL2@(#)', 'sav', 'data.unsupported', { extension: 'sav' }],
    [
      'an OpenDocument sheet',
      zipSync({ 'content.xml': bytes('<x/>') }),
      'ods',
      'data.unsupported',
      { extension: 'ods' },
    ],
    ['a zip that is no workbook', zipSync({ 'x.txt': bytes(TEXT) }), 'xlsx', 'data.brokenWorkbook', {}],
    ['a workbook cut short', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), 'xlsx', 'data.brokenWorkbook', {}],
    ['a header only', 'a,b\n', 'csv', 'data.headerOnly', { columns: 2 }],
    ['one column', 'a\n1\n2\n', 'csv', 'data.oneColumn', {}],
    ['a name twice', 'a;b;a\n1;2;3\n', 'csv', 'data.duplicateColumn', { name: 'a', first: 1, second: 3 }],
    ['an empty name', 'a;;c\n1;2;3\n', 'csv', 'data.emptyColumnName', { column: 2 }],
    ['__proto__', 'a,__proto__\n1,2\n', 'csv', 'data.forbiddenColumnName', { name: '__proto__' }],
    ['a ragged row', 'a,b\n1,2\n\n"x\ny",2\n1,2,3\n', 'csv', 'data.ragged', { row: 6, wanted: 2, got: 3 }],
    ['5,000 columns', `${wide}\n${wide}\n`, 'csv', 'data.tooManyColumns', { got: 5000, limit: 2000 }],
    ['an open quote', 'a,b\n1,2\n"x,2\n', 'csv', 'data.quoteNotClosed', { row: 3 }],
  ])('is named: %s', async (_name, content, extension, code, details) => {
    await expect(read(content, extension)).rejects.toMatchObject({ code, details, kind: 'input' });
  });
});
