import type { NetSpec } from '../../models/family';
import type { Rng } from '../../study/random';
import { dropoutMask } from '../batches';
import type { Kernels, Tensor } from '../kernels';
import type { DenseJob } from '../trainer';

/** One batch of each net, padded to the rows of the longest; padded rows weigh nothing. */
export interface StackBatch {
  /** Rows of each net; 0 where its epoch has ended before the others'. */
  rows: number[];
  /** Of the longest. */
  longest: number;
  /** [nets, longest, inputs], as wide as the padded nets are. */
  x: Tensor;
  /** [nets, longest, units], already divided as `scale` says. */
  target: Tensor;
  /** [nets, longest, 1]: 1/n (binary, softmax) or 2/n (mse), times the row's weight; 0 where it is padded. */
  scale: Tensor;
  /** By layer [nets, longest, units]; null where no net has dropout. */
  masks: (Tensor | null)[];
  /** [nets, 1, longest] of ones: sums columns as a product. */
  ones: Tensor;
}

type Streams = (Rng | null)[];

/** The gathered rows of one batch of all nets, on the host. */
export interface Gathered {
  rows: number[];
  longest: number;
  x: Float32Array;
  target: Float32Array;
  scale: Float32Array;
}

/**
 * Batch number `step` of each net, in its own order and size. `spec`: the padded net, whose widths the inputs and
 * targets have.
 */
export function gather(
  spec: NetSpec,
  jobs: readonly DenseJob[],
  orders: readonly Uint32Array[],
  step: number,
): Gathered {
  const { inputs } = spec;
  const units = spec.layers[spec.layers.length - 1].units;
  const sizes = jobs.map((job) => job.spec.optimizer.batchSize);
  const rows = jobs.map(({ train: { n } }, net) => Math.max(0, Math.min(sizes[net], n - step * sizes[net])));
  const longest = Math.max(...rows);
  const x = new Float32Array(jobs.length * longest * inputs);
  const target = new Float32Array(jobs.length * longest * units);
  const scale = new Float32Array(jobs.length * longest);
  const factor = spec.loss === 'mse' ? 2 : 1;
  jobs.forEach(({ train: own }, net) => {
    for (let i = 0; i < rows[net]; i++) {
      const row = orders[net][step * sizes[net] + i];
      const place = own.at ? own.at[row] : row;
      const at = net * longest + i;
      x.set(own.x.subarray(place * own.d, (place + 1) * own.d), at * inputs);
      const ofRow = ((own.w ? own.w[row] : 1) * factor) / rows[net];
      scale[at] = ofRow;
      if (spec.loss === 'softmax') target[at * units + own.y[row]] = ofRow;
      else target[at] = own.y[row] * ofRow;
    }
  });
  return { rows, longest, x, target, scale };
}

/** Masks of one layer of all nets, drawn from each net's own stream as if it stood alone. `units`: padded. */
function maskOf(
  jobs: readonly DenseJob[],
  layer: number,
  units: number,
  streams: readonly Streams[],
  { rows, longest }: Pick<Gathered, 'rows' | 'longest'>,
): Float32Array | null {
  if (streams.every((own) => !own[layer])) return null;
  const mask = new Float32Array(jobs.length * longest * units).fill(1);
  jobs.forEach(({ spec }, net) => {
    const stream = streams[net][layer];
    if (!stream) return;
    const own = spec.layers[layer].units;
    const drawn = dropoutMask(stream, spec.layers[layer].dropout, rows[net] * own);
    for (let i = 0; i < rows[net]; i++)
      mask.set(drawn.subarray(i * own, (i + 1) * own), (net * longest + i) * units);
  });
  return mask;
}

/** Brings gathered rows to the device; call inside a tidy. */
export function uploadBatch(
  k: Kernels,
  spec: NetSpec,
  jobs: readonly DenseJob[],
  gathered: Gathered,
  streams: readonly Streams[],
): StackBatch {
  const nets = jobs.length;
  const { rows, longest, x, target, scale } = gathered;
  return {
    rows,
    longest,
    x: k.input(x, [nets, longest, spec.inputs]),
    target: k.input(target, [nets, longest, target.length / (nets * longest)]),
    scale: k.input(scale, [nets, longest, 1]),
    masks: spec.layers.map(({ units }, layer) => {
      const mask = maskOf(jobs, layer, units, streams, gathered);
      return mask && k.input(mask, [nets, longest, units]);
    }),
    ones: k.input(new Float32Array(nets * longest).fill(1), [nets, 1, longest]),
  };
}
