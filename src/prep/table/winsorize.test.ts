import { describe, expect, it } from 'vitest';
import { expectCells, fitAndApply } from '../test-steps';
import { num, table } from '../test-tables';
import { winsorize } from './winsorize';

/** C-reactive protein (mg/L) and base excess (mmol/L), with gaps; rows to come reach beyond both. */
const train = table(
  {
    crp: num(0.4, 1.2, null, 3.5, 0.9, 88, 12.4, null, 5.1, 240, 0.9, 31),
    be: num(-12.5, -6.1, null, -3, -1.2, 0, 0.4, 1.1, 2.6, -3, null, -0.8),
  },
  12,
);
const rows = table({ crp: num(0.1, 0.9, 20, null, 300), be: num(-20, -3, 0, null, 5) }, 5);

describe('winsorize', () => {
  it('agrees with numpy.clip between the numpy.nanpercentile of numpy 2.4.6', () => {
    const { crp, be } = fitAndApply(winsorize, { lower: 5, upper: 90 }, train, rows);
    expectCells(crp, [0.625, 0.9, 20, null, 103.19999999999995]);
    expectCells(be, [-9.62, -3, 0, null, 1.2499999999999996]);
  });

  it('moves no value of the training part at 0 and 100', () => {
    const made = fitAndApply(winsorize, { lower: 0, upper: 100 }, train, train);
    expectCells(made.crp, [0.4, 1.2, null, 3.5, 0.9, 88, 12.4, null, 5.1, 240, 0.9, 31]);
    expectCells(fitAndApply(winsorize, { lower: 0, upper: 100 }, train, rows).crp, [0.4, 0.9, 20, null, 240]);
  });

  it('does not pull in a rare finding of 0 and 1', () => {
    const rare = table({ ckd: num(1, ...Array<number>(199).fill(0)) }, 200);
    expect(fitAndApply(winsorize, { lower: 1, upper: 99 }, rare, rare).ckd[0]).toBe(1);
  });
});
