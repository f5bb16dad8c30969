import { describe, expect, it } from 'vitest';
import { expectCells, fitAndApply } from '../test-steps';
import { num, table } from '../test-tables';
import { quantile } from './quantile';

/** C-reactive protein (mg/L) and base excess (mmol/L), with gaps; rows to come reach beyond both. */
const train = table(
  {
    crp: num(0.4, 1.2, null, 3.5, 0.9, 88, 12.4, null, 5.1, 240, 0.9, 31),
    be: num(-12.5, -6.1, null, -3, -1.2, 0, 0.4, 1.1, 2.6, -3, null, -0.8),
  },
  12,
);
const rows = table({ crp: num(0.1, 0.9, 20, null, 300), be: num(-20, -3, 0, null, 5) }, 5);

/** Expected: QuantileTransformer(n_quantiles, output_distribution, subsample=None) of scikit-learn 1.9.1. */
const transformed = (output: string, quantiles: number) =>
  fitAndApply(quantile, { output, quantiles }, train, rows);

describe('quantile', () => {
  it('agrees with QuantileTransformer, the middle of the step where values repeat', () => {
    const { crp, be } = transformed('uniform', 10);
    expectCells(crp, [0, 0.16666666666666666, 0.7120669056152927, null, 1]);
    expectCells(be, [0, 0.2777777777777778, 0.6666666666666671, null, 1]);
  });

  it('agrees with it for normal scores, beyond the training part at its bounds', () => {
    const { crp, be } = transformed('normal', 10);
    expectCells(crp, [-5.199337582605575, -0.967421566101701, 0.5594330824239138, null, 5.19933758270342]);
    expectCells(be, [-5.199337582605575, -0.5894557978497783, 0.43072729929545867, null, 5.19933758270342]);
  });

  it('agrees with it where quantiles lie between values', () => {
    expectCells(transformed('uniform', 5).crp, [0, 0.2173913043478261, 0.6780045351473922, null, 1]);
    expectCells(transformed('normal', 5).be, [
      -5.199337582605575,
      -0.6744897501960817,
      0.5024022233733555,
      null,
      5.19933758270342,
    ]);
  });

  it('keeps no more quantiles than there are values', () => {
    expect(transformed('uniform', 1000)).toEqual(transformed('uniform', 10));
  });

  it('makes a constant column 0', () => {
    const five = table({ x: num(5, 5, null) }, 3);
    for (const output of ['uniform', 'normal'])
      expect(
        fitAndApply(quantile, { output, quantiles: 10 }, five, table({ x: num(5, 9, null) }, 3)),
      ).toEqual({
        x: [0, 0, null],
      });
  });
});
