import { higherIsBetter } from '../../study/journal-state';
import type { Rng } from '../../study/random';
import type { Blending } from '../../study/results/ensemble';
import type { Estimate } from '../../study/results/estimate';
import { unitsRepeat, type WeightedStatistic } from '../bootstrap';
import { statisticOf } from '../paired';
import { resample, type Watch } from '../resample';
import { bestAlone, blended, type Candidates, greedyEnsemble } from './greedy';
import { stackedEnsemble } from './stacking';
import { type FoldedCandidates, takenRows } from './subset';

/** Draws of the interval: half of what an evaluation takes, for a number that is read to two digits. */
const REPLICATES = 1000;
/** What rounding alone makes of two equal values of a metric. */
const ROUNDING = 1e-12;

/** The best candidate alone, and the two ways to blend several; the simpler first. */
const ARMS = ['single', 'greedy', 'stacked'] as const;
type Arm = (typeof ARMS)[number];

export interface Judgement {
  /** The way to blend that does best where no choice has seen the rows; the simpler of equals. */
  method: Blending;
  /** What each way gains by itself over the best single candidate; positive where it is better. */
  gains: Record<Blending, number>;
  /**
   * What is gained where the way is chosen too, best single candidate included, by other folds than the one that is
   * predicted; where no way gains, what `method` does.
   */
  gain: Estimate;
}

/**
 * Whether several candidates predict better than the best one, where no choice has seen the rows that it is judged by:
 * all arms are made on all folds but one, without any row of the patients of that fold, and predict that fold. Which
 * arm counts there is chosen by what the arms have predicted of the other folds, so that having chosen between them is
 * in the gain. It is the difference of the study's metric on all folds together; its 95 % interval is from a bootstrap
 * of whole patients, each draw taken for both. Null where the metric is not defined in the folds that a choice is made
 * on, or in all. Throws `cancelled`.
 */
export async function judgeEnsembles(
  of: FoldedCandidates,
  most: number,
  random: Rng,
  watch: Watch = {},
): Promise<Judgement | null> {
  const { metric, y, unit, fold } = of;
  const said = await saidOfFolds(of, most, watch);
  if (!said) return null;
  const higher = higherIsBetter(metric);
  const gainOver = (a: WeightedStatistic, b: WeightedStatistic) => (weights: Float64Array) =>
    higher ? a(weights) - b(weights) : b(weights) - a(weights);
  const statistics = new Map(ARMS.map((arm) => [arm, statisticOf(metric, of, said[arm])]));
  const alone = statisticOf(metric, of, said.single);
  const gainsOf = (weights: Float64Array): Record<Arm, number> => {
    const gain = (arm: Arm) => gainOver(statistics.get(arm) ?? alone, alone)(weights);
    return { single: gain('single'), greedy: gain('greedy'), stacked: gain('stacked') };
  };
  const all = new Float64Array(y.length).fill(1);
  const { single, ...gains } = gainsOf(all);
  if (Number.isNaN(single)) return null;
  const method = gains.stacked > gains.greedy + ROUNDING ? 'stacked' : 'greedy';

  const chosen = new Float32Array(said.single.length);
  const width = chosen.length / y.length;
  for (const { held, patients } of foldsIn(fold, unit)) {
    const elsewhere = Float64Array.from(unit, (id) => (patients.has(id) ? 0 : 1));
    const arm = bestArm(gainsOf(elsewhere));
    for (const row of held) for (let c = row * width; c < (row + 1) * width; c++) chosen[c] = said[arm][c];
  }
  const judged = gains[method] > ROUNDING ? chosen : said[method];
  const gain = gainOver(statisticOf(metric, of, judged), alone);
  const interval = await drawn(gain, unit, random, watch);
  const bootstrap = unitsRepeat(unit) ? 'cluster-bootstrap' : 'bootstrap';
  return {
    method,
    gains,
    gain: {
      estimate: gain(all),
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      method: interval ? bootstrap : 'none',
    },
  };
}

/** The arm that gains most, the simpler of equals; where nothing is defined the single candidate. */
const bestArm = (gains: Record<Arm, number>): Arm =>
  ARMS.reduce((best, arm) => (gains[arm] > (gains[best] || 0) + ROUNDING ? arm : best));

/** Of each fold its rows, and the patients that have any. */
const foldsIn = (fold: ArrayLike<number>, unit: ArrayLike<number>) =>
  [...new Set(Array.from(fold))].map((f) => {
    const held = entries(fold.length, (i) => fold[i] === f);
    return { held, patients: new Set(held.map((i) => unit[i])) };
  });

/** What each arm says of every fold, made without that fold's patients; null where a choice could not be made. */
async function saidOfFolds(
  of: FoldedCandidates,
  most: number,
  watch: Watch,
): Promise<Record<Arm, Float32Array> | null> {
  const { y, unit, fold, predictions } = of;
  const width = predictions[0].length / y.length;
  const empty = () => new Float32Array(predictions[0].length);
  const said = { single: empty(), greedy: empty(), stacked: empty() };
  for (const { held, patients } of foldsIn(fold, unit)) {
    const learned = entries(y.length, (i) => !patients.has(unit[i]));
    if (learned.length === 0) return null;
    const choice = { ...takenRows<Candidates>(of, learned), unit: learned.map((i) => unit[i]) };
    const single = bestAlone(choice);
    if (Number.isNaN(single.score.metric)) return null;
    const greedy = await greedyEnsemble(choice, most, watch);
    const stacked = await stackedEnsemble(choice, most, watch);
    const shown = takenRows<Candidates>(of, held).predictions;
    place(said.single, shown[single.at], held, width);
    place(said.greedy, blended(shown, greedy.weights), held, width);
    place(said.stacked, blended(shown, stacked.weights), held, width);
  }
  return said;
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
