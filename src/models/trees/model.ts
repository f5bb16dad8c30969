import type { TreesSpec } from './spec';
import { scoresOf } from './spec';

/**
 * Trees that have grown, all nodes in one list: a tree's nodes stand together, its root first, children after their
 * parents.
 */
export interface TreeModel {
  inputs: number;
  /** Raw scores of a row. */
  scores: number;
  /** [scores]: the raw score before any tree. */
  base: Float32Array;
  /** First node of each tree, ascending, and at the end the number of nodes. */
  roots: Int32Array;
  /** Per node the input that is cut; -1: a leaf. */
  feature: Int32Array;
  /** A number goes left where it is at most this. Of cuts by level unused. */
  threshold: Float32Array;
  /** Cuts by level: where the set of levels that go left begins in `sets`; -1 for all other nodes. */
  setAt: Int32Array;
  /** Words of that set. */
  setWords: Int32Array;
  /** Level c goes left where bit c % 16 of word c / 16 is set; a level beyond the set's words is as missing. */
  sets: Uint16Array;
  left: Int32Array;
  right: Int32Array;
  /** 1 where a missing value goes left. */
  missingLeft: Uint8Array;
  /** [nodes, scores]: what a leaf adds to each raw score; already times the learning rate, or over the trees. */
  value: Float32Array;
  /** Weight of the training rows that came by: what the exact SHAP values of trees weigh paths with. */
  cover: Float32Array;
}

/** Numbers that are kept of a node, beside its values. */
export const FIELDS = 8;

interface Entry {
  kernel: Float32Array;
  bias: Float32Array;
}

/**
 * As weights of a net are kept, so that trees are stored, carried and sealed as these are; every number here is a whole
 * one below 2^24 or a float32 anyway. Two entries: kernel [nodes, 8] of feature, threshold, setAt, setWords, left,
 * right, missingLeft, cover, with the base scores as bias; kernel [nodes, scores] of values, with the words of the sets
 * as bias. Whose tree a node is of is not told: a root is no one's child.
 */
export function weightsOfTrees(model: TreeModel): [Entry, Entry] {
  const nodes = model.feature.length;
  const kernel = new Float32Array(nodes * FIELDS);
  const { feature, threshold, setAt, setWords, left, right, missingLeft, cover } = model;
  for (let i = 0; i < nodes; i++)
    kernel.set(
      [feature[i], threshold[i], setAt[i], setWords[i], left[i], right[i], missingLeft[i], cover[i]],
      i * FIELDS,
    );
  return [
    { kernel, bias: model.base },
    { kernel: model.value, bias: Float32Array.from(model.sets) },
  ];
}

/** The trees back from `weightsOfTrees`. Where a tree begins is seen from the nodes: a root is no one's child. */
export function treesOfWeights(
  spec: Pick<TreesSpec, 'inputs' | 'loss' | 'classes'>,
  weights: readonly Entry[],
): TreeModel {
  const [{ kernel, bias: base }, { kernel: value, bias: sets }] = weights;
  const nodes = kernel.length / FIELDS;
  const field = (at: number) => Float32Array.from({ length: nodes }, (_, i) => kernel[i * FIELDS + at]);
  const feature = Int32Array.from(field(0));
  const left = Int32Array.from(field(4));
  const right = Int32Array.from(field(5));
  const child = new Uint8Array(nodes);
  for (let i = 0; i < nodes; i++) if (feature[i] >= 0) child[left[i]] = child[right[i]] = 1;
  return {
    inputs: spec.inputs,
    scores: scoresOf(spec),
    base,
    roots: Int32Array.from([...child.keys()].filter((i) => !child[i]).concat(nodes)),
    feature,
    threshold: field(1),
    setAt: Int32Array.from(field(2)),
    setWords: Int32Array.from(field(3)),
    sets: Uint16Array.from(sets),
    left,
    right,
    missingLeft: Uint8Array.from(field(6)),
    value,
    cover: field(7),
  };
}
