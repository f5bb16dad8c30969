import type { Target } from '../data/dataset';
import { assign } from '../split/assign';
import { strataOf } from '../split/strata';
import type { Rng } from '../study/random';
import { fitLogistic } from './calibration/logistic';

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

/**
 * Logistic recalibration (Steyerberg et al., Stat Med 2004). Null where there is no finite answer: one class alone,
 * predictions that do not differ, or classes apart.
 */
function logistic(y: Float64Array, lp: Float64Array, kind: UpdateKind): Update | null {
  const fit = kind === 'intercept' ? fitLogistic([], y, lp) : fitLogistic([lp], y);
  if (!fit) return null;
  const [intercept, slope = 1] = fit.coefficients;
  return { intercept, slope };
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
