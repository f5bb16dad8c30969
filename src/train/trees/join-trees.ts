import type { TreeModel } from '../../models/trees/model';
import type { Tree } from './node-list';

/** A tree, and the raw score that it adds to; -1: it says all of them. */
export interface ScoredTree {
  tree: Tree;
  score: number;
}

/** One model of many trees, each leaf's values over `divisor`. */
export function joinTrees(
  trees: readonly ScoredTree[],
  { inputs, base, divisor }: { inputs: number; base: Float32Array; divisor: number },
): TreeModel {
  const scores = base.length;
  const sum = (of: (tree: Tree) => number) => trees.reduce((all, { tree }) => all + of(tree), 0);
  const nodes = sum(({ feature }) => feature.length);
  const joined: TreeModel = {
    inputs,
    scores,
    base,
    roots: new Int32Array(trees.length + 1),
    feature: new Int32Array(nodes),
    threshold: new Float32Array(nodes),
    setAt: new Int32Array(nodes),
    setWords: new Int32Array(nodes),
    sets: new Uint16Array(sum(({ sets }) => sets.length)),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    value: new Float32Array(nodes * scores),
    cover: new Float32Array(nodes),
  };
  let at = 0;
  let setsAt = 0;
  for (const [t, { tree, score }] of trees.entries()) {
    for (const name of ['feature', 'threshold', 'setWords', 'missingLeft', 'cover'] as const)
      joined[name].set(tree[name], at);
    joined.sets.set(tree.sets, setsAt);
    const size = tree.feature.length;
    for (let node = 0; node < size; node++) {
      const inner = tree.feature[node] >= 0;
      joined.left[at + node] = inner ? at + tree.left[node] : 0;
      joined.right[at + node] = inner ? at + tree.right[node] : 0;
      joined.setAt[at + node] = tree.setAt[node] < 0 ? -1 : setsAt + tree.setAt[node];
      if (score >= 0) joined.value[(at + node) * scores + score] = tree.value[node] / divisor;
      else
        for (let k = 0; k < scores; k++)
          joined.value[(at + node) * scores + k] = tree.value[node * scores + k] / divisor;
    }
    at += size;
    setsAt += tree.sets.length;
    joined.roots[t + 1] = at;
  }
  return joined;
}
