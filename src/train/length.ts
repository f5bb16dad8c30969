import type { AnySpec, NetSpec } from '../models/family';
import type { NeighboursSpec } from '../models/neighbours/spec';
import { epochsOfForest, type TreesSpec } from '../models/trees/spec';

/** How long training goes on. */
export interface Length {
  maxEpochs: number;
  /** Epochs without a smaller validation loss after which it ends. */
  patience: number;
}

/** The learning rate of boosting that a study's patience is meant for. */
const USUAL_RATE = 0.1;

/**
 * How long a model is trained: a network as the study says; what is solved, or remembered, at once; boosting for the rounds of its own, with more patience where
 * each adds less; a forest until it stands.
 */
export function lengthOf(
  spec:
    | {
        kind?: Exclude<AnySpec['kind'], 'trees' | 'neighbours'>;
        optimizer?: Pick<NetSpec['optimizer'], 'kind'>;
      }
    | Pick<NeighboursSpec, 'kind'>
    | Pick<TreesSpec, 'kind' | 'grow' | 'trees' | 'learningRate'>,
  { maxEpochs, patience }: Length,
): Length {
  if (spec.kind === 'neighbours') return { maxEpochs: 1, patience };
  if (spec.kind !== 'trees')
    return { maxEpochs: spec.optimizer?.kind === 'convex' ? 1 : maxEpochs, patience };
  if (spec.grow !== 'boosting') return { maxEpochs: epochsOfForest(spec), patience };
  const slower = Math.max(1, USUAL_RATE / spec.learningRate);
  return { maxEpochs: spec.trees, patience: Math.ceil(patience * slower) };
}
