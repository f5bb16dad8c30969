import type { NetSpec } from '../../models/family';
import { BenchsideError } from '../../study/errors';
import type { InPieces } from '../../study/in-pieces';
import { type LinearModel, linkInverse, residuals } from '../ridge';
import type { Rows } from '../trainer';
import { type Penalty, Quadratic } from './quadratic';
import { type Sample, sampleOf } from './sample';
import { StandardRows } from './standard-rows';

export interface ElasticNet {
  loss: NetSpec['loss'];
  rows: Rows;
  /** Outputs: 1 for binary and mse, the classes for softmax. */
  units: number;
  penalty: number;
  /** 0: ridge; 1: lasso. */
  l1Share: number;
}

/** No weaker: data that a line parts would send the coefficients to infinity. */
export const LEAST_PENALTY = 1e-6;
/** Where the work ends. */
interface Enough {
  /** Largest slope left over, of a loss whose columns have variance 1. */
  slope: number;
  /** Share of the objective that a step gains at least, once slopes are as small as those of a rough solution. */
  gain: number;
}

const EXACT: Enough = { slope: 1e-7, gain: 0 };
/** What chance makes of the mean loss of many rows is a thousand times as much. */
const OF_MANY: Enough = { slope: 2e-5, gain: 2e-6 };
/** Of a solution that only says where to begin. */
const ROUGH: Enough = { slope: 1e-3, gain: 0 };
/** Of what is left of the slopes a step's own search leaves so much. */
const ACCURACY = 0.03;
const MOST_STEPS = 100;
/** Decrease that a step must bring, as a share of what its slope promises. */
const DECREASE = 1e-4;
const MOST_HALVINGS = 40;
/**
 * Linear, logistic and softmax regression with an elastic-net penalty (Zou & Hastie, J R Stat Soc B 2005), in float64 to
 * convergence: the smallest value of
 *
 *     sum over rows of w loss / sum of w  +  penalty * (l1Share |v|_1 + (1 - l1Share) / 2 |v|^2)
 *
 * with loss the cross-entropy or half the squared error, and v the coefficients of columns of mean 0 and variance 1: what
 * glmnet calls lambda and alpha, with its standardize = TRUE. So a column's unit changes nothing. Intercepts are free.
 *
 * Proximal Newton steps, as glmnet's, each made small by coordinate descent and shortened where the objective asks for
 * it; ends where every slope is within 1e-7 of what a minimum has. Of many rows the curvature of some will do, and these
 * are solved first; there it ends where slopes are within 2e-5, or a step gains less than 2e-6 of the objective. Yields
 * every few milliseconds.
 * Throws `train.diverged` where numbers are not finite.
 */
export function* elasticNet(problem: ElasticNet): InPieces<LinearModel> {
  const { rows, loss, units } = problem;
  const standard = yield* StandardRows.of(rows, loss, units);
  const sample = yield* sampleOf(standard);
  if (sample.rows.length === rows.n) return yield* minimum(problem, standard, sample, EXACT, null);
  const taken = sample.rows;
  const few = yield* StandardRows.of(
    {
      ...rows,
      n: taken.length,
      y: Float32Array.from(taken, (row) => rows.y[row]),
      at: taken.map((row) => (rows.at ? rows.at[row] : row)),
      w: Float32Array.from(taken, (row, i) => (rows.w ? rows.w[row] : 1) * sample.weight[i]),
    },
    loss,
    units,
  );
  const all = { rows: Uint32Array.from(taken.keys()), weight: new Float64Array(taken.length).fill(1) };
  const begin = yield* minimum(problem, few, all, ROUGH, null);
  return yield* minimum(problem, standard, sample, OF_MANY, begin);
}

function* minimum(
  { loss, units, penalty: asked, l1Share }: ElasticNet,
  rows: StandardRows,
  sample: Sample,
  enough: Enough,
  begin: LinearModel | null,
): InPieces<LinearModel> {
  const strength = Math.max(LEAST_PENALTY, asked);
  const penalty: Penalty = { l1: strength * l1Share, l2: strength * (1 - l1Share) };
  const quadratic = yield* Quadratic.of(rows, sample, loss !== 'mse');
  const { y, weight, total, d } = rows;
  const v = begin ? rows.pointOf(begin) : new Float64Array(units * (d + 1));
  const z = new Float64Array(total * units);
  const ahead = new Float64Array(total * units);
  const gradient = new Float64Array(v.length);
  yield* rows.predictor(v, z);
  let r = z.slice();
  let value = residuals(loss, r, y, weight, units) + priceOf(v, penalty, d);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (!Number.isFinite(value)) throw new BenchsideError('train.diverged', { epoch: 1 }, 'trial');
    yield* rows.gradient(r, gradient);
    const left = slopeLeft(v, gradient, penalty, d);
    if (left <= enough.slope) break;
    const p = linkInverse(loss, z.slice(), units);
    const by = yield* quadratic.step(v, gradient, p, penalty, left * ACCURACY);
    yield* rows.predictor(by, ahead);
    const promised = slopeAlong(v, by, gradient, penalty, d);
    let share = 1;
    let next = { v, z, r, value };
    for (let halving = 0; halving < MOST_HALVINGS; halving++, share /= 2) {
      const at = v.map((from, c) => from + share * by[c]);
      const there = z.map((from, i) => from + share * ahead[i]);
      const own = there.slice();
      const cost = residuals(loss, own, y, weight, units) + priceOf(at, penalty, d);
      yield;
      if (cost <= value + DECREASE * share * promised && cost < value) {
        next = { v: at, z: there, r: own, value: cost };
        break;
      }
    }
    // Float64 sees nothing smaller.
    if (next.value === value) break;
    const gain = value - next.value;
    v.set(next.v);
    z.set(next.z);
    ({ r, value } = next);
    if (left <= ROUGH.slope && gain < enough.gain * value) break;
  }
  return rows.modelOf(v);
}

const isIntercept = (c: number, d: number): boolean => c % (d + 1) === d;

function priceOf(v: Float64Array, { l1, l2 }: Penalty, d: number): number {
  let sum = 0;
  for (let c = 0; c < v.length; c++)
    if (!isIntercept(c, d)) sum += l1 * Math.abs(v[c]) + (l2 / 2) * v[c] * v[c];
  return sum;
}

/** The largest distance from what a minimum has: no slope, or at 0 none that the lasso does not hold. */
function slopeLeft(v: Float64Array, gradient: Float64Array, { l1, l2 }: Penalty, d: number): number {
  let most = 0;
  for (let c = 0; c < v.length; c++) {
    const slope = isIntercept(c, d) ? gradient[c] : gradient[c] + l2 * v[c];
    const own = isIntercept(c, d) ? 0 : l1;
    const left = v[c] === 0 ? Math.max(0, Math.abs(slope) - own) : Math.abs(slope + own * Math.sign(v[c]));
    most = Math.max(most, left);
  }
  return most;
}

/** What the slopes at `v` and the price of the lasso promise of a whole step: below 0. */
function slopeAlong(
  v: Float64Array,
  by: Float64Array,
  gradient: Float64Array,
  { l1, l2 }: Penalty,
  d: number,
): number {
  let sum = 0;
  for (let c = 0; c < v.length; c++) {
    sum += gradient[c] * by[c];
    if (!isIntercept(c, d)) sum += l2 * v[c] * by[c] + l1 * (Math.abs(v[c] + by[c]) - Math.abs(v[c]));
  }
  return sum;
}
