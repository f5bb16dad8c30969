import { higherIsBetter } from '../../study/journal-state';
import type { Rng } from '../../study/random';
import type { Estimate } from '../../study/results/estimate';
import { unitsRepeat } from '../bootstrap';
import { statisticOf } from '../paired';
import { resample, type Watch } from '../resample';
import { bestAlone, blended, type Candidates, greedyEnsemble } from './greedy';
import { type FoldedCandidates, takenRows } from './subset';

/** Draws of the interval: half of what an evaluation takes, for a number that is read to two digits. */
const REPLICATES = 1000;

/**
 * What an ensemble gains over the best single candidate, where neither choice has seen the rows that it is judged by:
 * both are made on all folds but one, without any row of the patients of that fold, and predict that fold. The
 * difference of the study's metric on all folds together is positive where the ensemble is better; its 95 % interval is
 * from a bootstrap of whole patients, each draw taken for both. Null where the metric is not defined in the folds that
 * a choice is made on, or in all. Throws `cancelled`.
 */
export async function ensembleGain(
  of: FoldedCandidates,
  most: number,
  random: Rng,
  watch: Watch = {},
): Promise<Estimate | null> {
  const { metric, y, unit, fold, predictions } = of;
  const width = predictions[0].length / y.length;
  const together = new Float32Array(predictions[0].length);
  const alone = new Float32Array(predictions[0].length);
  for (const f of new Set(Array.from(fold))) {
    const held = entries(y.length, (i) => fold[i] === f);
    const patients = new Set(held.map((i) => unit[i]));
    const learned = entries(y.length, (i) => !patients.has(unit[i]));
    if (learned.length === 0) return null;
    const choice = takenRows<Candidates>(of, learned);
    const single = bestAlone(choice);
    if (Number.isNaN(single.score.metric)) return null;
    const { weights } = await greedyEnsemble(choice, most, watch);
    const shown = takenRows<Candidates>(of, held).predictions;
    place(together, blended(shown, weights), held, width);
    place(alone, shown[single.at], held, width);
  }
  const sign = higherIsBetter(metric) ? 1 : -1;
  const [a, b] = [together, alone].map((p) => statisticOf(metric, of, p));
  const gain = (weights: Float64Array) => sign * (a(weights) - b(weights));
  const estimate = gain(new Float64Array(y.length).fill(1));
  if (Number.isNaN(estimate)) return null;
  const interval = await drawn(gain, unit, random, watch);
  const method = unitsRepeat(unit) ? 'cluster-bootstrap' : 'bootstrap';
  return {
    estimate,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    method: interval ? method : 'none',
  };
}

async function drawn(
  statistic: (weights: Float64Array) => number,
  unit: ArrayLike<number>,
  random: Rng,
  { clock, signal }: Watch,
) {
  const ids = [...new Set(Array.from(unit))].sort((x, z) => x - z);
  const position = new Map(ids.map((id, at) => [id, at]));
  const places = Uint32Array.from(unit, (id) => position.get(id) ?? 0);
  const weights = new Float64Array(unit.length);
  const value = new Float64Array(1);
  const statistics = {
    names: ['gain'],
    of(draws: Int32Array) {
      for (let i = 0; i < weights.length; i++) weights[i] = draws[places[i]];
      value[0] = statistic(weights);
      return value;
    },
  };
  return (await resample(statistics, ids.length, random, { clock, signal }, REPLICATES)).get('gain') ?? null;
}

const entries = (n: number, wanted: (i: number) => boolean): number[] =>
  Array.from({ length: n }, (_, i) => i).filter(wanted);

function place(into: Float32Array, p: Float32Array, rows: readonly number[], width: number): void {
  rows.forEach((row, i) => {
    for (let c = 0; c < width; c++) into[row * width + c] = p[i * width + c];
  });
}
