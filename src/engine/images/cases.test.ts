import { expect, test } from 'vitest';
import { casesOf } from './cases';

const none = new Uint32Array();
const ready = (y: number[], unit: number[], test: number[], classes: string[]) => ({
  parts: { test: Uint32Array.from(test), dev: none, folds: [], left: none },
  target: {
    kind: classes.length === 2 ? ('binary' as const) : ('multiclass' as const),
    classes,
    y: Float64Array.from(y),
  },
  data: { n: y.length, cols: new Map(), unit: Int32Array.from(unit) },
});

test('the surest mistake comes first, then what lies near the threshold, then the surest right ones', () => {
  const given = ready([0, 1, 0, 1, 1, 0], [0, 0, 1, 2, 3, 4], [0, 1, 2, 3, 4], ['no', 'yes']);
  const p = Float32Array.of(0.9, 0.1, 0.6, 0.41, 0.99);
  const cases = casesOf(given, { kind: 'binary', classes: ['no', 'yes'], p, threshold: 0.4 }, 2);
  // Margins: (.9-.4)/.6 = .83, (.4-.1)/.4 = .75, (.6-.4)/.6 = .33, .02, .98.
  expect(cases.map(({ row, kind }) => [row, kind])).toEqual([
    [0, 'wrong'],
    [1, 'wrong'],
    [3, 'unsure'],
    [2, 'unsure'],
    [4, 'right'],
  ]);
  expect(cases[0]).toMatchObject({ observed: 0, predicted: 1, others: [1] });
});

test('of several classes the likeliest counts', () => {
  const given = ready([2, 0], [0, 1], [0, 1], ['a', 'b', 'c']);
  const p = Float32Array.of(0.1, 0.2, 0.7, 0.3, 0.4, 0.3);
  const cases = casesOf(given, { kind: 'multiclass', classes: ['a', 'b', 'c'], p, threshold: null }, 5);
  expect(cases.map(({ row, predicted, kind }) => [row, predicted, kind])).toEqual([
    [1, 1, 'wrong'],
    [0, 2, 'unsure'],
  ]);
});
