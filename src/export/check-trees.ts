import { FIELDS, type TreeModel, treesOfWeights } from '../models/trees/model';
import { scoresOf, type TreesSpec } from '../models/trees/spec';
import { BenchsideError } from '../study/errors';
import type { Weights } from '../train/trainer';

/** Numbers of nodes are float32, which counts to 2^24. */
const MAX_NODES = 2 ** 24;
/** Cuts on the way to a leaf: more than any tree that grew here, fewer than recursion bears. */
const MAX_DEPTH = 255;
/** Words of a set: 65,536 levels. */
const MAX_WORDS = 4096;

/**
 * The trees of untrusted weights. Throws `bundle.broken` where these are not what `weightsOfTrees` writes for the spec:
 * where they are of other lengths, where a number is not finite or beyond what it counts, or where nodes are no trees.
 */
export function checkTrees(spec: TreesSpec, weights: Weights): TreeModel {
  const scores = scoresOf(spec);
  const [first, second] = weights;
  const nodes = (first?.kernel.length ?? 0) / FIELDS;
  demand(
    weights.length === 2 &&
      Number.isInteger(nodes) &&
      nodes <= MAX_NODES &&
      first.bias.length === scores &&
      second.kernel.length === nodes * scores,
  );
  for (const { kernel, bias } of weights)
    for (const list of [kernel, bias]) demand(list.every((value) => Number.isFinite(value)));
  demand(second.bias.every((word) => isWhole(word, 0, 0xffff)));
  checkNodes(spec, first.kernel, nodes, second.bias.length);
  return treesOfWeights(spec, weights);
}

/** That each node but the roots is the child of one node before it in the same tree, and asks what can be asked. */
function checkNodes(spec: TreesSpec, kernel: Float32Array, nodes: number, words: number): void {
  const levels = new Set(spec.categorical);
  const parent = new Int32Array(nodes).fill(-1);
  const root = new Int32Array(nodes);
  const depth = new Uint8Array(nodes);
  for (let i = 0; i < nodes; i++) {
    const [feature, , setAt, setWords, left, right, missingLeft, cover] = kernel.subarray(i * FIELDS);
    if (i === 0 || parent[i] < 0) root[i] = i;
    else {
      const from = parent[i];
      // A tree's nodes stand together: no other one has begun since.
      demand(root[from] === root[i - 1] && depth[from] < MAX_DEPTH);
      root[i] = root[from];
      depth[i] = depth[from] + 1;
    }
    demand(cover >= 0);
    if (feature === -1) continue;
    demand(isWhole(feature, 0, spec.inputs - 1) && isWhole(missingLeft, 0, 1));
    if (levels.has(feature)) demand(isWhole(setWords, 1, MAX_WORDS) && isWhole(setAt, 0, words - setWords));
    else demand(setAt === -1);
    for (const child of [left, right]) {
      demand(isWhole(child, i + 1, nodes - 1) && parent[child] < 0);
      parent[child] = i;
    }
  }
}

const isWhole = (value: number, low: number, high: number): boolean =>
  Number.isInteger(value) && value >= low && value <= high;

function demand(holds: boolean): void {
  if (!holds) throw new BenchsideError('bundle.broken');
}
