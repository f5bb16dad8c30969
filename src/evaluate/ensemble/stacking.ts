import { Pace } from '../../train/pacing';
import { CLIP } from '../log-loss';
import type { Watch } from '../resample';
import { blendScorer } from './blend-score';
import { type Blend, blended, type Candidates } from './greedy';
import { type Convex, leastOnSimplex } from './simplex';
import { type FoldedCandidates, takenRows } from './subset';

/** Strengths of the pull towards equal weights, the strongest first; chosen among by cross-fitting. */
export const PULLS = [1, 0.1, 0.01, 0.001] as const;
/** A strength is left for a weaker one where that is better by more than rounding. */
const ROUNDING = 1e-12;
/** Parts of whole patients that the strength is chosen by. */
const PARTS = 5;
/** A smaller share is not worth the files of its models. */
const SMALLEST = 0.01;

/** A blend whose weights a regularized linear model gives. */
export interface Stack extends Blend {
  /** The strength of the pull towards equal weights that was chosen. */
  pull: number;
}

/**
 * Stacking by a linear model whose weights are shares (Super Learner, van der Laan, Polley & Hubbard 2007): the weights
 * w, none below 0 and 1 in all, whose blend has the least log loss, or for a number half the squared error in units of
 * the outcome's variance, plus pull / 2 * |w|^2. On shares that is pull / 2 * |w - 1/m|^2 but for a constant, whatever m:
 * a ridge towards equal weights. The pull is the one with the least cross-fitted loss on parts of whole patients, the
 * strongest of equals. At most `most` weights are above 0 and none of them below a hundredth: the heaviest are kept and
 * weighed again. Throws `cancelled`.
 */
export async function stackedEnsemble(
  of: Candidates & Pick<FoldedCandidates, 'unit'>,
  most: number,
  watch: Watch = {},
): Promise<Stack> {
  const pace = watch.clock && new Pace(watch.clock);
  const rest = async () => {
    if (pace?.due()) await pace.rest(watch);
  };
  const pull = await pullFor(of, rest);
  let kept = [...of.predictions.keys()];
  let shares = leastOnSimplex(stackLoss(of, pull), equal(kept.length));
  for (;;) {
    await rest();
    const order = [...kept.keys()].sort((a, b) => shares[b] - shares[a] || a - b);
    const wanted = order
      .slice(0, most)
      .filter((at) => shares[at] >= Math.min(SMALLEST, shares[order[0]]))
      .sort((a, b) => a - b);
    if (wanted.length === kept.length) break;
    kept = wanted.map((at) => kept[at]);
    const some = { ...of, predictions: kept.map((at) => of.predictions[at]) };
    shares = leastOnSimplex(stackLoss(some, pull), equal(kept.length));
  }
  const weights = new Array<number>(of.predictions.length).fill(0);
  kept.forEach((at, i) => {
    weights[at] = shares[i];
  });
  const score = blendScorer(of);
  const blend = Float64Array.from(blended(of.predictions, weights));
  return { weights, pull, score: { metric: score.metric(blend, 1), loss: score.loss(blend, 1) } };
}

const equal = (m: number): Float64Array => new Float64Array(m).fill(1 / m);

/** The strength whose weights, made without a part of the patients, predict that part best. */
async function pullFor(
  of: Candidates & Pick<FoldedCandidates, 'unit'>,
  rest: () => Promise<void>,
): Promise<number> {
  const { unit, y } = of;
  const patients = [...new Set(Array.from(unit))].sort((a, b) => a - b);
  const parts = Math.min(PARTS, patients.length);
  if (parts < 2) return PULLS[0];
  const place = new Map(patients.map((id, at) => [id, at % parts]));
  const rows = Array.from({ length: y.length }, (_, i) => i);
  const scale = scaleOf(of);
  const losses = new Array<number>(PULLS.length).fill(0);
  for (let part = 0; part < parts; part++) {
    const learned = lossOf(
      takenRows<Candidates>(
        of,
        rows.filter((i) => place.get(unit[i]) !== part),
      ),
      scale,
    );
    const held = rows.filter((i) => place.get(unit[i]) === part);
    const shown = lossOf(takenRows<Candidates>(of, held), scale);
    let shares = equal(of.predictions.length);
    const curvature = learned.hessian(shares);
    for (const [at, pull] of PULLS.entries()) {
      await rest();
      shares = leastOnSimplex(pulled(learned, pull), shares, raised(curvature, shares.length, pull));
      losses[at] += shown.value(shares) * held.length;
    }
  }
  let best = 0;
  losses.forEach((loss, at) => {
    if (loss / y.length < losses[best] / y.length - ROUNDING) best = at;
  });
  return PULLS[best];
}

/** What the weights of a stack make least: the loss of their blend and the pull towards equal weights. */
export const stackLoss = (of: Candidates, pull: number): Convex => pulled(lossOf(of, scaleOf(of)), pull);

const pulled = (loss: Convex, pull: number): Convex => ({
  value: (w) => loss.value(w) + (pull / 2) * w.reduce((sum, one) => sum + one * one, 0),
  gradient: (w) => loss.gradient(w).map((one, j) => one + pull * w[j]),
  hessian: (w) => raised(loss.hessian(w), w.length, pull),
});

/** A matrix [m, m] with `by` added to its diagonal. */
const raised = (matrix: Float64Array, m: number, by: number): Float64Array =>
  matrix.map((one, at) => (at % (m + 1) === 0 ? one + by : one));

/** The outcome's variance, by which squared errors are divided; 1 of classes, and where all outcomes are the same. */
function scaleOf({ kind, y }: Candidates): number {
  if (kind !== 'regression') return 1;
  const mean = Array.from(y).reduce((sum, one) => sum + one, 0) / y.length;
  return Array.from(y).reduce((sum, one) => sum + (one - mean) ** 2, 0) / y.length || 1;
}

const lossOf = (of: Candidates, scale: number): Convex =>
  of.kind === 'regression' ? squaredError(of, scale) : logarithmic(of);

/** The mean log loss of a blend: of each row only what was said of its outcome counts. */
function logarithmic({ kind, classes, y, predictions }: Candidates): Convex {
  const n = y.length;
  const m = predictions.length;
  const width = kind === 'multiclass' ? classes : 1;
  // [n, m]: what each candidate says of what happened.
  const said = new Float64Array(n * m);
  predictions.forEach((p, j) => {
    for (let i = 0; i < n; i++) {
      const one = width > 1 ? p[i * width + y[i]] : y[i] === 1 ? p[i] : 1 - p[i];
      said[i * m + j] = Math.min(1 - CLIP, Math.max(CLIP, one));
    }
  });
  const blend = (w: Float64Array, i: number): number => {
    let sum = 0;
    for (let j = 0; j < m; j++) sum += said[i * m + j] * w[j];
    return sum;
  };
  return {
    value(w) {
      let total = 0;
      for (let i = 0; i < n; i++) total -= Math.log(blend(w, i));
      return total / n;
    },
    gradient(w) {
      const gradient = new Float64Array(m);
      for (let i = 0; i < n; i++) {
        const whole = n * blend(w, i);
        for (let j = 0; j < m; j++) gradient[j] -= said[i * m + j] / whole;
      }
      return gradient;
    },
    hessian(w) {
      const hessian = new Float64Array(m * m);
      const row = new Float64Array(m);
      for (let i = 0; i < n; i++) {
        const whole = blend(w, i);
        for (let j = 0; j < m; j++) row[j] = said[i * m + j] / whole;
        addSquare(hessian, row, m);
      }
      return mirrored(hessian, m, n);
    },
  };
}

/** Half the mean squared error of a blend, divided by `scale`. As shares add up to 1, errors blend as predictions do. */
function squaredError({ y, predictions }: Candidates, scale: number): Convex {
  const n = y.length;
  const m = predictions.length;
  const row = new Float64Array(m);
  const sums = new Float64Array(m * m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) row[j] = predictions[j][i] - y[i];
    addSquare(sums, row, m);
  }
  const hessian = mirrored(sums, m, n * scale);
  const times = (w: Float64Array): Float64Array =>
    Float64Array.from({ length: m }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < m; k++) sum += hessian[j * m + k] * w[k];
      return sum;
    });
  return {
    value: (w) => times(w).reduce((sum, one, j) => sum + one * w[j], 0) / 2,
    gradient: times,
    hessian: () => hessian,
  };
}

/** Adds row row' to the lower half of a matrix. */
function addSquare(into: Float64Array, row: Float64Array, m: number): void {
  for (let j = 0; j < m; j++) {
    const one = row[j];
    const at = j * m;
    for (let k = 0; k <= j; k++) into[at + k] += one * row[k];
  }
}

/** A matrix of its lower half, divided. */
function mirrored(half: Float64Array, m: number, by: number): Float64Array {
  for (let j = 0; j < m; j++)
    for (let k = 0; k <= j; k++) {
      half[j * m + k] /= by;
      half[k * m + j] = half[j * m + k];
    }
  return half;
}
