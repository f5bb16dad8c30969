import type { NetSpec } from '../models/family';
import { forward, layersOf } from './backprop';
import type { Device } from './device';
import type { Kernels, Tensor } from './kernels';
import { layoutOf } from './layout';
import { LogitsLog } from './logits-log';
import type { Interruption } from './pacing';
import type { Rows } from './trainer';

/** Rows that go through a net at once when it only predicts. */
const PREDICT_ROWS = 4096;
export const outputsOf = (spec: NetSpec): number => spec.layers[spec.layers.length - 1].units;

/** Tensors [1, m, d] of at most PREDICT_ROWS rows. */
export function uploadRows(k: Kernels, { x, n, d, at }: Pick<Rows, 'x' | 'n' | 'd' | 'at'>): Tensor[] {
  const chunks: Tensor[] = [];
  for (let from = 0; from < n; from += PREDICT_ROWS) {
    const to = Math.min(n, from + PREDICT_ROWS);
    const values = at ? new Float32Array((to - from) * d) : x.slice(from * d, to * d);
    if (at)
      for (let row = from; row < to; row++)
        values.set(x.subarray(at[row] * d, (at[row] + 1) * d), (row - from) * d);
    chunks.push(k.upload(values, [1, to - from, d]));
  }
  return chunks;
}

/** Logits [n, units] of uploaded rows, without dropout. `flat`: the parameters. */
export async function logitsOf(
  device: Device,
  spec: NetSpec,
  flat: Tensor,
  rows: Tensor[],
  interruption: Interruption = {},
): Promise<Float32Array> {
  const { k, pace } = device;
  const layout = layoutOf(spec);
  const log = new LogitsLog(device);
  try {
    for (const x of rows) {
      if (pace.due()) {
        await log.settle();
        await pace.rest(interruption);
      }
      device.check();
      log.push(
        k.tidy(() => k.hold(forward(k, spec, layersOf(k, layout, flat), x)[layout.layers.length - 1])),
      );
    }
    return await log.all();
  } finally {
    log.dispose();
  }
}
