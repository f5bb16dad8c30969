import type { Column, Dataset } from '../data/dataset';
import { applyPipeline, fitPipeline, MAX_COLUMNS } from '../prep/pipeline';
import { assign } from '../split/assign';
import { foldsOfRepeats } from '../split/repeats';
import { strataOf } from '../split/strata';
import { BenchsideError } from '../study/errors';
import { rng } from '../study/random';
import type { StepPlan, Study } from '../study/schema';
import { fitRidge, linearPredictor, linkInverse } from '../train/ridge';
import { sparseColumns } from '../train/sparse-columns';
import { type Ready, takeDev } from './prepare';

// A ridge logistic (softmax, linear) model by cross-validation on development rows: quick enough to ask questions with.

/** Development rows that a quick model looks at: beyond it a seeded sample of whole patients. */
const SAMPLE = 6000;
/** Where the study validates on one part alone, which would be too few rows for a difference. */
const FOLDS = 5;
/** Strength of the ridge penalty: scikit-learn's default. */
const L2 = 1;
/** Ends a fit where predictions move in the fourth digit at most. */
const TOLERANCE = 3e-3;

export interface Fold {
  train: Uint32Array;
  valid: Uint32Array;
}

/** What was done so that a pipeline without one of its steps ends in numbers. */
export interface StandIn {
  leftOut: Set<string>;
  zeroFilled: Set<string>;
}

/** How hard the model is held back, and where its fit ends: see `RidgeProblem`. */
export interface Held {
  l2: number;
  tolerance: number;
}

/** The study's own folds of the first repeat, or five of the development rows where it has one; of a sample where there are many rows. */
export function quickFolds(
  { data, target, parts }: Ready,
  study: Study,
  most = SAMPLE,
): { rows: Uint32Array; folds: Fold[] } {
  const rows = sampleOf(parts.dev, data.unit, study.seed, most);
  const sampled = new Set(rows);
  const within = (part: Uint32Array) => (rows === parts.dev ? part : part.filter((row) => sampled.has(row)));
  if (parts.folds.length > 1) {
    const folds = foldsOfRepeats(parts, study.split).map(({ train, valid }) => ({
      train: within(train),
      valid: within(valid),
    }));
    return { rows, folds: folds.filter(({ valid }) => valid.length > 0) };
  }
  const strata = strataOf(target, rows);
  const valids = assign(
    rows,
    data.unit,
    strata,
    Array<number>(FOLDS).fill(1 / FOLDS),
    rng(study.seed, 'compare', 'folds'),
  );
  const folds = valids.map((valid) => {
    const out = new Set(valid);
    return { train: rows.filter((row) => !out.has(row)), valid };
  });
  return { rows, folds: folds.filter(({ valid }) => valid.length > 0) };
}

function sampleOf(dev: Uint32Array, unit: Int32Array, seed: number, most: number): Uint32Array {
  if (dev.length <= most) return dev;
  const sizes = new Map<number, number>();
  for (const row of dev) sizes.set(unit[row], (sizes.get(unit[row]) ?? 0) + 1);
  const taken = new Set<number>();
  let count = 0;
  for (const id of rng(seed, 'compare', 'sample').shuffle([...sizes.keys()])) {
    if (count >= most) break;
    taken.add(id);
    count += sizes.get(id) ?? 0;
  }
  return dev.filter((row) => taken.has(unit[row]));
}

/** Predictions for the fold's validation rows by a model fitted on its training rows. */
export function predictFold(
  ready: Ready,
  study: Study,
  steps: readonly StepPlan[],
  { train, valid }: Fold,
  fold: number,
  without: { step: string; standIn: StandIn } | null,
  { l2, tolerance }: Held = { l2: L2, tolerance: TOLERANCE },
): Float64Array {
  const { kind, classes, y } = ready.target;
  const fit = fitPipeline(
    steps,
    takeDev(ready, train),
    { ...ready.target, y: Float64Array.from(train, (row) => y[row]) },
    { rng: rng(study.seed, 'prep', 'fold', fold) },
  );
  const shown = applyPipeline(fit.fitted, takeDev(ready, valid));
  const names = [...fit.data.cols.keys()];
  const kept = without ? names.filter((name) => isNumber(fit.data, name, without.standIn)) : names;
  if (kept.length === 0)
    throw without
      ? new BenchsideError('compare.nothingLeft', { step: without.step })
      : new BenchsideError('features.none');
  if (kept.length > MAX_COLUMNS)
    throw new BenchsideError('prep.tooManyColumns', { got: kept.length, limit: MAX_COLUMNS });
  const numbersOf = (data: Dataset) =>
    sparseColumns(
      kept.map((name) => numbers(name, data.cols.get(name), without?.standIn)),
      data.n,
    );
  const loss = kind === 'regression' ? 'mse' : kind === 'multiclass' ? 'softmax' : 'binary';
  const units = kind === 'multiclass' ? classes.length : 1;
  const model = fitRidge({
    loss,
    x: numbersOf(fit.data),
    y: fit.target.y,
    units,
    l2,
    tolerance,
  });
  return linkInverse(loss, linearPredictor(model, numbersOf(shown)), units);
}

function isNumber(data: Dataset, name: string, { leftOut }: StandIn): boolean {
  if (data.cols.get(name)?.kind === 'num') return true;
  leftOut.add(name);
  return false;
}

/** A column for the model; gaps as 0 where a step is being done without, else they are an error as in training. */
function numbers(name: string, column: Column | undefined, standIn: StandIn | undefined): Float64Array {
  if (column?.kind !== 'num')
    throw new BenchsideError(column ? 'prep.categoryLeft' : 'use.missingColumn', { name });
  const gaps = column.v.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0);
  if (gaps === 0) return column.v;
  if (!standIn) throw new BenchsideError('prep.missingLeft', { name, count: gaps });
  standIn.zeroFilled.add(name);
  return column.v.map((value) => (Number.isFinite(value) ? value : 0));
}
