import type { Leaf } from './forest';

/** What a tree says of the whole space, every point of which counts the same. */
export interface TreeVariance {
  mean: number;
  /** Of its values. */
  total: number;
  /** Of each coordinate: the variance of the tree's mean, all other coordinates averaged out. */
  main: number[];
}

/**
 * Functional analysis of variance of one tree, exact: Hutter, Hoos & Leyton-Brown, ICML 2014, algorithm 2. The leaves
 * fill the space; `levels` as in `ForestData`. Main effects never add up to more than the total.
 */
export function treeVariance(leaves: readonly Leaf[], levels: readonly number[]): TreeVariance {
  const shares = leaves.map((leaf) => levels.map((_, j) => shareOf(leaf, j)));
  const weights = shares.map((all) => all.reduce((product, share) => product * share, 1));
  const mean = leaves.reduce((sum, { value }, l) => sum + weights[l] * value, 0);
  const total = leaves.reduce((sum, { value }, l) => sum + weights[l] * (value - mean) ** 2, 0);
  const main = levels.map((k, j) => {
    // A leaf's part in the mean wherever it holds along this coordinate, as the others are averaged out.
    const parts = leaves.map(({ value }, l) => ((value - mean) * weights[l]) / shares[l][j]);
    return k > 0 ? categoryVariance(leaves, parts, j, k) : numberVariance(leaves, parts, j);
  });
  return { mean, total, main };
}

/** How much of a coordinate a leaf holds. */
function shareOf({ low, high, sets }: Leaf, j: number): number {
  const set = sets[j];
  return set ? set.reduce((sum, here) => sum + here, 0) / set.length : high[j] - low[j];
}

function categoryVariance(leaves: readonly Leaf[], parts: number[], j: number, k: number): number {
  const effects = new Float64Array(k);
  leaves.forEach(({ sets }, l) => {
    sets[j]?.forEach((here, c) => {
      if (here) effects[c] += parts[l];
    });
  });
  return effects.reduce((sum, effect) => sum + effect * effect, 0) / k;
}

function numberVariance(leaves: readonly Leaf[], parts: number[], j: number): number {
  const edges = Float64Array.from(new Set(leaves.flatMap(({ low, high }) => [low[j], high[j]]))).sort();
  const placeOf = new Map(Array.from(edges, (edge, place) => [edge, place]));
  const change = new Float64Array(edges.length);
  leaves.forEach(({ low, high }, l) => {
    change[placeOf.get(low[j]) ?? 0] += parts[l];
    change[placeOf.get(high[j]) ?? 0] -= parts[l];
  });
  let [effect, variance] = [0, 0];
  for (let e = 0; e + 1 < edges.length; e++) {
    effect += change[e];
    variance += effect * effect * (edges[e + 1] - edges[e]);
  }
  return variance;
}
