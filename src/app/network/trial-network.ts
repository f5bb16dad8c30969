import { type CellSketch, cellCounts, cellOf } from '../../models/cell-sketch';
import { familyByName } from '../../models/index';
import { networkOf } from '../../models/network';
import { type Sketch, sketchOf } from '../../models/sketch';
import { fineTuningOf } from '../../models/transfer';
import type { InputShape, Trial } from '../../study/events';
import { defaultsOf, type ParamValues } from '../../study/params';
import type { Task } from '../../study/schema';
import { stepParam } from '../../study/steps-in-space';

/** A trial's network as it is drawn and told. */
export interface TrialNetwork {
  sketch: Sketch;
  /** The cell it is made of, how often it stands in a stage and in all. */
  cell: (CellSketch & { each: number; all: number }) | null;
  /** The backbone's top blocks are trained too. */
  tuned: boolean;
  /** What is there against learning by heart. */
  weightDecay: boolean;
  dropout: boolean;
  /** It is solved under a penalty: there are no epochs to stop at. */
  penalty: boolean;
}

type Described = Pick<Trial, 'config' | 'shape'>;

/** What decides of a configuration how wide its inputs are: what its family reads, and its preprocessing. */
const inputsOf = ({ family, params }: Trial['config']): string =>
  JSON.stringify([
    familyByName(family).reads ?? 'table',
    Object.entries(params)
      .filter(([key]) => stepParam(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);

/**
 * What a trial's network was given; of one that has not ended well, what another with the same inputs was given.
 * Undefined where no trial of this kind has ended, or the journal is of an earlier version.
 */
export function shapeOf(trial: Described, trials: readonly Described[]): InputShape | undefined {
  if (trial.shape) return trial.shape;
  const wanted = inputsOf(trial.config);
  return trials.find(({ shape, config }) => shape && inputsOf(config) === wanted)?.shape;
}

/** Of a configuration whose network was given inputs of this shape; null of trees. */
export function trialNetwork(
  config: Trial['config'],
  shape: InputShape,
  task: Pick<Task, 'kind' | 'classes'>,
): TrialNetwork | null {
  const family = familyByName(config.family);
  const params: ParamValues = { ...defaultsOf(family.params), ...config.params };
  const shapes = { ...shape, kind: task.kind, classes: task.classes.length };
  const network = networkOf({ ...config, params }, shapes);
  if (!network) return null;
  const sketch = sketchOf(network);
  const cell = cellOf(params);
  return {
    sketch,
    cell: cell && shape.picture ? { ...cell, ...cellCounts(params, shape.picture) } : null,
    tuned: family.reads === 'features' && fineTuningOf(params) !== null,
    weightDecay: Number(params.weightDecay) > 0,
    penalty: family.solved === true,
    dropout: sketch.parts.some((part) => 'dropout' in part && part.dropout > 0),
  };
}
