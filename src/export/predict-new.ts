import { takeRows } from '../data/dataset';
import type { NewRows } from './inputs';
import { type Forward, predict } from './predict';
import type { Predictions, Predictor } from './predictor';
import { predictable, type Remarks, remarksOn } from './remarks';

/** Predictions for rows to come; NaN in `p` where a row lacks what the model cannot do without. */
export interface RemarkedPredictions extends Predictions {
  remarks: Remarks;
}

/**
 * Predictions for rows to come, and what there is to say about them. A row that lacks one of the `needed` inputs gets
 * none (NaN), and the others theirs. Throws what `predict` throws.
 */
export async function predictNew(
  model: Predictor,
  data: NewRows,
  needed: readonly string[],
  forward: Forward,
): Promise<RemarkedPredictions> {
  const remarks = remarksOn(model.inputs, data, needed);
  if (remarks.needed.length === 0) return { ...(await predict(model, data, forward)), remarks };
  const rows = predictable(remarks);
  const found = await predict(model, takeRows(data, rows), forward);
  const width = found.kind === 'multiclass' ? found.classes.length : 1;
  const p = new Float32Array(data.n * width).fill(Number.NaN);
  rows.forEach((row, i) => {
    p.set(found.p.subarray(i * width, (i + 1) * width), row * width);
  });
  return { ...found, n: data.n, p, remarks };
}
