import * as v from 'valibot';
import { FIELDS } from '../models/trees/model';
import { scoresOf, type TreesSpec } from '../models/trees/spec';
import { BenchsideError } from '../study/errors';
import type { Weights } from '../train/trainer';
import { checkTrees } from './check-trees';
import { bytesToFloats, floatsToBytes } from './floats';

const FORMAT = 'benchside-trees';
const WEIGHTS = 'weights.bin';
/** More nodes than this are no model of ours: 5000 trees of 2000 nodes. */
const MOST_NODES = 10_000_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const real = v.pipe(v.number(), v.finite(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const specEntries = {
  kind: v.literal('trees'),
  inputs: v.pipe(count, v.minValue(1)),
  loss: v.picklist(['binary', 'softmax', 'mse']),
  classes: v.pipe(count, v.maxValue(1000)),
  grow: v.picklist(['boosting', 'forest', 'extra']),
  trees: count,
  learningRate: real,
  maxDepth: count,
  maxLeaves: count,
  minLeafRows: count,
  minLeafWeight: real,
  lambda: real,
  minGain: real,
  rowShare: share,
  inputShare: share,
  cutShare: share,
  bins: count,
  categorical: v.pipe(v.array(count), v.maxLength(20_000)),
  levelPenalty: real,
  monotone: v.optional(v.pipe(v.array(v.picklist([-1, 0, 1])), v.maxLength(20_000))),
} satisfies v.ObjectEntries;

const schema = v.object({
  format: v.literal(FORMAT),
  spec: v.object(specEntries),
  weights: v.literal(WEIGHTS),
  nodes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_NODES)),
  /** Words of level sets. */
  words: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_NODES)),
});

export const isTreesModel = (json: unknown): boolean => v.is(v.object({ format: v.literal(FORMAT) }), json);

/** Trees as two files: model.json, and weights.bin of nodes, base scores, values and level sets as float32. */
export function treesFiles(spec: TreesSpec, weights: Weights): { json: unknown; bin: Uint8Array } {
  const [nodes, values] = weights;
  return {
    json: {
      format: FORMAT,
      spec: v.parse(v.object(specEntries), spec),
      weights: WEIGHTS,
      nodes: nodes.kernel.length / FIELDS,
      words: values.bias.length,
    } satisfies v.InferInput<typeof schema>,
    bin: floatsToBytes([nodes.kernel, nodes.bias, values.kernel, values.bias]),
  };
}

/** The trees of two untrusted files. Throws `bundle.broken` where they are none or do not fit each other. */
export function treesOf(json: unknown, bin: Uint8Array): { spec: TreesSpec; weights: Weights } {
  const parsed = v.safeParse(schema, json);
  if (!parsed.success) throw new BenchsideError('bundle.broken');
  const { spec, nodes, words } = parsed.output;
  const scores = scoresOf(spec);
  const lengths = [nodes * FIELDS, scores, nodes * scores, words];
  const all = bytesToFloats(
    bin,
    lengths.reduce((sum, length) => sum + length, 0),
  );
  let at = 0;
  const [kernel, base, values, sets] = lengths.map((length) => {
    at += length;
    return all.slice(at - length, at);
  });
  const weights = [
    { kernel, bias: base },
    { kernel: values, bias: sets },
  ];
  checkTrees(spec, weights);
  return { spec, weights };
}
