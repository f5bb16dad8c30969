import type { GraphSpec } from '../../models/graph';
import { inferShapes, sizeOf } from '../../models/graph-shapes';
import type { Device } from '../device';
import type { Tensor } from '../kernels';
import type { Interruption } from '../pacing';
import type { Rows } from '../trainer';
import { plainBatch } from './batches';
import { feed } from './gradient';
import type { NodeTensors } from './layout';
import { predictRows } from './shapes';
import { type Fed, valuesOf } from './tape';

/** What the outputs of a batch may take while a net only predicts, and the most rows at once. */
const PREDICT_BYTES = 128 * 2 ** 20;
const PREDICT_ROWS = 256;

type Inputs = Pick<Rows, 'x' | 'd' | 'n' | 'at'>;

/** Runs `work` on batch after batch of the rows and joins what it answers, a held tensor each, on the host. */
export async function overRows(
  device: Device,
  spec: GraphSpec,
  rows: Inputs,
  most: number,
  out: Float32Array,
  work: (fed: Fed) => Tensor,
  interruption: Interruption = {},
): Promise<Float32Array> {
  const { k, pace } = device;
  let at = 0;
  for (let from = 0; from < rows.n; from += most) {
    if (pace.due()) await pace.rest(interruption);
    device.check();
    const batch = plainBatch(spec, rows, from, Math.min(rows.n, from + most));
    const held = k.tidy(() => work(feed(k, spec, batch)));
    try {
      const values = await device.read(held);
      out.set(values, at);
      at += values.length;
    } finally {
      k.free(held);
    }
  }
  return out;
}

/** Values of node `node` for all rows, [n, ...its shape], nothing being learned. */
export function valuesOfRows(
  device: Device,
  spec: GraphSpec,
  parameters: readonly NodeTensors[],
  rows: Inputs,
  node: number,
  interruption?: Interruption,
): Promise<Float32Array> {
  const most = predictRows(spec, PREDICT_BYTES, PREDICT_ROWS);
  const out = new Float32Array(rows.n * sizeOf(inferShapes(spec)[node]));
  const work = (fed: Fed) => valuesOf(device.k, spec, parameters, fed, node);
  return overRows(device, spec, rows, most, out, work, interruption);
}
