import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { expectCells, fitAndApply } from '../test-steps';
import { binaryTarget, num, table } from '../test-tables';
import { robust } from './robust';
import { smoothClip } from './smooth-clip';

/** C-reactive protein (mg/L) and base excess (mmol/L), with gaps; rows to come reach beyond both. */
const train = table(
  {
    crp: num(0.4, 1.2, null, 3.5, 0.9, 88, 12.4, null, 5.1, 240, 0.9, 31),
    be: num(-12.5, -6.1, null, -3, -1.2, 0, 0.4, 1.1, 2.6, -3, null, -0.8),
  },
  12,
);
const rows = table({ crp: num(0.1, 0.9, 20, null, 300), be: num(-20, -3, 0, null, 5) }, 5);

describe('smooth clipping', () => {
  it('agrees with s / sqrt(1 + (s / 3)^2) in numpy 2.4.6, s of scikit-learn 1.9.1’s RobustScaler', () => {
    const { crp, be } = fitAndApply(smoothClip, {}, train, rows);
    expectCells(crp, [
      -0.16526589820179224,
      -0.13385670443425493,
      0.60596608080932,
      null,
      2.9052704854679656,
    ]);
    expectCells(be, [-2.660503178294965, -0.5940594059405941, 0.3014961178856055, null, 1.5549051482800327]);
  });

  it('divides by half the range where the middle half is one value, by the means of five patients at its ends', () => {
    const visits = table({ visits: num(0, 0, 0, 0, 0, 0, 0, 0, 0, 10) }, 10);
    const state = smoothClip.fit(visits, binaryTarget(...Array(10).fill(0)), {}, { rng: rng(1) });
    // The highest five: four times 0 and 10. No 10 in it, and no 5.
    expect(state).toEqual({ columns: [['visits', 0, 1]] });
    const { visits: made } = fitAndApply(smoothClip, {}, visits, table({ visits: num(0, 1, -1, null) }, 4));
    expectCells(made, [0, 1 / Math.sqrt(1 + 1 / 9), -1 / Math.sqrt(1 + 1 / 9), null]);
  });

  it('makes a constant column 0 and leaves columns of 0 and 1 alone', () => {
    const data = table({ five: num(5, 5, 5, 5, 5, 5), male: num(1, 0, 1, 0, 0, 0) }, 6);
    expect(
      fitAndApply(smoothClip, {}, data, table({ five: num(5, 9, null), male: num(0, 1, null) }, 3)),
    ).toEqual({ five: [0, 0, null], male: [0, 1, null] });
  });

  it('keeps the order, is undone by y / sqrt(1 - (y / 3)^2), and never leaves -3 ... 3', () => {
    const value = fc.double({ min: -1e300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const given = table({ crp: num(Math.min(a, b), Math.max(a, b)), be: num(0, 0) }, 2);
        const [low, high] = fitAndApply(smoothClip, {}, train, given).crp.map(Number);
        expect(low).toBeLessThanOrEqual(high);
        expect(Math.abs(low)).toBeLessThanOrEqual(3);
        expect(Math.abs(high)).toBeLessThanOrEqual(3);
      }),
    );
    const near = table({ crp: num(-40, 0.3, 3, 60), be: num(0, 0, 0, 0) }, 4);
    const back = fitAndApply(smoothClip, {}, train, near)
      .crp.map(Number)
      .map((y) => y / Math.sqrt(1 - (y / 3) ** 2));
    expectCells(back, fitAndApply(robust, {}, train, near).crp, 9);
  });
});
