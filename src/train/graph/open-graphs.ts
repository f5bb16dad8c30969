import type { GraphSpec } from '../../models/graph';
import type { Device } from '../device';
import type { NetJob, NetRun, Trainer, Weights } from '../trainer';

export type GraphJob = NetJob & { spec: GraphSpec };

/** What a trainer does with graph nets. */
export interface GraphTrainer extends Pick<Trainer, 'activations' | 'gradCam'> {
  start(job: GraphJob): Promise<NetRun>;
  predict(spec: GraphSpec, weights: Weights, x: Float32Array, n: number): Promise<Float32Array>;
}

export function openGraphs(_device: Device): GraphTrainer {
  throw new Error('graph nets are not trained yet');
}
