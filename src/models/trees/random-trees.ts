import { type Rng, rng } from '../../study/random';
import type { TreeModel } from './model';
import { scoresOf, type TreesSpec } from './spec';

// For tests alone: trees that nobody grew, of every shape that growing may give, and rows that come to their ends.

export interface RandomTrees {
  /** What differs from boosting of one score on four inputs, the last two of them levels. */
  spec?: Partial<TreesSpec>;
  /** Cuts on the way to a leaf at most. */
  depth?: number;
  /** How likely a node is cut, above the depth. */
  cut?: number;
  /** Levels that the sets speak of. */
  levels?: number;
  /** Where an input is cut; without it at what `randomRows` meets every so often. */
  threshold?: (random: Rng, input: number) => number;
}

export const treesSpec = (changed: Partial<TreesSpec> = {}): TreesSpec => ({
  kind: 'trees',
  inputs: 4,
  loss: 'binary',
  classes: 0,
  grow: 'boosting',
  trees: 5,
  learningRate: 0.1,
  maxDepth: 6,
  maxLeaves: 31,
  minLeafRows: 1,
  minLeafWeight: 0,
  lambda: 1,
  minGain: 0,
  rowShare: 1,
  inputShare: 1,
  cutShare: 1,
  bins: 255,
  categorical: [2, 3],
  levelPenalty: 10,
  ...changed,
});

interface Node {
  feature: number;
  threshold: number;
  set: number[] | null;
  missingLeft: number;
  value: number[];
  cover: number;
  left?: Node;
  right?: Node;
}

/** The model of nested nodes, a tree's nodes in the order root, left, right. */
export function modelOfNodes(
  spec: Pick<TreesSpec, 'inputs' | 'loss' | 'classes'>,
  base: number[],
  trees: readonly Node[],
): TreeModel {
  const nodes: Node[] = [];
  const roots: number[] = [];
  const ends: { left: number; right: number }[] = [];
  const place = (node: Node): number => {
    const at = nodes.push(node) - 1;
    ends.push({ left: 0, right: 0 });
    if (node.left && node.right) ends[at] = { left: place(node.left), right: place(node.right) };
    return at;
  };
  for (const tree of trees) roots.push(place(tree));
  const sets = nodes.flatMap(({ set }) => set ?? []);
  let begin = 0;
  const setAt = nodes.map(({ set }) => {
    if (!set) return -1;
    begin += set.length;
    return begin - set.length;
  });
  return {
    inputs: spec.inputs,
    scores: scoresOf(spec),
    base: Float32Array.from(base),
    roots: Int32Array.from([...roots, nodes.length]),
    feature: Int32Array.from(nodes, ({ feature }) => feature),
    threshold: Float32Array.from(nodes, ({ threshold }) => threshold),
    setAt: Int32Array.from(setAt),
    setWords: Int32Array.from(nodes, ({ set }) => set?.length ?? 0),
    sets: Uint16Array.from(sets),
    left: Int32Array.from(ends, ({ left }) => left),
    right: Int32Array.from(ends, ({ right }) => right),
    missingLeft: Uint8Array.from(nodes, ({ missingLeft }) => missingLeft),
    value: Float32Array.from(nodes.flatMap(({ value }) => value)),
    cover: Float32Array.from(nodes, ({ cover }) => cover),
  };
}

export const leaf = (value: number[], cover = 1): Node => ({
  feature: -1,
  threshold: 0,
  set: null,
  missingLeft: 0,
  value,
  cover,
});

/** A cut; its cover is that of its branches. `by`: a number, or the words of a set of levels. */
export const cut = (
  feature: number,
  by: number | number[],
  left: Node,
  right: Node,
  missingLeft = 0,
): Node => ({
  feature,
  threshold: typeof by === 'number' ? by : 0,
  set: typeof by === 'number' ? null : by,
  missingLeft,
  value: left.value.map(() => 0),
  cover: left.cover + right.cover,
  left,
  right,
});

/** Thresholds that rows of `randomRows` meet exactly every so often. */
const grid = (random: Rng): number => Math.fround(0.1 * (random.int(21) - 10));

/** Trees with cuts by number and by level, missing values to both sides, and some inputs cut twice on one way. */
export function randomTrees(
  seed: string,
  { spec: changed, depth = 5, cut: share = 0.85, levels = 20, threshold = grid }: RandomTrees = {},
) {
  const random = rng('random trees', seed);
  const spec = treesSpec(changed);
  const scores = scoresOf(spec);
  // As boosting of several classes has it: a tree a class, whose leaves speak of that class alone.
  const one = spec.grow === 'boosting' && scores > 1;
  const size = spec.grow === 'boosting' ? 0.2 : 1 / spec.trees;
  const leafValue = (tree: number): number[] => {
    const drawn = Array.from({ length: scores }, () => random.next());
    const sum = drawn.reduce((a, b) => a + b);
    if (spec.grow !== 'boosting') return drawn.map((p) => (size * p) / (scores > 1 ? sum : 1));
    return drawn.map((_, k) => (one && k !== tree % scores ? 0 : size * random.normal()));
  };
  const words = Math.ceil(levels / 16);
  const grown = (tree: number, left: number): Node => {
    if (left === 0 || random.next() > share) return leaf(leafValue(tree), 1 + random.int(40));
    const feature = random.int(spec.inputs);
    // A set may end before the last level: what is beyond it is as missing.
    const by = spec.categorical.includes(feature)
      ? Array.from({ length: 1 + random.int(words) }, () => (random.int(8) === 0 ? 0 : random.int(65536)))
      : threshold(random, feature);
    const [a, b] = [grown(tree, left - 1), grown(tree, left - 1)];
    return cut(feature, by, a, b, random.int(2));
  };
  const base = Array.from({ length: scores }, () => (spec.grow === 'boosting' ? random.normal() : 0));
  const trees = Array.from({ length: spec.trees }, (_, tree) => grown(tree, depth));
  return { spec, model: modelOfNodes(spec, base, trees) };
}

/** Rows [n, inputs] with gaps, numbers that meet thresholds, levels that sets name, and levels beyond all of them. */
export function randomRows(
  seed: string,
  { inputs, categorical }: TreesSpec,
  n: number,
  levels = 20,
): Float32Array {
  const random = rng('random rows', seed);
  return Float32Array.from({ length: n * inputs }, (_, i) => {
    const drawn = random.next();
    if (drawn < 0.15) return Number.NaN;
    if (categorical.includes(i % inputs))
      return drawn < 0.2 ? levels + 100 + random.int(400) : random.int(levels);
    return drawn < 0.5 ? grid(random) : random.normal();
  });
}
