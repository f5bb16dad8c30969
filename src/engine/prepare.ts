import { withoutCopies } from '../data/copies';
import { type CatColumn, type Dataset, type Table, type Target, takeRows } from '../data/dataset';
import { type Levels, levelsIn, withLevels } from '../data/levels';
import { materialize, siteOf } from '../data/materialize';
import type { Predictor } from '../export/predictor';
import type { Shapes } from '../models/family';
import { applyPipeline, fitPipeline, toMatrix } from '../prep/pipeline';
import type { FittedStep } from '../prep/step';
import { makeParts } from '../split/make-parts';
import type { Parts } from '../split/parts';
import { BenchsideError } from '../study/errors';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import { balancedWeights } from '../train/class-weights';
import type { Rows } from '../train/trainer';

/** The study's rows, typed and parted. */
export interface Ready {
  data: Dataset;
  target: Target;
  parts: Parts;
  /**
   * The vocabulary: levels of the development rows, shared by all folds. A level of the test rows alone is as
   * unknown to the model as one that comes after it.
   */
  levels: Levels;
  /** The site of each row, where a column has that role. */
  site: CatColumn | null;
}

/** Throws `target.none` and what materializing and splitting throw. */
export function ready(table: Table, study: Study): Ready {
  const { data, target: whole } = materialize(table, study.columns, study.task);
  if (!whole) throw new BenchsideError('target.none');
  const byPatient = study.columns.some((c) => c.role === 'patient');
  const target = study.split.duplicates ? withoutCopies(data, whole, byPatient) : whole;
  const parts = makeParts(study.split, target, data.unit, study.seed);
  return { data, target, parts, levels: levelsIn(data, parts.dev), site: siteOf(table, study.columns) };
}

/** Development rows, under the vocabulary of the development rows. */
export const takeDev = ({ data, levels }: Pick<Ready, 'data' | 'levels'>, rows: Uint32Array): Dataset =>
  withLevels(takeRows(data, rows), levels);

/** One fold, prepared: steps fitted on its training rows only. */
export interface PreparedFold {
  steps: FittedStep[];
  /** Inputs of the model, in order. */
  names: string[];
  train: Rows;
  valid: Rows;
  validRows: Uint32Array;
}

/** The outcome's mean and SD on development rows: a fixed scale, the same in every fold; null unless regression. */
export type Outcome = Predictor['outcome'];

export function outcomeOf({ target, parts }: Ready): Outcome {
  if (target.kind !== 'regression') return null;
  const values = Array.from(parts.dev, (row) => target.y[row]);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  return { mean, sd: Math.sqrt(variance) || 1 };
}

const takeTarget = (target: Target, rows: Uint32Array): Target => ({
  ...target,
  y: Float64Array.from(rows, (row) => target.y[row]),
});

function toRows(data: Dataset, y: Float64Array, outcome: Outcome): { rows: Rows; names: string[] } {
  const { n, names, x } = toMatrix(data);
  const scaled = Float32Array.from(y, (v) => (outcome ? (v - outcome.mean) / outcome.sd : v));
  return { rows: { n, d: names.length, x, y: scaled }, names };
}

/** Fits the study's steps on `train` rows and applies them to `valid` rows. */
export function prepareFold(
  ready: Ready,
  study: Study,
  outcome: Outcome,
  part: { train: Uint32Array; valid: Uint32Array },
  fold: number,
): PreparedFold {
  const { target } = ready;
  const trainTarget = takeTarget(target, part.train);
  const {
    fitted,
    data: fittedOn,
    target: fittedTo,
  } = fitPipeline(study.steps, takeDev(ready, part.train), trainTarget, {
    rng: rng(study.seed, 'prep', 'fold', fold),
  });
  const train = toRows(fittedOn, fittedTo.y, outcome);
  if (study.training.classWeights === 'balanced') train.rows.w = balancedWeights(fittedTo);
  const validOut = applyPipeline(fitted, takeDev(ready, part.valid));
  const valid = toRows(validOut, takeTarget(target, part.valid).y, outcome);
  return { steps: fitted, names: train.names, train: train.rows, valid: valid.rows, validRows: part.valid };
}

export const shapesOf = (target: Target, inputs: number): Shapes => ({
  inputs,
  kind: target.kind,
  classes: target.classes.length,
});
