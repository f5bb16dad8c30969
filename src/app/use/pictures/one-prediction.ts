import type { Predictions } from '../../../export/predictor';

/** The predictions of row `i` alone. */
export function onePrediction(all: Predictions, i: number): Predictions {
  const width = all.kind === 'multiclass' ? all.classes.length : 1;
  return { ...all, n: 1, p: all.p.slice(i * width, (i + 1) * width) };
}
