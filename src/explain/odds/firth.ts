import { chiSquareTail } from '../../evaluate/distributions';
import { cholesky, inverseOf, logDeterminant } from '../../evaluate/symmetric';
import type { Coefficient } from '../../study/results/association';
import { type Design, type Fitted, information, type Rows, unscaled, wald } from './fit';
import { expit, predictors, softplus } from './likelihood';

const MOST_STEPS = 200;
const CONVERGED = 1e-8;
/** Largest change of a coefficient in a step, as in R's logistf; columns have SD 1. */
const LARGEST = 5;
/** Half of the 95th percentile of chi-square with one degree of freedom. */
const HALF_CHI = 1.920729410347062;
/** Multiplications that profile intervals may take; beyond them Wald's are given. */
const AFFORDABLE = 2e10;

interface Penalized {
  beta: Float64Array;
  /** Log-likelihood plus half of the log determinant of the information. */
  value: number;
  bread: Float64Array;
}

/**
 * Logistic regression by Firth's penalized likelihood (Firth 1993; Heinze & Schemper 2002), whose estimates are finite
 * under separation. Intervals and p by the profile of the penalized likelihood, as R's logistf; where rows are clustered
 * they take rows as independent. Null where it does not converge.
 */
export function fitFirth(rows: Rows, design: Design): Fitted | null {
  const { n, q } = design;
  const full = maximize(design, rows.y, null);
  if (!full) return null;
  const affordable = n * q * q * q * 300 < AFFORDABLE;
  return {
    firth: true,
    coefficients: unscaled(rows, design, (a): Coefficient => {
      const se = Math.sqrt(full.bread[a * q + a]);
      const found = affordable ? profile(design, rows.y, full, a, se) : wald(full.beta[a], se, null);
      return { ...found, firth: true };
    }),
  };
}

/** The highest penalized likelihood; with `fixed`, one coefficient stays where it is put. */
function maximize(
  design: Design,
  y: Float64Array,
  fixed: { at: number; value: number; from: Float64Array } | null,
): Penalized | null {
  const { n, q, z } = design;
  let beta = fixed ? Float64Array.from(fixed.from) : new Float64Array(q);
  if (fixed) beta[fixed.at] = fixed.value;
  let here = evaluate(design, y, beta);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (!here) return null;
    const { p, w, bread } = here;
    const score = new Float64Array(q);
    for (let i = 0; i < n; i++) {
      let leverage = 0;
      for (let a = 0; a < q; a++) {
        let sum = 0;
        for (let b = 0; b < q; b++) sum += bread[a * q + b] * z[i * q + b];
        leverage += z[i * q + a] * sum;
      }
      const pull = y[i] - p[i] + w[i] * leverage * (0.5 - p[i]);
      for (let a = 0; a < q; a++) score[a] += z[i * q + a] * pull;
    }
    const move = fixed ? moveWithout(design, w, score, fixed.at) : times(bread, score, q);
    if (!move) return null;
    const largest = move.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (largest < CONVERGED) return { beta, value: here.value, bread };
    const cap = Math.min(1, LARGEST / largest);
    let next: ReturnType<typeof evaluate> = null;
    let moved = beta;
    for (let share = cap; share > 1e-6 * cap; share /= 2) {
      moved = beta.map((value, a) => value + share * move[a]);
      next = evaluate(design, y, moved);
      if (next && next.value >= here.value - 1e-10) break;
    }
    beta = moved;
    here = next;
  }
  return null;
}

function evaluate(design: Design, y: Float64Array, beta: Float64Array) {
  const { q } = design;
  const eta = predictors(design, beta);
  const p = eta.map(expit);
  const w = p.map((value) => value * (1 - value));
  const factor = cholesky(information(design, w), q);
  if (!factor) return null;
  const likelihood = eta.reduce((sum, value, i) => sum + y[i] * value - softplus(value), 0);
  return { p, w, bread: inverseOf(factor, q), value: likelihood + logDeterminant(factor, q) / 2 };
}

const times = (matrix: Float64Array, by: Float64Array, q: number): Float64Array =>
  by.map((_, a) => by.reduce((sum, value, b) => sum + matrix[a * q + b] * value, 0));

/** Newton's move of all coefficients but one. */
function moveWithout(design: Design, w: Float64Array, score: Float64Array, at: number): Float64Array | null {
  const { q } = design;
  const held = information(design, w);
  for (let a = 0; a < q; a++) held[at * q + a] = held[a * q + at] = a === at ? 1 : 0;
  const factor = cholesky(held, q);
  if (!factor) return null;
  const free = score.slice();
  free[at] = 0;
  return times(inverseOf(factor, q), free, q);
}

/** Where the profile has fallen by half the chi-square, on both sides, and the test of zero. */
function profile(
  design: Design,
  y: Float64Array,
  full: Penalized,
  at: number,
  se: number,
): Omit<Coefficient, 'firth'> {
  const beta = full.beta[at];
  const fall = (value: number): number | null => {
    const held = maximize(design, y, { at, value, from: full.beta });
    return held && full.value - held.value;
  };
  const limit = (sign: 1 | -1): number | null => {
    let inside = beta;
    let outside = beta + sign * 2 * se;
    for (let tries = 0; ; tries++) {
      const fell = fall(outside);
      if (fell === null || tries === 12) return null;
      if (fell > HALF_CHI) break;
      inside = outside;
      outside = beta + (outside - beta) * 2;
    }
    while (Math.abs(outside - inside) > 1e-6 * Math.max(1, Math.abs(inside))) {
      const middle = (inside + outside) / 2;
      const fell = fall(middle);
      if (fell === null) return null;
      if (fell > HALF_CHI) outside = middle;
      else inside = middle;
    }
    return (inside + outside) / 2;
  };
  const atZero = fall(0);
  return {
    beta,
    low: limit(-1),
    high: limit(1),
    p: atZero === null ? null : chiSquareTail(Math.max(0, 2 * atZero), 1),
  };
}
