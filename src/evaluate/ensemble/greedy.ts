import type { Clock } from '../../study/context';
import { Pace } from '../../train/pacing';
import type { Watch } from '../resample';
import {
  type BlendScore,
  type BlendScorer,
  betterThan,
  blendScorer,
  isBetter,
  type Outcomes,
} from './blend-score';

/** Models to choose from, of the same rows. */
export interface Candidates extends Outcomes {
  /** Of each its predictions, shaped as `Predictions.p`; the simpler ones first. */
  predictions: readonly Float32Array[];
}

/** Picks in all: one more than so many changes a weight by less than a thirtieth. */
export const MOST_PICKS = 30;

export interface Blend {
  /** Of each candidate its share of the picks. */
  weights: number[];
  score: BlendScore;
}

/** The best candidate alone, and all from the best to the worst; at equal scores the earlier first. */
function ranked({ metric, predictions }: Candidates, score: BlendScorer) {
  const alone = predictions.map((p): BlendScore => {
    const one = Float64Array.from(p);
    return { metric: score.metric(one, 1), loss: score.loss(one, 1) };
  });
  const order = [...alone.keys()].sort((a, b) =>
    isBetter(metric, alone[a], alone[b]) ? -1 : isBetter(metric, alone[b], alone[a]) ? 1 : a - b,
  );
  return { alone, order };
}

/** The single candidate that is best on these rows: what an ensemble is compared with. */
export function bestAlone(of: Candidates): { at: number; score: BlendScore } {
  const { alone, order } = ranked(of, blendScorer(of));
  return { at: order[0], score: alone[order[0]] };
}

/**
 * Greedy ensemble selection with replacement (Caruana, Niculescu-Mizil, Crew & Ksikes, ICML 2004): it begins with as
 * many of the best candidates as are best together (sorted initialization), then the candidate that helps the mean most
 * is added, again and again, until none helps. A candidate's weight is its share of the picks. By the metric, at equal
 * metrics by the loss, then by the earlier candidate. `most`: candidates with a weight above 0. Throws `cancelled`.
 */
export async function greedyEnsemble(of: Candidates, most: number, watch: Watch = {}): Promise<Blend> {
  const { predictions } = of;
  const score = blendScorer(of);
  const pace = paceOf(watch.clock);
  const { alone, order } = ranked(of, score);
  const sum = Float64Array.from(predictions[order[0]]);
  const trying = new Float64Array(sum.length);

  let [first, best] = [1, alone[order[0]]];
  for (let n = 2; n <= Math.min(most, order.length, MOST_PICKS); n++) {
    if (pace?.due()) await pace.rest(watch);
    add(sum, predictions[order[n - 1]], sum);
    const found = betterThan(best, of, score, sum, n);
    if (found) [first, best] = [n, found];
  }

  const picks = new Array<number>(predictions.length).fill(0);
  sum.fill(0);
  for (const at of order.slice(0, first)) {
    picks[at] = 1;
    add(sum, predictions[at], sum);
  }
  let count = first;
  while (count < MOST_PICKS) {
    const full = picks.filter((n) => n > 0).length >= most;
    let pick: { at: number; found: BlendScore } | null = null;
    for (const at of picks.keys()) {
      if (full && picks[at] === 0) continue;
      if (pace?.due()) await pace.rest(watch);
      add(sum, predictions[at], trying);
      const found = betterThan(pick?.found ?? best, of, score, trying, count + 1);
      if (found) pick = { at, found };
    }
    if (!pick) break;
    picks[pick.at]++;
    add(sum, predictions[pick.at], sum);
    best = pick.found;
    count++;
  }
  return { weights: picks.map((n) => n / count), score: best };
}

const paceOf = (clock: Clock | undefined): Pace | undefined => clock && new Pace(clock);

function add(sum: Float64Array, p: Float32Array, into: Float64Array): void {
  for (let i = 0; i < sum.length; i++) into[i] = sum[i] + p[i];
}

/** Predictions of a blend: the candidates' own, by weight. */
export function blended(predictions: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const sums = new Float64Array(predictions[0].length);
  predictions.forEach((p, at) => {
    const weight = weights[at];
    if (weight > 0) for (let i = 0; i < sums.length; i++) sums[i] += weight * p[i];
  });
  return Float32Array.from(sums);
}
