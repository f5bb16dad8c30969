import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { crossFitted, fitOf } from './before-after';

const N = 1500;
const random = rng('before and after');
const z = Float64Array.from({ length: N }, () => 1.5 * random.normal());
const y = z.map((at) => +(random.next() < 1 / (1 + Math.exp(-at))));
/** Three times too sure. */
const p = z.map((at) => 1 / (1 + Math.exp(-3 * at)));
const unit = Int32Array.from({ length: N }, (_, i) => i);
const KINDS = ['platt', 'isotonic', 'temperature'] as const;

const crossed = (kind: (typeof KINDS)[number], truth: Float64Array, ...places: [number[], number[]]) => {
  const [fold, row] = places;
  const all = { y: row.map((r) => truth[r]), p: row.map((r) => p[r]) };
  const after = crossFitted(kind, all.y, all.p, 2, fold, row);
  if (!after) throw new Error(`no ${kind}`);
  return after;
};

describe('cross-fitting', () => {
  const rows = [...Array(N).keys()];
  const folds = rows.map((i) => i % 3);

  it.each(KINDS)('%s: no outcome of a fold is in what is done to the fold', (kind) => {
    const other = y.map((value, i) => (i % 15 === 0 ? 1 - value : value));
    const [then, now] = [crossed(kind, y, folds, rows), crossed(kind, other, folds, rows)];
    const mine = rows.filter((i) => i % 3 === 0);
    expect(mine.map((i) => now[i])).toEqual(mine.map((i) => then[i]));
    // The others were fitted to what has changed.
    expect(rows.some((i) => i % 3 !== 0 && now[i] !== then[i])).toBe(true);
  });

  it.each(KINDS)('%s: nor in a repeat, in which its rows stand in other folds', (kind) => {
    const twice = [...rows, ...rows];
    const places = [...folds, ...rows.map((i) => 3 + (i % 4))];
    const one = 6;
    const other = y.map((value, i) => (i === one ? 1 - value : value));
    const [then, now] = [crossed(kind, y, places, twice), crossed(kind, other, places, twice)];
    expect([now[one], now[N + one]]).toEqual([then[one], then[N + one]]);
    expect(now).not.toEqual(then);
  });

  it('shows what it does to a model that is too sure: the slope comes near 1 and losses fall', () => {
    const before = fitOf(y, p, 2, unit);
    expect(before.slope).toBeLessThan(0.5);
    for (const kind of KINDS) {
      const after = fitOf(y, crossed(kind, y, folds, rows), 2, unit);
      expect(Math.abs((after.slope ?? 0) - 1)).toBeLessThan(kind === 'isotonic' ? 0.25 : 0.1);
      expect(after.logLoss).toBeLessThan(before.logLoss);
      expect(after.brier).toBeLessThan(before.brier);
      expect(after.groups.reduce((sum, { n }) => sum + n, 0)).toBe(N);
    }
  });

  it('gives none where one fold has nothing to fit', () => {
    // Without fold 0 every row is of one class.
    const truth = rows.map((i) => +(i % 3 === 0 && i % 2 === 0));
    expect(crossFitted('platt', truth, p, 2, folds, rows)).toBeNull();
  });
});
