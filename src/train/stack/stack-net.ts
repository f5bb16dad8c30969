import type { NetSpec } from '../../models/family';
import type { Kernels, Tensor } from '../kernels';
import type { Layout } from '../layout';
import type { StackBatch } from './stack-batches';

/** A layer of all nets: kernel [nets, inputs, units], bias [nets, 1, units]. */
interface StackLayer {
  kernel: Tensor;
  bias: Tensor;
}

const reshape = (k: Kernels, x: Tensor, shape: number[]): Tensor => k.run('Reshape', { x }, { shape });

/** Layers of parameters [nets, size]. */
export function stackLayers(k: Kernels, layout: Layout, parameters: Tensor): StackLayer[] {
  const [nets] = parameters.shape;
  const part = (begin: number, rows: number, units: number): Tensor =>
    reshape(k, k.run('Slice', { x: parameters }, { begin: [0, begin], size: [nets, rows * units] }), [
      nets,
      rows,
      units,
    ]);
  return layout.layers.map(({ inputs, units, kernel, bias }) => ({
    kernel: part(kernel, inputs, units),
    bias: part(bias, 1, units),
  }));
}

/** Outputs of every layer [nets, n, units], after activation and dropout: the last are the logits. */
export function stackForward(
  k: Kernels,
  spec: NetSpec,
  layers: StackLayer[],
  x: Tensor,
  masks: readonly (Tensor | null)[] = [],
): Tensor[] {
  let a = x;
  return layers.map(({ kernel, bias }, l) => {
    a = k.add(k.matMul(a, kernel), bias);
    if (spec.layers[l].activation === 'relu') a = k.relu(a);
    const mask = masks[l];
    if (mask) a = k.mul(a, mask);
    return a;
  });
}

/** Gradients of each net's mean loss [nets, size], and the logits they were taken at. */
export function stackGradient(
  k: Kernels,
  spec: NetSpec,
  layers: StackLayer[],
  batch: StackBatch,
): { flat: Tensor; logits: Tensor } {
  const nets = batch.rows.length;
  const outputs = stackForward(k, spec, layers, batch.x, batch.masks);
  const logits = outputs[outputs.length - 1];
  const p = spec.loss === 'binary' ? k.sigmoid(logits) : spec.loss === 'softmax' ? k.softmax(logits) : logits;
  let dz = k.sub(k.mul(p, batch.scale), batch.target);
  const parts: Tensor[] = [];
  const flat = (x: Tensor): Tensor => reshape(k, x, [nets, x.shape[1] * x.shape[2]]);
  for (let l = layers.length - 1; l >= 0; l--) {
    const input = l === 0 ? batch.x : outputs[l - 1];
    parts.unshift(flat(k.matMul(input, dz, true)), flat(k.matMul(batch.ones, dz)));
    if (l === 0) break;
    dz = k.matMul(dz, layers[l].kernel, false, true);
    const mask = batch.masks[l - 1];
    if (mask) dz = k.mul(dz, mask);
    if (spec.layers[l - 1].activation === 'relu') dz = k.mul(dz, k.positive(outputs[l - 1]));
  }
  return { flat: k.concat(parts, 1), logits };
}
