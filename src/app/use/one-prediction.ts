import type { Predictions } from '../../export/predictor';

/** The predictions of row `i` alone. */
export function onePrediction(all: Predictions, i: number): Predictions {
  const { kind, classes, p, threshold } = all;
  const width = kind === 'multiclass' ? classes.length : 1;
  return { kind, classes, n: 1, p: p.slice(i * width, (i + 1) * width), threshold };
}

/** The class whose probability is explained: the most probable of many, else the only one that there is. */
export const likeliest = ({ kind, p }: Predictions): number =>
  kind === 'multiclass' ? p.indexOf(Math.max(...p)) : 0;
