import { type GraphSpec, readsPicture } from '../../models/graph';
import type { Kernels, Tensor } from '../kernels';
import type { GraphBatch } from './batches';
import type { GraphLayout, NodeTensors } from './layout';
import { type Fed, Tape } from './tape';
import type { Targets } from './targets';

/** A dropout mask on the host, in the shape of its node's output. */
export interface Mask {
  shape: number[];
  values: Float32Array;
}

interface Found {
  /** Of the batch's mean loss, in the order of the flat vector of what is learned. */
  gradient: Tensor;
  /** Of this batch, in the order of the flat vector of moving ones; null where there are none. */
  statistics: Tensor | null;
  /** [n, units] */
  logits: Tensor;
}

/** One batch forward and back, inside a tidy. What was found lives while `use` runs. */
export function withGradient<T>(
  k: Kernels,
  { spec, layout, reached }: { spec: GraphSpec; layout: GraphLayout; reached: readonly boolean[] },
  parameters: readonly NodeTensors[],
  batch: GraphBatch & { targets: Targets },
  masks: ReadonlyMap<number, Mask>,
  use: (found: Found) => T,
): T {
  const fed = {
    ...feed(k, spec, batch),
    masks: new Map([...masks].map(([i, { values, shape }]) => [i, k.input(values, shape)])),
  };
  const tape = new Tape(k, spec, layout, parameters, fed, true);
  const parts: Partial<Record<'kernel' | 'bias', Tensor>>[] = layout.nodes.map(() => ({}));
  try {
    const logits = tape.values[tape.values.length - 1];
    tape.backward(residual(k, spec.loss, logits, batch.targets), reached, (node, role, gradient) => {
      parts[node][role] = k.hold(k.flatten(gradient));
    });
    const pieces = parts.flatMap(({ kernel, bias }) => [kernel, bias]).filter((part) => part !== undefined);
    const moved = [...tape.statistics.values()].flatMap(({ mean, variance }) => [mean, variance]);
    return use({
      gradient: k.concat(pieces, 0),
      statistics: moved.length > 0 ? k.concat(moved, 0) : null,
      logits,
    });
  } finally {
    for (const { kernel, bias } of parts) {
      if (kernel) k.free(kernel);
      if (bias) k.free(bias);
    }
    tape.dispose();
  }
}

/** A batch on the device, inside a tidy. */
export function feed(k: Kernels, spec: GraphSpec, { n, pictures, table }: GraphBatch): Fed {
  return {
    pictures: readsPicture(spec) ? k.input(pictures, [n, ...spec.picture]) : null,
    table: spec.table > 0 ? k.input(table, [n, spec.table]) : null,
    masks: new Map(),
  };
}

/** d(mean loss)/d(logits) [n, units]: all three losses are (prediction - target) times a weight a row. */
function residual(k: Kernels, loss: GraphSpec['loss'], logits: Tensor, { t, w }: Targets): Tensor {
  const [n, units] = logits.shape;
  const scale = w.map((weight) => (weight * (loss === 'mse' ? 2 : 1)) / n);
  const p = loss === 'binary' ? k.sigmoid(logits) : loss === 'softmax' ? k.softmax(logits) : logits;
  const target = t.map((value, i) => value * scale[Math.floor(i / units)]);
  return k.sub(k.mul(p, k.input(scale, [n, 1])), k.input(target, [n, units]));
}
