import { describe, expect, it } from 'vitest';
import { emptyStudy } from '../../study/defaults';
import type { Study } from '../../study/schema';
import { EVERY_OPERATION } from '../onnx/example-nets';
import { examplePredictor, netSpec } from '../testing';
import { type Trained, trainingRecord } from './training';

const folds = [
  { train: Uint32Array.of(3, 4, 5), valid: Uint32Array.of(0, 1, 2) },
  { train: Uint32Array.of(0, 1, 2), valid: Uint32Array.of(3, 4, 5) },
];

/** Six rows, two folds; the second fold's validation rows come in another order than in its part. */
const trained = (study: Study, changed: Partial<Trained> = {}): Trained => ({
  study,
  spec: netSpec(3, 'binary', 1),
  config: { family: 'mlp', params: {} },
  bestEpoch: 7,
  target: { kind: 'binary', classes: ['no', 'yes'], y: Float64Array.of(0, 1, 1, 0, 1, 0) },
  folds,
  rows: [0, 1, 2, 5, 3, 4],
  predictions: Float32Array.of(0.2, 0.1, 0.9, 0.6, 0.3, 0.5),
  ...changed,
});

describe('training.json', () => {
  it('holds how the winner was trained, and the score of each fold', () => {
    const study: Study = {
      ...examplePredictor().study,
      training: { maxEpochs: 50, patience: 6, classWeights: 'balanced' },
      final: 'bagged',
    };
    expect(trainingRecord(trained(study))).toEqual({
      version: 1,
      loss: 'binary',
      optimizer: netSpec(3, 'binary', 1).optimizer,
      classWeights: 'balanced',
      maxEpochs: 50,
      patience: 6,
      bestEpoch: 7,
      final: 'bagged',
      columns: { target: { name: 'outcome', type: 'nominal' } },
      metric: 'auroc',
      // By hand: of the pairs ill and well one of two, and one of two, are in the right order.
      scores: [0.5, 0.5],
      notRepeated: [],
    });
  });

  it('says null where a fold has one class only, and names steps that treat training rows otherwise', () => {
    const study = examplePredictor().study;
    const added = ['target-encoding', 'over-sample', 'resize', 'flip'];
    const steps = [...study.steps, ...added.map((step) => ({ id: step, step, params: {} }))];
    const record = trainingRecord(
      trained(
        { ...study, steps },
        { target: { kind: 'binary', classes: ['no', 'yes'], y: Float64Array.of(1, 1, 1, 0, 1, 0) } },
      ),
    );
    expect(record.scores).toEqual([null, 0.5]);
    expect(record.notRepeated).toEqual(['target-encoding', 'flip']);
  });

  it('of a number is the root of the mean squared error, in its unit', () => {
    const study: Study = { ...examplePredictor('regression').study };
    const { scores, metric, columns } = trainingRecord(
      trained(
        {
          ...study,
          columns: study.columns.map((c) =>
            c.role === 'target' ? { ...c, unit: 'mg/dL', decimal: 'comma' } : c,
          ),
        },
        {
          target: { kind: 'regression', classes: [], y: Float64Array.of(1, 2, 3, 4, 5, 6) },
          rows: [0, 1, 2, 3, 4, 5],
          predictions: Float32Array.of(1, 2, 6, 4, 8, 6),
        },
      ),
    );
    expect([metric, scores]).toEqual(['rmse', [Math.sqrt(3), Math.sqrt(3)]]);
    expect(columns.target).toEqual({ name: 'outcome', type: 'continuous', unit: 'mg/dL', decimal: 'comma' });
  });

  it('finds columns by place where the file has no names, and follow-up beside an event', () => {
    const study = examplePredictor().study;
    const { columns } = trainingRecord(
      trained({
        ...study,
        names: ['age', 'days', 'outcome'],
        task: {
          ...(study.task as NonNullable<Study['task']>),
          survival: { time: 'days', horizon: 90, event: 'yes' },
        },
      }),
    );
    expect(columns).toEqual({
      target: { name: 'column 3', type: 'nominal' },
      time: { name: 'column 2', type: 'continuous' },
    });
  });

  it('holds both stages where blocks of the backbone were trained after the head, and how many labels are by hand', () => {
    const base = examplePredictor().study;
    const study: Study = { ...base, training: { maxEpochs: 50, patience: 6, classWeights: 'none' } };
    const params = { learningRate: 0.004, fineTune: 2, fineTuneEpochs: 4, batchSize: 128 };
    const config = { family: 'transfer', params };
    const record = trainingRecord(
      trained(study, { config, bestEpoch: 4, headEpochs: 11, handLabels: 3, spec: EVERY_OPERATION }),
    );
    // As `secondStage` and `runTrial` of engine/ train: the second stage is planned to its end.
    expect(record).toMatchObject({
      optimizer: EVERY_OPERATION.optimizer,
      maxEpochs: 4,
      patience: 4,
      bestEpoch: 4,
      head: {
        optimizer: { kind: 'adamw', learningRate: 0.004, weightDecay: 0.01, batchSize: 128 },
        maxEpochs: 50,
        patience: 6,
        bestEpoch: 11,
      },
      handLabels: 3,
    });
  });

  it('scores a fold by the slices of it that the model looks at', () => {
    // Of the first fold the row 1 is left out, of the second the row 4.
    const record = trainingRecord(
      trained(examplePredictor().study, {
        rows: [0, 2, 5, 3],
        predictions: Float32Array.of(0.2, 0.9, 0.6, 0.3),
      }),
    );
    // By hand: row 2 is ill and before row 0, which is well; rows 5 and 3 are both well.
    expect(record.scores).toEqual([1, null]);
  });

  it('is not made of a study without an outcome', () => {
    expect(() => trainingRecord(trained(emptyStudy('none')))).toThrow('target.none');
  });
});
