import { describe, expect, it } from 'vitest';
import { expectCells, fitAndApply } from '../test-steps';
import { num, table } from '../test-tables';
import { log } from './log';

/** C-reactive protein (mg/L) and base excess (mmol/L), with gaps; rows to come reach beyond both. */
const train = table(
  {
    crp: num(0.4, 1.2, null, 3.5, 0.9, 88, 12.4, null, 5.1, 240, 0.9, 31),
    be: num(-12.5, -6.1, null, -3, -1.2, 0, 0.4, 1.1, 2.6, -3, null, -0.8),
  },
  12,
);
const rows = table({ crp: num(0.1, 0.9, 20, null, 300), be: num(-20, -3, 0, null, 5) }, 5);

describe('log', () => {
  it('agrees with numpy.log1p of numpy 2.4.6, shifted by 12.5 where the lowest is -12.5', () => {
    const { crp, be } = fitAndApply(log, {}, train, rows);
    expectCells(crp, [0.09531017980432487, 0.6418538861723948, 3.044522437723423, null, 5.707110264748875]);
    // -20 is below what was provided for.
    expectCells(be, [0, 2.3513752571634776, 2.6026896854443837, null, 2.917770732084279]);
  });

  it('leaves columns of 0 and 1 alone', () => {
    expect(log.concerns(table({ male: num(1, 0), stay: num(1, 14) }, 2), {})).toEqual(['stay']);
  });
});
