import { placeNames } from '../../data/columns-named';
import type { Target } from '../../data/dataset';
import { metricValue } from '../../evaluate/study-metric';
import { FEATURES } from '../../models/backbones/efficientnet-lite0';
import type { GradientSpec, NetSpec, NetworkSpec } from '../../models/family';
import { fineTuningOf, transfer } from '../../models/transfer';
import { steps as everyStep } from '../../prep';
import { imageStepByName, isImageStep } from '../../prep/image/index';
import type { Parts } from '../../split/parts';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import type { Config } from '../../study/space';
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
  /** Networks of each fold, from other random weights each, that predict together by their mean; without it one. */
  seeds?: number;
  final: Study['final'];
  columns: { target: OutcomeColumn; time?: OutcomeColumn };
  metric: 'auroc' | 'rmse';
  /** Of the validation rows, a fold each; null where one class was absent. */
  scores: (number | null)[];
  /** Steps whose treatment of training rows differs from that of other rows, and is not repeated. */
  notRepeated: string[];
  /**
   * Where blocks of the backbone were trained after the head: how the head was, alone, on pooled features. All else is
   * of the last stage.
   */
  head?: {
    optimizer: NetSpec['optimizer'];
    maxEpochs: number;
    patience: number;
    bestEpoch: number;
  };
  /** So many labels were given to pictures by hand; they are in no file of the bundle. */
  handLabels?: number;
}

/** The winner as its search left it. */
export interface Trained {
  /** With the winner's steps. */
  study: Study;
  spec: GradientSpec;
  config: Config;
  bestEpoch: number;
  /** Where a head was trained before parts of its backbone: the head's best epoch. */
  headEpochs?: number;
  /** Networks of each fold; without it one. */
  networks?: number;
  /** Labels that were given to pictures by hand; without it none. */
  handLabels?: number;
  target: Target;
  folds: Parts['folds'];
  /** Pooled out-of-fold predictions in the outcome's unit, and their rows, in the order of the folds. */
  rows: ArrayLike<number>;
  predictions: Float32Array;
}

/** Throws `target.none` for a study without an outcome. */
export function trainingRecord(trained: Trained): TrainingRecord {
  const { study, spec, bestEpoch, networks = 1, handLabels = 0 } = trained;
  const { task, training, final } = study;
  if (!task) throw new BenchsideError('target.none');
  const metric = task.kind === 'regression' ? 'rmse' : 'auroc';
  return {
    version: 1,
    loss: spec.loss,
    optimizer: spec.optimizer,
    classWeights: training.classWeights,
    ...epochsOf(trained),
    bestEpoch,
    ...(networks > 1 && { seeds: networks }),
    final,
    columns: {
      target: columnOf(study, task.target),
      ...(task.survival && { time: columnOf(study, task.survival.time) }),
    },
    metric,
    scores: scoresOf(metric, trained),
    notRepeated: study.steps.map(({ step }) => step).filter(isOfTraining),
    ...(handLabels > 0 && { handLabels }),
  };
}

/** How long training may last; in two stages the last one has its own length, which is planned to its end. */
function epochsOf({
  study,
  config,
  headEpochs,
  target,
}: Trained): Pick<TrainingRecord, 'maxEpochs' | 'patience' | 'head'> {
  const { maxEpochs, patience } = study.training;
  const second = headEpochs === undefined ? null : fineTuningOf(config.params);
  if (!second || headEpochs === undefined) return { maxEpochs, patience };
  const shapes = { inputs: FEATURES, kind: target.kind, classes: target.classes.length };
  const { optimizer } = transfer.spec(config.params, shapes);
  return {
    maxEpochs: second.epochs,
    patience: second.epochs,
    head: { optimizer, maxEpochs, patience, bestEpoch: headEpochs },
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
  { target: { kind, classes, y }, folds, rows, predictions }: Trained,
): (number | null)[] {
  const width = kind === 'multiclass' ? classes.length : 1;
  // Slices that the model does not look at have no prediction.
  const predicted = new Set(Array.from(rows));
  let from = 0;
  return folds.map(({ valid }) => {
    const to = from + valid.filter((row) => predicted.has(row)).length;
    const observed = Float64Array.from({ length: to - from }, (_, i) => y[rows[from + i]]);
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
