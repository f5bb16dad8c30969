import type { GraphSpec } from '../../models/graph';
import { lastPictureNode } from '../../models/graph-shapes';
import type { Device } from '../device';
import type { Tensor } from '../kernels';
import type { Weights } from '../trainer';
import { freeNodes, graphLayoutOf, uploadNodes } from './layout';
import { overRows } from './rows';
import { trainingBytes } from './shapes';
import { type Fed, Tape } from './tape';
import { explainedLogit } from './targets';

const BYTES = 128 * 2 ** 20;
const MOST_ROWS = 64;

/**
 * Grad-CAM (Selvaraju et al. 2017): channels of the last node with height and width, weighted by the mean gradient
 * of the explained logit over that channel, summed, positive parts. Maps [n, height, width]; 0 × 0 where no node
 * is a picture.
 */
export async function gradCam(
  device: Device,
  spec: GraphSpec,
  weights: Weights,
  x: Float32Array,
  n: number,
  unit: number,
): Promise<{ height: number; width: number; maps: Float32Array }> {
  const { k } = device;
  const layout = graphLayoutOf(spec);
  const at = lastPictureNode(layout.shapes);
  if (at < 0) return { height: 0, width: 0, maps: new Float32Array(0) };
  const [height, width, channels] = layout.shapes[at];
  const [units] = layout.shapes[spec.nodes.length - 1];
  const direction = explainedLogit(spec, units, unit);
  const reached = spec.nodes.map((_, i) => i === at);
  for (const [i, { from }] of spec.nodes.entries()) reached[i] ||= (from as number[]).some((j) => reached[j]);
  const parameters = uploadNodes(k, layout, weights, 'all');
  const most = Math.max(1, Math.min(MOST_ROWS, Math.floor(BYTES / trainingBytes(spec, 1))));
  const work = (fed: Fed): Tensor => {
    const tape = new Tape(k, spec, layout, parameters, fed, false);
    try {
      const rows = (fed.pictures as Tensor).shape[0];
      const dOut = k.input(repeated(direction, rows), [rows, units]);
      const gradient = tape.backward(dOut, reached, null, at);
      // Where the output does not depend on it, nothing speaks for the class.
      if (!gradient) return k.upload(new Float32Array(rows * height * width), [rows, height, width]);
      const share = k.reshape(k.mean(gradient, [1, 2]), [rows, 1, 1, channels]);
      k.free(gradient);
      return k.hold(k.relu(k.sum(k.mul(tape.values[at], share), [3])));
    } finally {
      tape.dispose();
    }
  };
  try {
    const maps = new Float32Array(n * height * width);
    await overRows(device, spec, { x, d: spec.inputs, n }, most, maps, work);
    return { height, width, maps };
  } finally {
    freeNodes(k, parameters);
  }
}

function repeated(values: Float32Array, times: number): Float32Array {
  const out = new Float32Array(values.length * times);
  for (let i = 0; i < times; i++) out.set(values, i * values.length);
  return out;
}
