import { expect, test } from 'vitest';
import { casesOf } from './cases';

const ready = (y: number[], unit: number[], classes: string[]) => ({
  target: {
    kind: classes.length === 2 ? ('binary' as const) : ('multiclass' as const),
    classes,
    y: Float64Array.from(y),
  },
  data: { n: y.length, cols: new Map(), unit: Int32Array.from(unit) },
});
const tested = (rows: number[], p: number[], threshold: number | null) => ({
  rows: Uint32Array.from(rows),
  p: Float32Array.from(p),
  thresholds: threshold === null ? null : Float64Array.from(rows, () => threshold),
});
const given = ready([0, 1, 0, 1, 1, 0], [0, 0, 1, 2, 3, 4], ['no', 'yes']);
const predicted = tested([0, 1, 2, 3, 4], [0.9, 0.1, 0.6, 0.41, 0.99], 0.4);

test('the surest mistakes of both sides come first, then what lies near the threshold, then the surest right ones', () => {
  const cases = casesOf(given, predicted, { limit: 1, surest: true });
  // Margins: (.9-.4)/.6 = .83, (.4-.1)/.4 = .75, (.6-.4)/.6 = .33, .02, .98.
  expect(cases.map(({ row, kind }) => [row, kind])).toEqual([
    [0, 'wrong'],
    [1, 'wrong'],
    [3, 'unsure'],
    [4, 'right'],
  ]);
  expect(cases[0]).toMatchObject({ observed: 0, predicted: 1, others: [1] });
});

test('or the least sure mistakes', () => {
  const cases = casesOf(given, predicted, { limit: 1, surest: false });
  expect(cases.filter(({ kind }) => kind === 'wrong').map(({ row }) => row)).toEqual([2, 1]);
});

test('of several classes the likeliest counts', () => {
  const three = ready([2, 0], [0, 1], ['a', 'b', 'c']);
  const cases = casesOf(three, tested([0, 1], [0.1, 0.2, 0.7, 0.3, 0.4, 0.3], null), {
    limit: 5,
    surest: true,
  });
  expect(cases.map(({ row, predicted, kind }) => [row, predicted, kind])).toEqual([
    [1, 1, 'wrong'],
    [0, 2, 'unsure'],
  ]);
});
