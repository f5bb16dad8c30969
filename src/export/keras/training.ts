import { placeNames } from '../../data/columns-named';
import type { Target } from '../../data/dataset';
import { metricValue } from '../../evaluate/study-metric';
import type { GradientSpec, NetworkSpec } from '../../models/family';
import { steps as everyStep } from '../../prep';
import { imageStepByName, isImageStep } from '../../prep/image/index';
import type { Parts } from '../../split/parts';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import type { InputColumn } from '../predictor';

/** How the cells of an outcome, or of its follow-up time, are read: as an input of the model would be. */
export type OutcomeColumn = Pick<InputColumn, 'name' | 'missing' | 'decimal' | 'unit'> & {
  type: 'continuous' | 'nominal';
};

/** training.json: what train_keras.py needs to train the winner anew. Decisions and scores, no values of patients. */
export interface TrainingRecord {
  version: 1;
  loss: NetworkSpec['loss'];
  optimizer: GradientSpec['optimizer'];
  classWeights: Study['training']['classWeights'];
  maxEpochs: number;
  patience: number;
  /** After which the app took the weights; a refitted model was trained for so many. */
  bestEpoch: number;
  final: Study['final'];
  columns: { target: OutcomeColumn; time?: OutcomeColumn };
  metric: 'auroc' | 'rmse';
  /** Of the validation rows, a fold each; null where one class was absent. */
  scores: (number | null)[];
  /** Steps whose treatment of training rows differs from that of other rows, and is not repeated. */
  notRepeated: string[];
}

/** The winner as its search left it. */
export interface Trained {
  /** With the winner's steps. */
  study: Study;
  spec: GradientSpec;
  bestEpoch: number;
  target: Target;
  folds: Parts['folds'];
  /** Pooled out-of-fold predictions in the outcome's unit, and their rows, in the order of the folds. */
  rows: ArrayLike<number>;
  predictions: Float32Array;
}

/** Throws `target.none` for a study without an outcome. */
export function trainingRecord({ study, spec, bestEpoch, ...pooled }: Trained): TrainingRecord {
  const { task, training, final } = study;
  if (!task) throw new BenchsideError('target.none');
  const metric = task.kind === 'regression' ? 'rmse' : 'auroc';
  return {
    version: 1,
    loss: spec.loss,
    optimizer: spec.optimizer,
    classWeights: training.classWeights,
    maxEpochs: training.maxEpochs,
    patience: training.patience,
    bestEpoch,
    final,
    columns: {
      target: columnOf(study, task.target),
      ...(task.survival && { time: columnOf(study, task.survival.time) }),
    },
    metric,
    scores: scoresOf(metric, pooled),
    notRepeated: study.steps.map(({ step }) => step).filter(isOfTraining),
  };
}

/** Encodings made out of fold, and augmentation. Resampling is repeated. */
const isOfTraining = (step: string): boolean =>
  everyStep.some(({ name, trainOut }) => name === step && trainOut) ||
  (isImageStep(step) && imageStepByName(step).kind === 'augment');

/** In a file without a row of names a column is found by its place, as predict.py finds it. */
function columnOf({ columns, names, task }: Study, name: string): OutcomeColumn {
  const plan = columns.find((column) => column.name === name);
  const place = names?.indexOf(name) ?? -1;
  const { missing, decimal, unit } = plan ?? {};
  const reading = Object.entries({ missing, decimal, unit }).filter(([, value]) => value !== undefined);
  const classes = name === task?.target && task.kind !== 'regression';
  return {
    name: names && place >= 0 ? placeNames(names.length)[place] : name,
    type: classes ? 'nominal' : 'continuous',
    ...Object.fromEntries(reading),
  };
}

function scoresOf(
  metric: TrainingRecord['metric'],
  { target: { kind, classes, y }, folds, rows, predictions }: Omit<Trained, 'study' | 'spec' | 'bestEpoch'>,
): (number | null)[] {
  const width = kind === 'multiclass' ? classes.length : 1;
  let from = 0;
  return folds.map(({ valid }) => {
    const to = from + valid.length;
    const observed = Float64Array.from(valid, (_, i) => y[rows[from + i]]);
    const p = predictions.subarray(from * width, to * width);
    from = to;
    try {
      return metricValue(metric, kind, observed, p, classes.length);
    } catch (error) {
      if (error instanceof BenchsideError && error.code === 'evaluate.oneClass') return null;
      throw error;
    }
  });
}
