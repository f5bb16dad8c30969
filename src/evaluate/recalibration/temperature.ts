import { EDGE, logit } from './log-odds';

/** Range in which 1 / temperature is sought. */
const FLATTEST = 1e-3;
const STEEPEST = 1e3;
const HALVINGS = 80;

/** Log odds where `p` is one probability a row, else log probabilities, [n, classes]: what a temperature divides. */
export function scoresOf(p: ArrayLike<number>, n: number): Float64Array {
  return p.length === n
    ? Float64Array.from(p, logit)
    : Float64Array.from(p, (value) => Math.log(Math.max(value, EDGE)));
}

/** Probabilities of scores after the softmax, in place a row. */
export function softmaxRow(row: Float64Array): Float64Array {
  const top = row.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let k = 0; k < row.length; k++) {
    row[k] = Math.exp(row[k] - top);
    sum += row[k];
  }
  return row.map((value) => value / sum);
}

/** How the log likelihood changes with b = 1 / temperature; falls as b grows, so that it has one root at most. */
function slopeAt(y: ArrayLike<number>, scores: Float64Array, width: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    if (width === 1) {
      sum += (y[i] - 1 / (1 + Math.exp(-b * scores[i]))) * scores[i];
      continue;
    }
    const row = scores.subarray(i * width, (i + 1) * width);
    const p = softmaxRow(row.map((value) => b * value));
    sum += row[y[i]] - p.reduce((expected, share, k) => expected + share * row[k], 0);
  }
  return sum;
}

/**
 * The temperature that scores are divided by before the softmax, by maximum likelihood (Guo et al., ICML 2017): it
 * changes how sure a model is, never which of two patients has the higher risk. Null where the predictions run
 * against the outcomes; the end of its range where every row is right and certainty could grow for ever.
 */
export function fitTemperature(y: ArrayLike<number>, p: ArrayLike<number>): number | null {
  const scores = scoresOf(p, y.length);
  const width = p.length / y.length;
  let [low, high] = [Math.log(FLATTEST), Math.log(STEEPEST)];
  if (slopeAt(y, scores, width, FLATTEST) <= 0) return null;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (slopeAt(y, scores, width, Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  return Math.exp(-(low + high) / 2);
}
