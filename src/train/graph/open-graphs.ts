import type { GraphSpec } from '../../models/graph';
import type { Device } from '../device';
import { predictionsOf } from '../losses';
import type { NetRun, Trainer, Weights } from '../trainer';
import { gradCam } from './grad-cam';
import type { GraphJob } from './graph-job';
import { freeNodes, graphLayoutOf, uploadNodes } from './layout';
import { valuesOfRows } from './rows';
import { GraphRun } from './run';

export type { GraphJob } from './graph-job';

/** What a trainer does with graph nets. */
export interface GraphTrainer extends Pick<Trainer, 'activations' | 'gradCam'> {
  start(job: GraphJob): Promise<NetRun>;
  predict(spec: GraphSpec, weights: Weights, x: Float32Array, n: number): Promise<Float32Array>;
}

/** Graph nets on TensorFlow.js kernels: WebGPU, WebGL and CPU have all that their gradients need. */
export function openGraphs(device: Device): GraphTrainer {
  const values: GraphTrainer['activations'] = async (spec, weights, x, n, node) => {
    const parameters = uploadNodes(device.k, graphLayoutOf(spec), weights, 'all');
    try {
      return await valuesOfRows(device, spec, parameters, { x, n, d: spec.inputs }, node);
    } finally {
      freeNodes(device.k, parameters);
    }
  };
  return {
    start: async (job) => new GraphRun(device, job),
    async predict(spec, weights, x, n) {
      const z = await values(spec, weights, x, n, spec.nodes.length - 1);
      return predictionsOf(spec.loss, z, n === 0 ? 1 : z.length / n);
    },
    activations: values,
    gradCam: (...asked) => gradCam(device, ...asked),
  };
}
