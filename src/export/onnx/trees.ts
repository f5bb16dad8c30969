import type { TreesSpec } from '../../models/trees/spec';
import type { Weights } from '../../train/trainer';
import type { Graph } from './model';

export function treesGraph(_spec: TreesSpec, _weights: Weights): Graph {
  throw new Error('not there yet');
}
