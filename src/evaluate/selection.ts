import type { Target } from '../data/dataset';
import { higherIsBetter } from '../study/journal-state';
import type { Rng } from '../study/random';
import type { Selection } from '../study/results/selection';
import type { Metric } from '../study/schema';
import { Pace } from '../train/pacing';
import { weightedAuroc } from './auroc';
import { percentileInterval, type WeightedStatistic } from './bootstrap';
import { logLossTerms } from './log-loss';
import { weightedMacroAuroc } from './multiclass';
import { regressionStatistics } from './regression';
import type { Watch } from './resample';

/** As many as the authors of the method used. */
const REPLICATES = 500;

export interface Candidates {
  metric: Metric;
  kind: Target['kind'];
  classes: number;
  /** Outcome and patient of each entry of the pooled predictions. */
  y: ArrayLike<number>;
  unit: ArrayLike<number>;
  /** Out-of-fold predictions of each configuration, shaped as `Predictions.p`. */
  predictions: readonly Float32Array[];
}

function statisticOf({ metric, kind, classes, y }: Candidates, p: Float32Array): WeightedStatistic {
  switch (metric) {
    case 'rmse':
      return regressionStatistics(y, p).rmse;
    case 'logLoss': {
      const terms = logLossTerms(y, p, classes);
      return (weights) => {
        let [sum, total] = [0, 0];
        for (let i = 0; i < terms.length; i++) {
          sum += weights[i] * terms[i];
          total += weights[i];
        }
        return sum / total;
      };
    }
    case 'auroc':
      return kind === 'multiclass' ? weightedMacroAuroc(y, p, classes) : weightedAuroc(y, p);
  }
}

/** Places of patients, counted from 0 in the order of their numbers. */
function placesOf(unit: ArrayLike<number>): { places: Uint32Array; patients: number } {
  const ids = [...new Set(Array.from(unit))].sort((a, b) => a - b);
  const position = new Map(ids.map((id, at) => [id, at]));
  return { places: Uint32Array.from(unit, (id) => position.get(id) ?? 0), patients: ids.length };
}

/**
 * Bootstrap bias corrected cross-validation (Tsamardinos, Greasidou & Borboudakis, Machine Learning 2018): the
 * configuration that is best on a bootstrap sample of the out-of-fold predictions is scored on the patients that were
 * not drawn, again and again. The mean of these scores is what picking the best of so many is worth; the difference to
 * the winner's own score is the optimism of the choice. Nothing is trained again. Whole patients are drawn.
 *
 * Replicates in which the metric is not defined on either side are left out; null where too few remain. Throws
 * `cancelled`.
 */
export async function selectionOf(of: Candidates, random: Rng, watch: Watch = {}): Promise<Selection | null> {
  const { metric, y, unit, predictions } = of;
  const sign = higherIsBetter(metric) ? 1 : -1;
  const statistics = predictions.map((p) => statisticOf(of, p));
  const { places, patients } = placesOf(unit);
  const draws = new Int32Array(patients);
  const drawn = new Float64Array(y.length);
  const left = new Float64Array(y.length);
  const scores = new Float64Array(REPLICATES).fill(Number.NaN);
  const best = (weights: Float64Array): { at: number; score: number } => {
    let [at, score] = [-1, Number.NaN];
    statistics.forEach((statistic, one) => {
      const value = statistic(weights);
      if (!Number.isNaN(value) && (at < 0 || sign * (value - score) > 0)) [at, score] = [one, value];
    });
    return { at, score };
  };
  const raw = best(new Float64Array(y.length).fill(1)).score;
  const pace = watch.clock && new Pace(watch.clock);
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    if (pace?.due()) await pace.rest(watch);
    random.tally(draws);
    for (let i = 0; i < drawn.length; i++) {
      drawn[i] = draws[places[i]];
      left[i] = drawn[i] === 0 ? 1 : 0;
    }
    const { at } = best(drawn);
    if (at >= 0) scores[replicate] = statistics[at](left);
  }
  const interval = percentileInterval(scores, REPLICATES);
  const defined = scores.filter((score) => !Number.isNaN(score));
  if (!interval || Number.isNaN(raw)) return null;
  const corrected = defined.reduce((sum, score) => sum + score, 0) / defined.length;
  return {
    metric,
    tried: predictions.length,
    configurations: predictions.length,
    rows: y.length,
    patients,
    raw,
    corrected,
    ...interval,
    replicates: defined.length,
  };
}
