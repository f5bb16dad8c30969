import { decide } from '../../evaluate/confusion';
import { EVEN_THRESHOLD } from '../../evaluate/threshold';
import type { Predictions } from '../../export/predictor';

/** What the model says about one row. */
export interface Reading {
  /** Number of the row, from 0, as in the downloaded file. */
  row: number;
  /** The class decided for; null for regression, and where there is no prediction. */
  label: string | null;
  /** Probability of the positive class, of the class decided for (multiclass), or the value; NaN without a prediction. */
  value: number;
  /** Every class with its probability, most probable first; empty for regression. */
  classes: { label: string; p: number }[];
}

export const thresholdOf = ({ threshold }: Predictions): number => threshold ?? EVEN_THRESHOLD;

/** Rows `from` up to `to` (not included) of the predictions. */
export function readings(predictions: Predictions, from: number, to: number): Reading[] {
  const { kind, classes, threshold } = predictions;
  const width = kind === 'multiclass' ? classes.length : 1;
  const p = predictions.p.subarray(from * width, to * width);
  if (kind === 'regression')
    return Array.from(p, (value, i) => ({ row: from + i, label: null, value, classes: [] }));
  return Array.from(decide(kind, p, classes.length, threshold), (decided, i) => {
    if (Number.isNaN(p[i * width])) return { row: from + i, label: null, value: Number.NaN, classes: [] };
    const each = kind === 'binary' ? [1 - p[i], p[i]] : Array.from(p.subarray(i * width, (i + 1) * width));
    return {
      row: from + i,
      label: classes[decided],
      value: kind === 'binary' ? p[i] : each[decided],
      classes: each.map((share, k) => ({ label: classes[k], p: share })).sort((a, b) => b.p - a.p),
    };
  });
}

/** How many rows are predicted to be of each class, in the order of the classes; empty for regression. */
export function decidedCounts({ kind, classes, p, threshold }: Predictions): number[] {
  if (kind === 'regression') return [];
  const counts = classes.map(() => 0);
  const width = kind === 'multiclass' ? classes.length : 1;
  decide(kind, p, classes.length, threshold).forEach((decided, row) => {
    if (!Number.isNaN(p[row * width])) counts[decided]++;
  });
  return counts;
}
