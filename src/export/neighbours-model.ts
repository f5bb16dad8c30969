import * as v from 'valibot';
import { type NeighboursSpec, outputsOfNeighbours } from '../models/neighbours/spec';
import { BenchsideError } from '../study/errors';
import type { Weights } from '../train/trainer';
import { bytesToFloats, floatsToBytes } from './floats';

const FORMAT = 'benchside-neighbours';
const WEIGHTS = 'weights.bin';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));

const specEntries = {
  kind: v.literal('neighbours'),
  inputs: v.pipe(count, v.minValue(1)),
  loss: v.picklist(['binary', 'softmax', 'mse']),
  classes: v.pipe(count, v.maxValue(1000)),
  k: v.pipe(count, v.minValue(1)),
  weights: v.picklist(['uniform', 'distance']),
  metric: v.picklist(['euclidean', 'manhattan']),
} satisfies v.ObjectEntries;

const schema = v.object({
  format: v.literal(FORMAT),
  spec: v.object(specEntries),
  weights: v.literal(WEIGHTS),
  /** Rows of training patients. */
  rows: v.pipe(count, v.minValue(1)),
});

export const isNeighboursModel = (json: unknown): boolean =>
  v.is(v.object({ format: v.literal(FORMAT) }), json);

/** Neighbours as two files: model.json, and weights.bin of rows, scales, outcomes and the rows' weights as float32. */
export function neighboursFiles(spec: NeighboursSpec, weights: Weights): { json: unknown; bin: Uint8Array } {
  return {
    json: {
      format: FORMAT,
      spec: v.parse(v.object(specEntries), spec),
      weights: WEIGHTS,
      rows: weights[1].kernel.length,
    } satisfies v.InferInput<typeof schema>,
    bin: floatsToBytes(weights.flatMap(({ kernel, bias }) => [kernel, bias])),
  };
}

/**
 * The neighbours of two untrusted files. Throws `bundle.broken` where they are none or do not fit each other, where an
 * outcome is no class, or where a row weighs nothing.
 */
export function neighboursOf(json: unknown, bin: Uint8Array): { spec: NeighboursSpec; weights: Weights } {
  const parsed = v.safeParse(schema, json);
  if (!parsed.success) throw new BenchsideError('bundle.broken');
  const { spec, rows } = parsed.output;
  const lengths = [rows * spec.inputs, spec.inputs, rows, rows];
  const all = bytesToFloats(
    bin,
    lengths.reduce((sum, length) => sum + length, 0),
  );
  let at = 0;
  const [x, scale, y, w] = lengths.map((length) => {
    at += length;
    return all.slice(at - length, at);
  });
  const classes = spec.loss === 'softmax' ? outputsOfNeighbours(spec) : 2;
  const fits =
    scale.every((value) => value >= 0) &&
    w.every((value) => value > 0) &&
    (spec.loss === 'mse' || y.every((value) => Number.isInteger(value) && value >= 0 && value < classes));
  if (!fits) throw new BenchsideError('bundle.broken');
  return {
    spec,
    weights: [
      { kernel: x, bias: scale },
      { kernel: y, bias: w },
    ],
  };
}
