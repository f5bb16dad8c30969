import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { expectCells, fitAndApply } from '../test-steps';
import { binaryTarget, num, plain, table } from '../test-tables';
import { piecewiseLinear } from './piecewise-linear';

/** Ages of 21 patients. */
const AGES = [18, 21, 25, 30, 34, 41, 44, 47, 52, 55, 58, 63, 66, 70, 71, 77, 80, 84, 88, 93, 97];
const ages = table({ age: num(...AGES) }, AGES.length);
const learn = (data: typeof ages, bins: number) =>
  piecewiseLinear.fit(data, binaryTarget(...Array(data.n).fill(0)), { bins }, { rng: rng(1) });

describe('piecewise linear encoding', () => {
  it('has edges that are means of five patients about the quantiles', () => {
    const [{ column, edges, names }] = learn(ages, 4).columns;
    expect(column).toBe('age');
    // numpy 2.4.6: ages[0:5].mean(), [3:8], [8:13], [13:18] and [16:21] of the sorted ages.
    expectCells(edges, [25.6, 39.2, 58.8, 76.4, 88.4]);
    expect(names).toEqual(['age: bin 1', 'age: bin 2', 'age: bin 3', 'age: bin 4']);
  });

  it('agrees with equation 1 of the paper as numpy 2.4.6 computes it on these edges, and keeps gaps', () => {
    const made = fitAndApply(
      piecewiseLinear,
      { bins: 4 },
      ages,
      table({ age: num(10, 30, 50, 76.4, 99, null) }, 6),
    );
    expectCells(made['age: bin 1'], [-1.1470588235294117, 0.32352941176470573, 1, 1, 1, null]);
    expectCells(made['age: bin 2'], [0, 0, 0.5510204081632654, 1, 1, null]);
    expectCells(made['age: bin 3'], [0, 0, 0, 1, 1, null]);
    expectCells(made['age: bin 4'], [0, 0, 0, 0, 1.8833333333333329, null]);
  });

  it('has fewer bins where values repeat, one column of 0 of a constant one, and leaves 0 and 1 alone', () => {
    const visits = table({ visits: num(...Array(30).fill(0), 2, 3, 4, 5, 6) }, 35);
    const [{ edges }] = learn(visits, 8).columns;
    // About the seventh eighth lie 0, 0, 2, 3, 4.
    expectCells(edges, [0, 1.8, 4]);
    const data = table({ five: num(5, 5, 5, 5, 5, 5), male: num(1, 0, 1, 0, 0, 0) }, 6);
    const made = fitAndApply(
      piecewiseLinear,
      { bins: 8 },
      data,
      table({ five: num(5, 9, null), male: num(0, 1, null) }, 3),
    );
    expect(made).toEqual({ 'five: bin 1': [0, 0, null], male: [0, 1, null] });
  });

  it('is undone by the widths of the bins, whatever the value, and each bin rises with it', () => {
    const [{ edges }] = learn(ages, 8).columns;
    const value = fc.double({ min: -1e4, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const made = Object.values(
          plain(piecewiseLinear.apply(table({ age: num(low, high) }, 2), {}, learn(ages, 8))),
        ) as number[][];
        const back = made.reduce((sum, [x], bin) => sum + x * (edges[bin + 1] - edges[bin]), edges[0]);
        expect(back).toBeCloseTo(low, 6);
        for (const [before, after] of made) expect(before).toBeLessThanOrEqual(after);
      }),
      { numRuns: 50 },
    );
  });

  it('gives bins of a column that was named after a rare level the name it has now', () => {
    const state = learn(table({ 'note: canary': num(...AGES), age: num(...AGES) }, AGES.length), 2);
    const renamed = { columns: [{ ...state.columns[0], column: 'note: rare 1' }, state.columns[1]] };
    const forgotten = piecewiseLinear.forget?.(renamed, new Map());
    expect(forgotten?.renamed).toEqual([
      ['note: canary: bin 1', 'note: rare 1: bin 1'],
      ['note: canary: bin 2', 'note: rare 1: bin 2'],
    ]);
    expect(JSON.stringify(forgotten?.state)).not.toContain('canary');
    expect(forgotten?.state.columns[1]).toEqual(state.columns[1]);
  });
});
