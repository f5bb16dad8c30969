import type { Forward } from '../../export/predict';
import type { GraphSpec } from '../../models/graph';
import type { Weights } from '../../train/trainer';

/** Squares along each side of the picture. */
const GRID = 12;

/**
 * Occlusion (Zeiler & Fergus 2014): each square of a grid is covered in turn with the picture's mean, and is as warm
 * as the probability of the class falls. For nets without a convolution to look into. `x`: one row of inputs.
 */
export async function occlusionOf(
  spec: GraphSpec,
  weights: Weights,
  x: Float32Array,
  unit: number,
  forward: Forward,
): Promise<{ width: number; height: number; v: Float32Array }> {
  const [h, w, channels] = spec.picture;
  const [height, width] = [Math.min(GRID, h), Math.min(GRID, w)];
  const pixels = h * w * channels;
  const mean = x.subarray(0, pixels).reduce((sum, value) => sum + value, 0) / pixels;
  const rows = new Float32Array((1 + height * width) * spec.inputs);
  rows.set(x);
  for (let square = 0; square < height * width; square++) {
    const at = (square + 1) * spec.inputs;
    rows.set(x, at);
    const [top, bottom] = stretch(Math.floor(square / width), height, h);
    const [left, right] = stretch(square % width, width, w);
    for (let row = top; row < bottom; row++)
      rows.fill(mean, at + (row * w + left) * channels, at + (row * w + right) * channels);
  }
  const p = await forward(spec, weights, rows, 1 + height * width);
  const units = p.length / (1 + height * width);
  const of = (row: number) => (units === 1 ? (unit === 1 ? p[row] : 1 - p[row]) : p[row * units + unit]);
  const whole = of(0);
  return {
    width,
    height,
    v: Float32Array.from({ length: height * width }, (_, square) => Math.max(0, whole - of(square + 1))),
  };
}

/** Pixels of the i-th of `n` squares along a side. */
const stretch = (i: number, n: number, side: number): [number, number] => [
  Math.floor((i * side) / n),
  Math.floor(((i + 1) * side) / n),
];
