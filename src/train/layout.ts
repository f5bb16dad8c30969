import type { NetSpec } from '../models/family';
import { rng } from '../study/random';
import type { Weights } from './trainer';

/** Where each layer's kernel and bias lie in the one flat parameter vector: kernel, then bias, layer by layer. */
export interface Layout {
  size: number;
  layers: { inputs: number; units: number; kernel: number; bias: number }[];
}

export function layoutOf(spec: NetSpec): Layout {
  let inputs = spec.inputs;
  let size = 0;
  const layers = spec.layers.map(({ units }) => {
    const layer = { inputs, units, kernel: size, bias: size + inputs * units };
    size = layer.bias + units;
    inputs = units;
    return layer;
  });
  return { size, layers };
}

/** Glorot & Bengio 2010: uniform in ±sqrt(6 / (inputs + units)); biases 0. The stream of layer l is rng(...key, 'init', l). */
export function initialWeights(spec: NetSpec, key: readonly (string | number)[]): Weights {
  return layoutOf(spec).layers.map(({ inputs, units }, l) => {
    const random = rng(...key, 'init', l);
    const limit = Math.sqrt(6 / (inputs + units));
    const kernel = Float32Array.from({ length: inputs * units }, () => (2 * random.next() - 1) * limit);
    return { kernel, bias: new Float32Array(units) };
  });
}

export function flatten(layout: Layout, weights: Weights): Float32Array {
  const flat = new Float32Array(layout.size);
  layout.layers.forEach((layer, l) => {
    flat.set(weights[l].kernel, layer.kernel);
    flat.set(weights[l].bias, layer.bias);
  });
  return flat;
}

export function unflatten(layout: Layout, flat: Float32Array): Weights {
  return layout.layers.map(({ inputs, units, kernel, bias }) => ({
    kernel: flat.slice(kernel, kernel + inputs * units),
    bias: flat.slice(bias, bias + units),
  }));
}
