import type { Param, ParamValues } from '../../study/params';
import type { Shapes } from '../family';
import { outputOf } from '../optimization';
import type { TreesSpec } from './spec';

/** Never fewer than five: a leaf of fewer patients would tell of them. */
export const minLeafRows = (byDefault: number): Param => ({
  key: 'minLeafRows',
  kind: 'int',
  low: 5,
  high: 500,
  log: true,
  default: byDefault,
});
export const maxDepth = (byDefault: number): Param => ({
  key: 'maxDepth',
  kind: 'int',
  low: 1,
  high: 30,
  default: byDefault,
});
export const bins: Param = { key: 'bins', kind: 'choice', choices: [15, 31, 63, 127, 255], default: 255 };

/** LightGBM's own value for cuts by level. */
const LEVEL_PENALTY = 10;

/** What all trees have in common: the outcome, what goes in, and what holds where nothing else is said. */
export const treesOn = (
  shapes: Shapes,
  values: ParamValues,
): Omit<TreesSpec, 'grow' | 'trees' | 'maxLeaves'> => ({
  kind: 'trees',
  inputs: shapes.inputs,
  loss: outputOf(shapes).loss,
  classes: shapes.classes,
  learningRate: 1,
  maxDepth: Number(values.maxDepth),
  minLeafRows: Number(values.minLeafRows),
  minLeafWeight: 0,
  lambda: 0,
  minGain: 0,
  rowShare: 1,
  inputShare: 1,
  cutShare: 1,
  bins: Number(values.bins),
  categorical: shapes.levels ?? [],
  levelPenalty: LEVEL_PENALTY,
});
