import type { NetSpec } from '../../models/family';
import { type Layout, layoutOf } from '../layout';
import type { DenseJob, Weights } from '../trainer';

/** Widths are rounded up to a multiple of this, or to a power of two; what is wider stays as it is. */
const INPUTS = 16;
const UNITS = [16, 32, 64, 128, 256];

const wide = (units: number): number => UNITS.find((width) => units <= width) ?? units;

/**
 * The net that stands for it in a stack: narrow layers are filled up with units whose weights are 0. They answer 0,
 * no gradient reaches them and nothing decays in them, so that they stay 0 and change no other number; what they cost
 * is nothing beside the dispatches that nets of several widths save by sharing them.
 */
export const paddedOf = (spec: NetSpec): NetSpec => ({
  ...spec,
  inputs: Math.ceil(spec.inputs / INPUTS) * INPUTS,
  layers: spec.layers.map((layer, l) =>
    l === spec.layers.length - 1 ? layer : { ...layer, units: wide(layer.units) },
  ),
});

/** What must be alike for nets to lie in one stack; rates, decay, dropout, batches, rows and seeds may differ. */
export function shapeOf(spec: NetSpec): string {
  const { inputs, layers, loss } = paddedOf(spec);
  return JSON.stringify([inputs, layers.map(({ units, activation }) => [units, activation]), loss]);
}

export const canStack = (jobs: readonly DenseJob[]): boolean =>
  new Set(jobs.map(({ spec }) => shapeOf(spec))).size === 1;

/** Weights of a net as the flat parameters of its padded layout. */
export function padded(spec: NetSpec, layout: Layout, weights: Weights): Float32Array {
  const flat = new Float32Array(layout.size);
  layoutOf(spec).layers.forEach(({ inputs, units }, l) => {
    const to = layout.layers[l];
    const { kernel, bias } = weights[l];
    for (let i = 0; i < inputs; i++)
      flat.set(kernel.subarray(i * units, (i + 1) * units), to.kernel + i * to.units);
    flat.set(bias, to.bias);
  });
  return flat;
}

/** The weights of a net among its padded parameters. */
export const unpadded = (spec: NetSpec, layout: Layout, flat: Float32Array): Weights =>
  layoutOf(spec).layers.map(({ inputs, units }, l) => {
    const from = layout.layers[l];
    const kernel = new Float32Array(inputs * units);
    for (let i = 0; i < inputs; i++) {
      const row = from.kernel + i * from.units;
      kernel.set(flat.subarray(row, row + units), i * units);
    }
    return { kernel, bias: flat.slice(from.bias, from.bias + units) };
  });
