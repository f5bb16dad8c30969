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
  /** [nets, longest, inputs] */
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

/** Rows `from` to `from + batch size` of each net's order. */
export function gather(jobs: readonly DenseJob[], orders: readonly Uint32Array[], from: number): Gathered {
  const { spec } = jobs[0];
  const size = spec.optimizer.batchSize;
  const { inputs } = spec;
  const units = spec.layers[spec.layers.length - 1].units;
  const rows = jobs.map(({ train: { n } }) => Math.max(0, Math.min(size, n - from)));
  const longest = Math.max(...rows);
  const x = new Float32Array(jobs.length * longest * inputs);
  const target = new Float32Array(jobs.length * longest * units);
  const scale = new Float32Array(jobs.length * longest);
  const factor = spec.loss === 'mse' ? 2 : 1;
  jobs.forEach(({ train: own }, net) => {
    for (let i = 0; i < rows[net]; i++) {
      const row = orders[net][from + i];
      const place = own.at ? own.at[row] : row;
      const at = net * longest + i;
      x.set(own.x.subarray(place * inputs, (place + 1) * inputs), at * inputs);
      const ofRow = ((own.w ? own.w[row] : 1) * factor) / rows[net];
      scale[at] = ofRow;
      if (spec.loss === 'softmax') target[at * units + own.y[row]] = ofRow;
      else target[at] = own.y[row] * ofRow;
    }
  });
  return { rows, longest, x, target, scale };
}

/** Masks of one layer of all nets, drawn from each net's own stream as if it stood alone. */
function maskOf(
  specs: readonly NetSpec[],
  layer: number,
  streams: readonly Streams[],
  { rows, longest }: Pick<Gathered, 'rows' | 'longest'>,
): Float32Array | null {
  if (streams.every((own) => !own[layer])) return null;
  const { units } = specs[0].layers[layer];
  const mask = new Float32Array(specs.length * longest * units).fill(1);
  specs.forEach((spec, net) => {
    const stream = streams[net][layer];
    if (stream)
      mask.set(dropoutMask(stream, spec.layers[layer].dropout, rows[net] * units), net * longest * units);
  });
  return mask;
}

/** Brings gathered rows to the device; call inside a tidy. */
export function uploadBatch(
  k: Kernels,
  jobs: readonly DenseJob[],
  gathered: Gathered,
  streams: readonly Streams[],
): StackBatch {
  const nets = jobs.length;
  const { rows, longest, x, target, scale } = gathered;
  const specs = jobs.map(({ spec }) => spec);
  return {
    rows,
    longest,
    x: k.input(x, [nets, longest, specs[0].inputs]),
    target: k.input(target, [nets, longest, target.length / (nets * longest)]),
    scale: k.input(scale, [nets, longest, 1]),
    masks: specs[0].layers.map(({ units }, layer) => {
      const mask = maskOf(specs, layer, streams, gathered);
      return mask && k.input(mask, [nets, longest, units]);
    }),
    ones: k.input(new Float32Array(nets * longest).fill(1), [nets, 1, longest]),
  };
}
