import type { NetSpec } from '../../models/family';
import { BenchsideError } from '../../study/errors';
import { type LinearModel, linkInverse, residuals } from '../ridge';
import type { Rows } from '../trainer';
import { type Penalty, Quadratic } from './quadratic';
import { type InPieces, StandardRows } from './standard-rows';

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
/** Largest slope left over at the end, of a loss whose columns have variance 1; and where the rows are many. */
const TOLERANCE = 1e-7;
const TOLERANCE_OF_MANY = 2e-5;
/** The same of a solution that only says where to begin. */
const ROUGH = 1e-3;
/** Of what is left of the slopes a step's own search leaves so much. */
const ACCURACY = 0.03;
const MOST_STEPS = 100;
/** Decrease that a step must bring, as a share of what its slope promises. */
const DECREASE = 1e-4;
const MOST_HALVINGS = 40;
/** Numbers of the rows whose curvature is looked at, and rows that are looked at in any case. */
const LOOKED_AT = 2 ** 18;
const LEAST_ROWS = 2000;

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
 * are solved first; there slopes within 2e-5 are the end, which is 1e-8 of the objective. Yields every few milliseconds.
 * Throws `train.diverged` where numbers are not finite.
 */
export function* elasticNet(problem: ElasticNet): InPieces<LinearModel> {
  const looked = lookedAt(problem.rows);
  const { rows } = problem;
  if (looked.length === rows.n) return yield* minimum(problem, looked, TOLERANCE, null);
  const few: Rows = {
    ...rows,
    n: looked.length,
    y: Float32Array.from(looked, (row) => rows.y[row]),
    at: looked.map((row) => (rows.at ? rows.at[row] : row)),
    ...(rows.w && { w: Float32Array.from(looked, (row) => (rows.w as Float32Array)[row]) }),
  };
  const all = Uint32Array.from(looked.keys());
  const begin = yield* minimum({ ...problem, rows: few }, all, ROUGH, null);
  return yield* minimum(problem, looked, TOLERANCE_OF_MANY, begin);
}

/** Evenly over the rows: all of them where there are few. */
function lookedAt({ n, d }: Rows): Uint32Array {
  const some = Math.min(n, Math.max(LEAST_ROWS, Math.floor(LOOKED_AT / Math.max(1, d))));
  return Uint32Array.from({ length: some }, (_, i) => Math.floor(((i + 0.5) * n) / some));
}

function* minimum(
  { loss, rows: given, units, penalty: asked, l1Share }: ElasticNet,
  looked: Uint32Array,
  tolerance: number,
  begin: LinearModel | null,
): InPieces<LinearModel> {
  const strength = Math.max(LEAST_PENALTY, asked);
  const penalty: Penalty = { l1: strength * l1Share, l2: strength * (1 - l1Share) };
  const rows = yield* StandardRows.of(given, loss, units);
  const quadratic = yield* Quadratic.of(rows, looked, loss !== 'mse');
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
    if (left <= tolerance) break;
    const p = linkInverse(loss, z.slice(), units);
    const by = yield* quadratic.step(v, gradient, p, penalty, Math.max(tolerance, left) * ACCURACY);
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
    v.set(next.v);
    z.set(next.z);
    ({ r, value } = next);
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
