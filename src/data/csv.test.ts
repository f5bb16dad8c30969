import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { BenchsideError } from '../study/errors';
import { isMissing } from './cells';
import { CsvReader } from './csv';
import type { Table } from './dataset';

const encoder = new TextEncoder();

/** Read in pieces cut at the given bytes. */
function read(text: string, delimiter = ',', cuts: number[] = []): Table {
  const bytes = encoder.encode(text);
  const reader = new CsvReader(delimiter);
  let from = 0;
  for (const to of [...cuts, bytes.length]) {
    reader.push(bytes.subarray(from, to));
    from = to;
  }
  return reader.finish();
}

/** Cells as texts again: '' where missing. */
const cellsOf = (table: Table): string[][] =>
  Array.from({ length: table.n }, (_, row) =>
    table.columns.map(({ column }) => {
      if (column.kind === 'num') return Number.isNaN(column.v[row]) ? '' : String(column.v[row]);
      return column.codes[row] < 0 ? '' : column.dict[column.codes[row]];
    }),
  );
const namesOf = (table: Table) => table.columns.map(({ name }) => name);
const columnOf = (text: string, delimiter = ',') => read(text, delimiter).columns[0].column;

function thrown(run: () => unknown): { code: string; details: object } {
  try {
    run();
  } catch (error) {
    if (error instanceof BenchsideError) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('cells', () => {
  it('are taken from between delimiters, with blanks trimmed', () => {
    const table = read('name,sex\n Kim ,\tF\t\nLee,M\n');
    expect(namesOf(table)).toEqual(['name', 'sex']);
    expect(cellsOf(table)).toEqual([
      ['Kim', 'F'],
      ['Lee', 'M'],
    ]);
  });

  it('may be quoted, with delimiters, doubled quotes and line ends inside', () => {
    const table = read('a,"b ""B"""\n"x, y","says ""no"""\n"two\nlines","""",\n'.replace(',\n', '\n'));
    expect(namesOf(table)).toEqual(['a', 'b "B"']);
    expect(cellsOf(table)).toEqual([
      ['x, y', 'says "no"'],
      ['two\nlines', '"'],
    ]);
  });

  it('may have blanks around their quotes, and text behind them, which is kept', () => {
    expect(cellsOf(read('a,b\n "x" ,\t"y"\n"5" mm,"z"\n'))).toEqual([
      ['x', 'y'],
      ['5 mm', 'z'],
    ]);
  });

  it('keep a quote that does not open them', () => {
    expect(cellsOf(read('a,b\n5" nail,x\n'))).toEqual([['5" nail', 'x']]);
  });

  it('may be empty, first and last', () => {
    expect(cellsOf(read('a,b,c\n,x,\ny,,\n,,z'))).toEqual([
      ['', 'x', ''],
      ['y', '', ''],
      ['', '', 'z'],
    ]);
  });

  it('lose no-break spaces around them too', () => {
    expect(cellsOf(read('a,b\n\u00a012\u00a0,x\u00a0\n13,x\n'))).toEqual([
      ['12', 'x'],
      ['13', 'x'],
    ]);
  });
});

describe('lines', () => {
  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('end in %s', (_name, end) => {
    const expected = [
      ['1', 'x'],
      ['2', 'y'],
    ];
    expect(cellsOf(read(['a,b', '1,x', '2,y'].join(end)))).toEqual(expected);
    expect(cellsOf(read(['a,b', '1,x', '2,y', ''].join(end)))).toEqual(expected);
    expect(cellsOf(read(['', 'a,b', '', '1,x', '  ', '2,y', '', ''].join(end)))).toEqual(expected);
  });
});

describe('a chunk', () => {
  const text =
    'id,"no""te",값\r\n1,"two\r\nlines, ""quoted""", 서울 \r\n\r\n2,,"부산"\n"3" ,"",대구\r4,x,"""끝"""';
  const whole = cellsOf(read(text));

  it('reads as meant', () => {
    expect(whole).toEqual([
      ['1', 'two\r\nlines, "quoted"', '서울'],
      ['2', '', '부산'],
      ['3', '', '대구'],
      ['4', 'x', '"끝"'],
    ]);
  });

  it('may be cut at every byte', () => {
    const { length } = encoder.encode(text);
    for (let cut = 0; cut <= length; cut++) expect(cellsOf(read(text, ',', [cut]))).toEqual(whole);
  });

  it('may be a single byte', () => {
    const every = Array.from({ length: encoder.encode(text).length }, (_, i) => i);
    expect(cellsOf(read(text, ',', every))).toEqual(whole);
  });
});

describe('types', () => {
  it('are numbers where every cell is one or missing', () => {
    expect(columnOf('x,y\n1,a\n?,a\n2.5,a\nNA,a\n-3e2,a\n')).toEqual({
      kind: 'num',
      v: Float64Array.of(1, Number.NaN, 2.5, Number.NaN, -300),
    });
  });

  it('are texts where one cell is one; missing cells have no level', () => {
    expect(columnOf('x,y\n1,a\nunknown,a\n<5,a\n1,a\n')).toEqual({
      kind: 'cat',
      codes: Int32Array.of(0, -1, 1, 0),
      dict: ['1', '<5'],
    });
  });

  it.each(['007', '1234567890123456', '1e999'])('keep %s a text, digit by digit', (code) => {
    expect(columnOf(`x,y\n${code},a\n1,a\n`)).toMatchObject({ kind: 'cat', dict: [code, '1'] });
  });

  it('read a decimal comma between semicolons and tabs', () => {
    for (const mark of [';', '\t'])
      expect(columnOf(`x${mark}y\n12,5${mark}a\n3${mark}a\n`, mark)).toEqual({
        kind: 'num',
        v: Float64Array.of(12.5, 3),
      });
    expect(columnOf('x,y\n"12,5",a\n3,a\n')).toMatchObject({ kind: 'cat', dict: ['12,5', '3'] });
  });

  it('are a category without levels where all is missing', () => {
    expect(columnOf('x,y\n,a\nNA,a\n')).toEqual({ kind: 'cat', codes: Int32Array.of(-1, -1), dict: [] });
  });
});

describe('a column of ever new values', () => {
  const MANY = 70_000;
  const numbers = Array.from({ length: MANY }, (_, i) => String(i * 3 + 0.5));

  it('of numbers stays numbers', () => {
    const rows = [...numbers, '', '7', '-1.25e2'];
    const column = columnOf(`x,y\n${rows.map((x) => `${x},a`).join('\n')}\n`);
    const expected = rows.map((x) => (x === '' ? Number.NaN : Number(x)));
    expect(column).toEqual({ kind: 'num', v: Float64Array.from(expected) });
  });

  it('becomes texts where a text comes late, and knows old values again', () => {
    const rows = [...numbers, '', 'late', '0.5', 'late', 'later'];
    const column = columnOf(`x,y\n${rows.map((x) => `${x},a`).join('\n')}\n`);
    if (column.kind !== 'cat') throw new Error('numbers');
    expect(Array.from(column.codes, (code) => (code < 0 ? '' : column.dict[code]))).toEqual(rows);
    expect(new Set(column.dict).size).toBe(MANY + 2);
  });

  it('of texts stays texts', () => {
    const rows = Array.from({ length: MANY }, (_, i) => `p${i}`);
    const column = columnOf(`x,y\n${rows.map((x) => `${x},a`).join('\n')}\n`);
    if (column.kind !== 'cat') throw new Error('numbers');
    expect(column.dict).toEqual(rows);
    expect(column.codes).toEqual(Int32Array.from(rows, (_, i) => i));
  });
});

describe('against PapaParse', () => {
  /** Parts that stress quoting, and letters of two and three bytes. */
  const cell = fc
    .array(fc.constantFrom('a', 'B', '7', '.', ' ', ',', ';', '"', '\n', '\r\n', 'é', '한', '😀', '-'), {
      maxLength: 6,
    })
    .map((parts) => parts.join(''));
  const tables = fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
    );
  /** A cell as a reader of texts would have it: trimmed, '' where missing, numbers in one spelling. */
  const plain = (rows: string[][], table: Table) =>
    rows.map((row) =>
      row.map((text, c) => {
        const trimmed = text.trim();
        if (isMissing(trimmed)) return '';
        return table.columns[c].column.kind === 'num' ? String(Number(trimmed)) : trimmed;
      }),
    );

  it.each([
    [',', '\n'],
    [';', '\r\n'],
    ['\t', '\n'],
    ['|', '\r'],
  ])(
    'what PapaParse writes with %j and %j is read as it was, and as PapaParse reads it',
    (delimiter, newline) => {
      fc.assert(
        fc.property(tables, fc.array(fc.nat(400), { maxLength: 4 }), (rows, cutAt) => {
          const names = rows[0].map((_, c) => `c${c}`);
          const text = Papa.unparse([names, ...rows], { delimiter, newline, quotes: true });
          const { length } = encoder.encode(text);
          const cuts = cutAt.map((cut) => Math.min(cut, length)).sort((a, b) => a - b);
          const table = read(text, delimiter, cuts);
          const parsed = Papa.parse<string[]>(text, { delimiter, newline: newline as '\n' }).data.slice(1);
          expect(parsed).toEqual(rows);
          expect(namesOf(table)).toEqual(names);
          expect(cellsOf(table)).toEqual(plain(rows, table));
        }),
        { numRuns: 200, seed: 7 },
      );
    },
  );

  it('texts without quotes are read as PapaParse reads them', () => {
    const bare = fc
      .array(fc.constantFrom('a', '1', '.', ' ', '-', '한', 'é'), { maxLength: 5 })
      .map((p) => p.join(''));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constant('x'), bare, bare), { minLength: 1, maxLength: 8 }),
        (rows) => {
          const text = `a,b,c\n${rows.map((row) => row.join(',')).join('\n')}`;
          const table = read(text);
          expect(cellsOf(table)).toEqual(plain(Papa.parse<string[]>(text).data.slice(1), table));
        },
      ),
      { numRuns: 200, seed: 8 },
    );
  });
});

describe('a table that cannot be read', () => {
  it.each([
    ['nothing', '', 'data.empty', {}],
    ['blank lines', '\n \r\n\n', 'data.empty', {}],
    ['a header only', 'a,b,c\n\n', 'data.headerOnly', { columns: 3 }],
    ['one column', 'a\n1\n', 'data.oneColumn', {}],
    ['an empty name', 'a,,c\n1,2,3\n', 'data.emptyColumnName', { column: 2 }],
    ['a name of blanks', 'a,b,"  "\n1,2,3\n', 'data.emptyColumnName', { column: 3 }],
    ['a name twice', 'a,b,c,b\n1,2,3,4\n', 'data.duplicateColumn', { name: 'b', first: 2, second: 4 }],
    [
      'a name twice but for blanks',
      'a, a\n1,2\n',
      'data.duplicateColumn',
      { name: 'a', first: 1, second: 2 },
    ],
    ['__proto__', 'a,__proto__\n1,2\n', 'data.forbiddenColumnName', { name: '__proto__' }],
    ['constructor', 'constructor,a\n1,2\n', 'data.forbiddenColumnName', { name: 'constructor' }],
    ['prototype', 'prototype,a\n1,2\n', 'data.forbiddenColumnName', { name: 'prototype' }],
    ['too few cells', 'a,b,c\n1,2,3\n1,2\n', 'data.ragged', { row: 3, wanted: 3, got: 2 }],
    ['too many cells', 'a,b\n1,2,3\n', 'data.ragged', { row: 2, wanted: 2, got: 3 }],
    [
      'raggedness after blank lines',
      '\n\na,b\r\n\r\n1,2\r\n1\r\n',
      'data.ragged',
      { row: 6, wanted: 2, got: 1 },
    ],
    ['raggedness after quoted LF', 'a,b\n"x\n\ny",2\n1\n', 'data.ragged', { row: 5, wanted: 2, got: 1 }],
    [
      'raggedness after quoted CR LF',
      'a,b\r\n"x\r\ny",2\r\n1\r\n',
      'data.ragged',
      { row: 4, wanted: 2, got: 1 },
    ],
    ['raggedness after quoted CR', 'a,b\r"x\ry",2\r1\r', 'data.ragged', { row: 4, wanted: 2, got: 1 }],
    ['an open quote', 'a,b\n1,2\n3,"x\n4,5\n', 'data.quoteNotClosed', { row: 3 }],
  ])('says so: %s', (_name, text, code, details) => {
    expect(thrown(() => read(text))).toEqual({ code, details });
    const every = Array.from({ length: encoder.encode(text).length }, (_, i) => i);
    expect(thrown(() => read(text, ',', every))).toEqual({ code, details });
  });

  it('says so: 5,000 columns', () => {
    const row = Array.from({ length: 5000 }, (_, i) => `c${i}`).join(',');
    expect(thrown(() => read(`${row}\n${row}\n`))).toEqual({
      code: 'data.tooManyColumns',
      details: { got: 5000, limit: 2000 },
    });
  });

  it('stops at a quote that stays open for 16 MB instead of keeping all of it', () => {
    const reader = new CsvReader(',');
    reader.push(encoder.encode('a,b\n1,"'));
    const chunk = new Uint8Array(6 * 2 ** 20).fill(97);
    const push = () => {
      for (let i = 0; i < 4; i++) reader.push(chunk);
    };
    expect(thrown(push)).toEqual({ code: 'data.quoteNotClosed', details: { row: 2 } });
  });
});
