import type { NetSpec } from '../models/family';
import type { Kernels, Tensor } from './kernels';
import type { Layout } from './layout';

/** A batch on the device. `target`: [1, n, units], already divided as `residual` says. */
export interface Batch {
  n: number;
  /** [1, n, inputs] */
  x: Tensor;
  target: Tensor;
  /** Inverted dropout masks by layer, [1, n, units]: 0 or 1/(1-rate); null where the layer has none. */
  masks: (Tensor | null)[];
  /** [1, 1, n] of ones: sums columns as a product. */
  ones: Tensor;
  /** 1/n (binary, softmax) or 2/n (mse): what `target` was multiplied by, as a scalar; times its weight, [1, n, 1], where rows have weights. */
  scale: Tensor;
}

export interface LayerTensors {
  kernel: Tensor;
  bias: Tensor;
}

export const layersOf = (k: Kernels, layout: Layout, flat: Tensor): LayerTensors[] =>
  layout.layers.map(({ inputs, units, kernel, bias }) => ({
    kernel: k.slice(flat, kernel, [1, inputs, units]),
    bias: k.slice(flat, bias, [units]),
  }));

/** Outputs of every layer, after activation and dropout: the last are the logits [1, n, units]. */
export function forward(
  k: Kernels,
  spec: NetSpec,
  layers: LayerTensors[],
  x: Tensor,
  masks: (Tensor | null)[] = [],
): Tensor[] {
  let a = x;
  return layers.map(({ kernel, bias }, l) => {
    a = k.dense(a, kernel, bias, spec.layers[l].activation);
    const mask = masks[l];
    if (mask) a = k.mul(a, mask);
    return a;
  });
}

/** Gradient of the batch's mean loss as one flat vector, and the logits [1, n, units] it was taken at. */
export function gradient(
  k: Kernels,
  spec: NetSpec,
  layers: LayerTensors[],
  batch: Batch,
): { flat: Tensor; logits: Tensor } {
  const outputs = forward(k, spec, layers, batch.x, batch.masks);
  const logits = outputs[outputs.length - 1];
  const parts: Tensor[] = [];
  let dz = residual(k, spec.loss, logits, batch);
  for (let l = layers.length - 1; l >= 0; l--) {
    const input = l === 0 ? batch.x : outputs[l - 1];
    parts.unshift(k.flatten(k.matMul(input, dz, true)), k.flatten(k.matMul(batch.ones, dz)));
    if (l === 0) break;
    dz = k.matMul(dz, layers[l].kernel, false, true);
    const mask = batch.masks[l - 1];
    if (mask) dz = k.mul(dz, mask);
    if (spec.layers[l - 1].activation === 'relu') dz = k.mul(dz, k.positive(outputs[l - 1]));
  }
  return { flat: k.concat(parts, 0), logits };
}

/** d(mean loss)/d(logits). All three losses are (prediction - target) times a constant. */
function residual(k: Kernels, loss: NetSpec['loss'], logits: Tensor, batch: Batch): Tensor {
  const p = loss === 'binary' ? k.sigmoid(logits) : loss === 'softmax' ? k.softmax(logits) : logits;
  return k.sub(k.mul(p, batch.scale), batch.target);
}
