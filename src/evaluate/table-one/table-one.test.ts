import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatColumn, Column, MultiColumn, NumColumn } from '../../data/dataset';
import { tableOne } from './table-one';
import { type Cell, type TableOne, type TableOneOptions, tableOneDefaults } from './types';

// A made-up table. Expected: pandas 3.1.1, scipy 1.17.1 and, for the SMDs, Python's tableone 0.9.6; the exact test
// of the stage by all tables with its margins in exact fractions (Python 3.11).
const N = Number.NaN;
const num = (...values: number[]): NumColumn => ({ kind: 'num', v: Float64Array.from(values) });
function cat(...cells: (string | null)[]): CatColumn {
  const dict = [...new Set(cells.filter((cell) => cell !== null))].sort();
  return { kind: 'cat', codes: Int32Array.from(cells, (c) => (c === null ? -1 : dict.indexOf(c))), dict };
}
function multi(...cells: string[]): MultiColumn {
  const items = cells.map((cell) => cell.split(';').filter((item) => item !== ''));
  const dict = [...new Set(items.flat())];
  const offsets = [0];
  for (const list of items) offsets.push(offsets[offsets.length - 1] + list.length);
  return {
    kind: 'multi',
    codes: Int32Array.from(items.flat(), (item) => dict.indexOf(item)),
    offsets: Uint32Array.from(offsets),
    dict,
  };
}

const A = Uint32Array.from({ length: 12 }, (_, row) => row);
const B = Uint32Array.from({ length: 10 }, (_, i) => 12 + i);
const I = 'I';
const II = 'II';
const III = 'III';
const columns = new Map<string, Column>([
  ['age', num(61, 70, 55, 48, 66, 59, 72, 63, N, 58, 64, 69, 52, 44, 60, 39, 57, 49, 51, N, 55, 47)],
  [
    'crp',
    num(
      1.2,
      0.8,
      3.4,
      55,
      2.2,
      0.9,
      1.1,
      7.5,
      4.1,
      0.6,
      1.9,
      2.8,
      10,
      12.5,
      90,
      8.4,
      6.6,
      3.3,
      15,
      21,
      9.1,
      5.2,
    ),
  ],
  ['sex', cat(...'FFMFFMFFFMFFMMMFMMMMFM')],
  ['stage', cat(I, I, II, II, III, I, II, I, null, I, II, III, III, II, III, III, II, III, I, III, II, III)],
  [
    'history',
    multi('DM', 'HTN;DM', '', 'HTN', ...Array<string>(8).fill('DM'), ...Array<string>(10).fill('HTN')),
  ],
  ['seen', { kind: 'date', v: Float64Array.from({ length: 22 }, (_, i) => (i === 3 ? N : 19_000 + i)) }],
  ['note', { kind: 'text', codes: new Int32Array(22), dict: ['free text'] }],
]);

const make = (options: Partial<TableOneOptions> = {}, unit = Int32Array.from({ length: 22 }, (_, i) => i)) =>
  tableOne({
    by: 'site',
    columns,
    groups: [
      { label: 'A', rows: A },
      { label: 'B', rows: B },
    ],
    unit,
    options: { ...tableOneDefaults(), ...options },
    developmentOnly: false,
  });
const variable = (table: TableOne, name: string) => table.variables.find((v) => v.name === name)!;
const close = (cell: Cell, expected: Record<string, number>) => {
  for (const [key, value] of Object.entries(expected))
    expect((cell as unknown as Record<string, number>)[key], key).toBeCloseTo(value, 10);
};

describe('numbers', () => {
  it('mean (SD), missing, SMD and ANOVA', () => {
    const { kind, missing, smd, p, lines } = variable(make({ pValues: true }), 'age');
    expect([kind, missing]).toEqual(['mean', 2]);
    close(lines[0].cells[0], { mean: 56.95, sd: 9.005699949418 });
    close(lines[0].cells[1], { mean: 62.27272727272727, sd: 7.100576161001431 });
    close(lines[0].cells[2], { mean: 50.44444444444444, sd: 6.559556218051475 });
    expect(smd).toBeCloseTo(1.7304395567075972, 12);
    expect(p).toBeCloseTo(0.001217922059986603, 12);
    const welch = variable(make({ pValues: true, meanTest: 'welch' }), 'age');
    expect([welch.test, welch.p?.toFixed(12)]).toEqual(['welch', (0.0011656337850290159).toFixed(12)]);
  });

  it('median [IQR] of skewed values, unless a person wants the mean', () => {
    const { kind, smd, p, lines } = variable(make({ pValues: true }), 'crp');
    expect(kind).toBe('median');
    close(lines[0].cells[1], { q1: 1.05, median: 2.05, q3: 3.575 });
    close(lines[0].cells[2], { q1: 7.05, median: 9.55, q3: 14.375 });
    expect(smd).toBeCloseTo(0.5340222840235809, 12);
    expect(p).toBeCloseTo(0.0024201512716478437, 12);
    expect(variable(make({ means: ['crp'] }), 'crp').kind).toBe('mean');
    expect(variable(make({ medians: ['age'] }), 'age').kind).toBe('median');
  });
});

describe('categories', () => {
  it('n (%) of those with a value, SMD, chi-square or the exact test', () => {
    const table = make({ pValues: true });
    const sex = variable(table, 'sex');
    expect(sex).toMatchObject({ kind: 'binary', test: 'yates', missing: 0 });
    expect(sex.lines[1]).toMatchObject({
      level: 'M',
      cells: [
        { n: 11, share: 0.5 },
        { n: 3, share: 0.25 },
        { n: 8, share: 0.8 },
      ],
    });
    expect(sex.smd).toBeCloseTo(1.319472316588948, 12);
    expect(sex.p).toBeCloseTo(0.03228435391076682, 12);
    const stage = variable(table, 'stage');
    expect(stage).toMatchObject({ kind: 'levels', test: 'fisher', missing: 1 });
    expect(stage.smd).toBeCloseTo(1.0876039866402392, 12);
    expect(stage.p).toBeCloseTo(0.1214574898785425, 12);
    expect(stage.lines[2].cells[1]).toEqual({ kind: 'count', n: 2, share: 2 / 11 });
  });

  it('several values a cell: a line an item, of all rows', () => {
    const { kind, missing, lines } = variable(make(), 'history');
    expect([kind, missing, lines.map((l) => l.level)]).toEqual(['several', 1, ['DM', 'HTN']]);
    expect(lines[0].cells[1]).toEqual({ kind: 'count', n: 10, share: 10 / 12 });
    expect(lines[1].cells[2]).toEqual({ kind: 'count', n: 10, share: 1 });
  });

  it('rare levels beyond the tenth are one line', () => {
    const cells = Array.from({ length: 22 }, (_, i) => `c${String(Math.min(i, 12)).padStart(2, '0')}`);
    const table = tableOne({
      by: 'none',
      columns: [['code', cat(...cells)]],
      groups: [{ label: '', rows: Uint32Array.from(cells.keys()) }],
      unit: Int32Array.from(cells.keys()),
      options: tableOneDefaults(),
      developmentOnly: false,
    });
    const [code] = table.variables;
    expect([code.others, code.lines.length, code.lines.at(-1)?.level]).toEqual([3, 11, null]);
    expect(code.lines.at(-1)?.cells).toEqual([{ kind: 'count', n: 3, share: 3 / 22 }]);
    expect(table.groups).toEqual([]);
  });
});

it('dates are ranges; free text is not there', () => {
  const table = make();
  expect(variable(table, 'seen').lines[0].cells[1]).toEqual({ kind: 'dates', from: 19_000, to: 19_011 });
  expect(variable(table, 'seen').missing).toBe(1);
  expect(table.variables.map((v) => v.name)).not.toContain('note');
});

it('each patient once: the first row', () => {
  const unit = Int32Array.from({ length: 22 }, (_, row) => row >> 1);
  expect(make({}, unit).repeated).toBe(true);
  const once = make({ unit: 'patient' }, unit);
  expect([once.repeated, ...once.groups.map((g) => g.n)]).toEqual([false, 6, 5]);
  expect(variable(once, 'age').lines[0].cells[1]).toMatchObject({ mean: (61 + 55 + 66 + 72 + 64) / 5 });
});

describe('small counts', () => {
  it('are not shown, nor what would give them away', () => {
    const table = make({ suppress: true, pValues: true });
    const sex = variable(table, 'sex');
    // 3 of 12 are men, so that the 9 women would tell of them.
    expect(sex.lines.map((l) => l.cells[1].kind)).toEqual(['masked', 'small']);
    expect(sex).toMatchObject({ smd: null, p: null });
    expect(sex.lines.map((l) => l.cells[0].kind)).toEqual(['masked', 'masked']);
    expect(table.overall.n).toBeNull();
    expect(variable(table, 'age')).toMatchObject({ missing: null });
    expect(variable(table, 'age').smd).toBeGreaterThan(1);
  });

  it('no count of 1 to 4 is left, and no hidden one is the only one of its group', () => {
    const cell = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(cell, { minLength: 22, maxLength: 60 }), fc.nat(20), (cells, cut) => {
        const rows = Uint32Array.from(cells.keys());
        const { variables, groups } = tableOne({
          by: 'site',
          columns: [['x', cat(...cells)]],
          groups: [
            { label: '1', rows: rows.slice(0, cut + 1) },
            { label: '2', rows: rows.slice(cut + 1) },
          ],
          unit: Int32Array.from(cells.keys()),
          options: { ...tableOneDefaults(), suppress: true, pValues: true },
          developmentOnly: false,
        });
        groups.forEach((group, g) => {
          const column = variables[0].lines.map((line) => line.cells[g + 1]);
          const shown = column.flatMap((c) => (c.kind === 'count' ? [c.n] : []));
          expect(shown.filter((n) => n > 0 && n < 5)).toEqual([]);
          const hidden = column.length - shown.length;
          const told = shown.reduce((sum, n) => sum + n, 0);
          if (group.n !== null && hidden === 1) expect(told).toBe(group.n);
          // Two ones, or two fours, would be told by their sum as well.
          const smalls = column.filter((c) => c.kind === 'small').length;
          if (group.n !== null && smalls > 1 && smalls === hidden && shown.some((n) => n > 0))
            expect([smalls, 4 * smalls]).not.toContain(group.n - told);
          if (hidden > 0) expect(variables[0]).toMatchObject({ smd: null, p: null });
        });
      }),
      { numRuns: 200 },
    );
  });
});
