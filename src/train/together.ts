import type { NetSpec } from '../models/family';
import type { EpochResult, Rows } from './trainer';

/** Spacing of float32 at one: predictions come as float32, and one that rounded to 0 or 1 is not infinitely wrong. */
const CLIP = 2 ** -23;

/** The mean of several networks' predictions for the same rows, number by number; summed in float64. */
export function meanOf(predictions: readonly Float32Array[]): Float32Array {
  const [first] = predictions;
  return first.map((_, i) => predictions.reduce((sum, p) => sum + p[i], 0) / predictions.length);
}

/** Mean loss of predictions, as `EpochResult.validPredictions` holds them: log loss, of values the squared error. Float64. */
export function lossOf(loss: NetSpec['loss'], p: Float32Array, { n, y }: Pick<Rows, 'n' | 'y'>): number {
  const units = p.length / n;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (loss === 'mse') {
      sum += (p[i] - y[i]) ** 2;
      continue;
    }
    const ofTruth = loss === 'softmax' ? p[i * units + y[i]] : y[i] === 1 ? p[i] : 1 - p[i];
    sum -= Math.log(Math.min(1 - CLIP, Math.max(CLIP, ofTruth)));
  }
  return sum / n;
}

/**
 * What several networks of one fold are together: their mean is what predicts, so its loss is what training ends by, not
 * the mean of their losses. One alone is what it is.
 */
export function together(
  results: readonly EpochResult[],
  loss: NetSpec['loss'],
  valid: Pick<Rows, 'n' | 'y'>,
): EpochResult {
  if (results.length === 1) return results[0];
  const validPredictions = meanOf(results.map((result) => result.validPredictions));
  return {
    trainLoss: results.reduce((sum, { trainLoss }) => sum + trainLoss, 0) / results.length,
    validLoss: lossOf(loss, validPredictions, valid),
    validPredictions,
  };
}
