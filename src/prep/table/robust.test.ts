import { describe, expect, it } from 'vitest';
import { expectCells, fitAndApply } from '../test-steps';
import { num, table } from '../test-tables';
import { robust } from './robust';

/** C-reactive protein (mg/L) and base excess (mmol/L), with gaps; rows to come reach beyond both. */
const train = table(
  {
    crp: num(0.4, 1.2, null, 3.5, 0.9, 88, 12.4, null, 5.1, 240, 0.9, 31),
    be: num(-12.5, -6.1, null, -3, -1.2, 0, 0.4, 1.1, 2.6, -3, null, -0.8),
  },
  12,
);
const rows = table({ crp: num(0.1, 0.9, 20, null, 300), be: num(-20, -3, 0, null, 5) }, 5);

describe('robust', () => {
  it('agrees with RobustScaler of scikit-learn 1.9.1', () => {
    const { crp, be } = fitAndApply(robust, {}, train, rows);
    expectCells(crp, [
      -0.16551724137931034,
      -0.13399014778325122,
      0.6187192118226601,
      null,
      11.65320197044335,
    ]);
    expectCells(be, [-5.757575757575758, -0.6060606060606061, 0.30303030303030304, null, 1.8181818181818183]);
  });

  it('divides by 1 where the middle half is one value, as RobustScaler does', () => {
    const visits = table({ visits: num(0, 0, 0, 0, 0, 0, 0, 9) }, 8);
    expect(fitAndApply(robust, {}, visits, table({ visits: num(0, 4) }, 2))).toEqual({ visits: [0, 4] });
  });

  it('makes a constant column 0 and leaves columns of 0 and 1 alone', () => {
    const data = table({ five: num(5, 5), male: num(1, 0) }, 2);
    expect(fitAndApply(robust, {}, data, table({ five: num(5, 9), male: num(0, 1) }, 2))).toEqual({
      five: [0, 0],
      male: [0, 1],
    });
  });
});
