import type { Target } from '../../data/dataset';
import type { Recalibration } from '../../study/evaluation-plan';
import type { CalibrationResult } from '../../study/results/evaluation';
import { brier } from '../brier';
import { calibrationFits } from '../calibration/coefficients';
import { calibrationGroups } from '../calibration/groups';
import { logLoss } from '../log-loss';
import { ascending } from '../order';
import { applyCalibration, fitCalibration, RECALIBRATIONS_OF, tooFewFor } from './calibration';

/** How well probabilities fit outcomes. Slope and intercept are null where there is none, and for several classes. */
export interface Fit {
  slope: number | null;
  intercept: number | null;
  brier: number;
  logLoss: number;
  /** For several classes: of the class that is predicted, whether it was right. */
  groups: CalibrationResult['groups'];
}

/** What a recalibration would do, on predictions that neither the model nor the recalibration was fitted to. */
export interface Recalibrated {
  kind: Exclude<Recalibration, 'none'>;
  /** Null where none could be fitted in some fold. */
  after: Fit | null;
  /** Too few rows for so free a form. */
  few: boolean;
}

/**
 * Out-of-fold predictions as the calibration fitted to the other folds makes them. `fold`: of each entry; `row`: the
 * study's row, which is in several entries where the validation was repeated: a row of the fold is in no fit for it.
 * Null where there is nothing to fit in some fold.
 */
export function crossFitted(
  kind: Recalibration,
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  classes: number,
  fold: ArrayLike<number>,
  row: ArrayLike<number>,
): Float64Array | null {
  const n = y.length;
  const width = p.length / n;
  const out = new Float64Array(p.length);
  for (const f of new Set(Array.from(fold))) {
    const entries = Array.from({ length: n }, (_, i) => i);
    const mine = entries.filter((i) => fold[i] === f);
    const held = new Set(mine.map((i) => row[i]));
    const others = entries.filter((i) => !held.has(row[i]));
    const take = (from: number[]) =>
      Float64Array.from(
        { length: from.length * width },
        (_, i) => p[from[Math.floor(i / width)] * width + (i % width)],
      );
    const fitted = fitCalibration(
      kind,
      others.map((i) => y[i]),
      take(others),
      classes,
    );
    if (!fitted) return null;
    const applied = applyCalibration(fitted, take(mine), classes);
    mine.forEach((i, at) => {
      out.set(applied.subarray(at * width, (at + 1) * width), i * width);
    });
  }
  return out;
}

/** Groups of the rows by rising prediction. */
function groupsOf(y: ArrayLike<number>, p: ArrayLike<number>, unit: ArrayLike<number>): Fit['groups'] {
  const order = ascending(p);
  const sorted = {
    p: Float64Array.from(order, (i) => p[i]),
    y: Float64Array.from(order, (i) => y[i]),
    unit: Int32Array.from(order, (i) => unit[i]),
  };
  return calibrationGroups(sorted, true);
}

/** `unit`: patient of each entry. */
export function fitOf(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  classes: number,
  unit: ArrayLike<number>,
): Fit {
  const measured = { brier: brier(y, p, classes), logLoss: logLoss(y, p, classes) };
  if (p.length !== y.length) {
    const sure = Array.from(y, (truth, i) => {
      let top = 0;
      for (let k = 1; k < classes; k++) if (p[i * classes + k] > p[i * classes + top]) top = k;
      return { right: Number(truth === top), p: p[i * classes + top] };
    });
    const right = sure.map((one) => one.right);
    const said = sure.map((one) => one.p);
    return { slope: null, intercept: null, ...measured, groups: groupsOf(right, said, unit) };
  }
  const { slope, intercept } = calibrationFits(y, p);
  return {
    slope: slope?.coefficients[1] ?? null,
    intercept: intercept?.coefficients[0] ?? null,
    ...measured,
    groups: groupsOf(y, p, unit),
  };
}

/** What each recalibration would do to a model's out-of-fold predictions. */
export interface Recalibrations {
  before: Fit;
  kinds: Recalibrated[];
}

export interface OutOfFold {
  y: ArrayLike<number>;
  /** Shaped as `Predictions.p`. */
  p: ArrayLike<number>;
  classes: number;
  /** Fold, study's row and patient of each entry. */
  fold: ArrayLike<number>;
  row: ArrayLike<number>;
  unit: ArrayLike<number>;
}

/** Each recalibration that is offered for the kind of outcome, cross-fitted over the folds. */
export const recalibrationsOf = (
  outcome: Target['kind'],
  { y, p, classes, fold, row, unit }: OutOfFold,
): Recalibrations => ({
  before: fitOf(y, p, classes, unit),
  kinds: RECALIBRATIONS_OF[outcome].map((kind) => {
    const after = crossFitted(kind, y, p, classes, fold, row);
    return { kind, after: after && fitOf(y, after, classes, unit), few: tooFewFor(kind, y) };
  }),
});
