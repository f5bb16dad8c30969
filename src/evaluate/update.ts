import type { Target } from '../data/dataset';
import { assign } from '../split/assign';
import { strataOf } from '../split/strata';
import type { Rng } from '../study/random';

/** What is fitted to another hospital's rows: the intercept alone, or intercept and slope. */
export type UpdateKind = 'intercept' | 'slope';
/** logit of the new risk = intercept + slope × logit of the old one; for a regression the values themselves. */
export interface Update {
  intercept: number;
  slope: number;
}

/** Predictions that say never or always have no logit; float32 knows nothing nearer to them. */
const EDGE = 1e-7;
const logit = (p: number): number => {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, p));
  return Math.log(inside / (1 - inside));
};
const expit = (value: number): number => 1 / (1 + Math.exp(-value));

const STEPS = 100;
const CONVERGED = 1e-10;

/** All of one class stand at or beyond all of the other: the steeper the slope the better, without end. */
function separated(y: Float64Array, lp: Float64Array): boolean {
  const [no, yes] = [0, 1].map((k) => lp.filter((_, i) => y[i] === k));
  const [low, high] = [Math.min, Math.max].map((of) => (v: Float64Array) => v.reduce((a, b) => of(a, b)));
  return low(yes) >= high(no) || low(no) >= high(yes);
}

/**
 * Logistic recalibration (Steyerberg et al., Stat Med 2004) by Newton's method, in float64. Null where there is
 * no finite answer: one class alone, predictions that do not differ, or classes wholly apart.
 */
function logistic(y: Float64Array, lp: Float64Array, kind: UpdateKind): Update | null {
  if (kind === 'slope' && separated(y, lp)) return null;
  let [intercept, slope] = [0, 1];
  for (let step = 0; step < STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (let i = 0; i < y.length; i++) {
      const p = expit(intercept + slope * lp[i]);
      const w = p * (1 - p);
      g0 += y[i] - p;
      g1 += (y[i] - p) * lp[i];
      h00 += w;
      h01 += w * lp[i];
      h11 += w * lp[i] * lp[i];
    }
    const determinant = h00 * h11 - h01 * h01;
    const [d0, d1] =
      kind === 'intercept'
        ? [g0 / h00, 0]
        : [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
    // A step is cut short: far from the answer the surface is flat and Newton leaps over it.
    const scale = Math.min(1, 2 / Math.max(Math.abs(d0), Math.abs(d1)));
    intercept += d0 * scale;
    slope += d1 * scale;
    if (Math.abs(d0) + Math.abs(d1) < CONVERGED) return { intercept, slope };
  }
  return null;
}

/** Least squares of the outcome on the prediction. Null where the predictions do not differ. */
function linear(y: Float64Array, p: Float64Array, kind: UpdateKind): Update | null {
  const mean = (v: Float64Array) => v.reduce((sum, value) => sum + value, 0) / v.length;
  const [my, mp] = [mean(y), mean(p)];
  if (kind === 'intercept') return y.length > 0 ? { intercept: my - mp, slope: 1 } : null;
  let [sxy, sxx] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    sxy += (p[i] - mp) * (y[i] - my);
    sxx += (p[i] - mp) ** 2;
  }
  return sxx > 0 ? { intercept: my - (sxy / sxx) * mp, slope: sxy / sxx } : null;
}

type Rows = { target: Target; p: ArrayLike<number> };

/** Fitted to these rows (all where none are named). Null where it cannot be, and for more than two classes. */
export function fitUpdate({ target, p }: Rows, kind: UpdateKind, rows?: Uint32Array): Update | null {
  const at = rows ?? Uint32Array.from({ length: p.length }, (_, i) => i);
  const y = Float64Array.from(at, (row) => target.y[row]);
  if (target.kind === 'regression')
    return linear(
      y,
      Float64Array.from(at, (row) => p[row]),
      kind,
    );
  if (target.kind === 'multiclass' || new Set(y).size < 2) return null;
  return logistic(
    y,
    Float64Array.from(at, (row) => logit(p[row])),
    kind,
  );
}

export const applyUpdate = (kind: Target['kind'], p: number, { intercept, slope }: Update): number =>
  kind === 'regression' ? intercept + slope * p : expit(intercept + slope * logit(p));

const FOLDS = 10;

/**
 * Each row's prediction updated by what was fitted without its patient's fold: what the update is worth on patients
 * of this hospital who had no part in it. Ten folds, stratified by outcome. Null where a fold leaves nothing to fit.
 */
export function crossUpdated(
  part: Rows & { unit: Int32Array },
  kind: UpdateKind,
  rng: Rng,
): Float32Array | null {
  const { target, p, unit } = part;
  const rows = Uint32Array.from({ length: p.length }, (_, i) => i);
  const folds = Math.min(FOLDS, new Set(unit).size);
  if (folds < 2) return null;
  const parts = assign(rows, unit, strataOf(target, rows), new Array(folds).fill(1 / folds), rng);
  const updated = new Float32Array(p.length);
  for (const held of parts) {
    const out = new Set(held);
    const update = fitUpdate(
      part,
      kind,
      rows.filter((row) => !out.has(row)),
    );
    if (!update) return null;
    for (const row of held) updated[row] = applyUpdate(target.kind, p[row], update);
  }
  return updated;
}
