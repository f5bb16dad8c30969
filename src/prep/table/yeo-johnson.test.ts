import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { expectCells, fitAndApply } from '../test-steps';
import { binaryTarget, num, table } from '../test-tables';
import { yeoJohnson } from './yeo-johnson';

/** C-reactive protein (mg/L) and base excess (mmol/L), with gaps; rows to come reach beyond both. */
const train = table(
  {
    crp: num(0.4, 1.2, null, 3.5, 0.9, 88, 12.4, null, 5.1, 240, 0.9, 31),
    be: num(-12.5, -6.1, null, -3, -1.2, 0, 0.4, 1.1, 2.6, -3, null, -0.8),
  },
  12,
);
const rows = table({ crp: num(0.1, 0.9, 20, null, 300), be: num(-20, -3, 0, null, 5) }, 5);

const LAMBDA = { crp: -0.2991273759027531, be: 1.472274684333556 };

describe('yeo-johnson', () => {
  it('finds the lambda of scipy.stats.yeojohnson, scipy 1.17.1, to the tolerance of the search', () => {
    const { columns } = yeoJohnson.fit(train, binaryTarget(), {}, { rng: rng(1) });
    expect(columns.map(([name]) => name)).toEqual(['crp', 'be']);
    expect(columns[0][1]).toBeCloseTo(LAMBDA.crp, 7);
    expect(columns[1][1]).toBeCloseTo(LAMBDA.be, 7);
  });

  it('agrees with PowerTransformer(standardize=False) of scikit-learn 1.9.1', () => {
    const { crp, be } = fitAndApply(yeoJohnson, { standardize: false }, train, rows);
    expectCells(
      crp,
      [0.09396435878207425, 0.5839983265738087, 1.9983374828541394, null, 2.736688781298559],
      6,
    );
    expectCells(be, [-7.5535269127161015, -2.0434253563448777, 0, null, 8.819465154506613], 6);
  });

  it('agrees with PowerTransformer(), which standardizes', () => {
    const { crp, be } = fitAndApply(yeoJohnson, { standardize: true }, train, rows);
    expectCells(
      crp,
      [-1.6009830609949327, -0.9968524120553895, 0.7467933114332795, null, 1.6570580652924618],
      6,
    );
    expectCells(
      be,
      [-2.6905879065601046, -0.4556988383743941, 0.373111473709259, null, 3.950273538582769],
      6,
    );
  });

  it('makes a constant column 0, or leaves it where it is', () => {
    const five = table({ x: num(5, 5) }, 2);
    expect(fitAndApply(yeoJohnson, { standardize: true }, five, table({ x: num(5, 9) }, 2)).x).toEqual([
      0, 0,
    ]);
    expectCells(fitAndApply(yeoJohnson, { standardize: false }, five, five).x, [5, 5]);
  });

  it('keeps the digits of values that ask for a power far below 0: mpmath 1.3.0, 60 digits', () => {
    // Specific gravity of urine: PowerTransformer itself ends in rounding here, with all values made 0.
    const counts = [7, 83, 74, 45, 27];
    const levels = [1.005, 1.01, 1.015, 1.02, 1.025];
    const gravity = table({ sg: num(...levels.flatMap((v, i) => Array<number>(counts[i]).fill(v))) }, 236);
    const [[, lambda]] = yeoJohnson.fit(gravity, binaryTarget(), {}, { rng: rng(1) }).columns;
    expect(lambda).toBeCloseTo(-78.8030859333242, 3);
    const { sg } = fitAndApply(yeoJohnson, { standardize: true }, gravity, table({ sg: num(...levels) }, 5));
    expectCells(
      sg,
      [-2.27869051491221, -0.973568848145564, 0.0965532577712614, 0.974422087768815, 1.69493011021472],
      5,
    );
    // The same on the other side of 0.
    const mirrored = table({ sg: num(...levels.flatMap((v, i) => Array<number>(counts[i]).fill(-v))) }, 236);
    const rows = table({ sg: num(...levels.map((v) => -v), 3) }, 6);
    const out = fitAndApply(yeoJohnson, { standardize: true }, mirrored, rows).sg;
    expectCells(
      out.slice(0, 5),
      [2.27869051491221, 0.973568848145564, -0.0965532577712614, -0.974422087768815, -1.69493011021472],
      5,
    );
    expect(Number(out[5])).toBeGreaterThan(2.3);
  });

  it('stays finite for values of any size that a table may hold', () => {
    const wide = table({ x: num(-1e12, -3, 0, 1e-9, 7, 1e15) }, 6);
    const { x } = fitAndApply(yeoJohnson, { standardize: true }, wide, wide);
    expect(x.every((value) => Number.isFinite(value))).toBe(true);
  });
});
