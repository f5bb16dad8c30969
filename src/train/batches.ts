import type { NetSpec } from '../models/family';
import { type Rng, rng } from '../study/random';
import type { Batch } from './backprop';
import type { Kernels, Tensor } from './kernels';
import type { Rows } from './trainer';

/** The order in which epoch `epoch` takes the training rows. */
export function rowOrder(n: number, key: readonly (string | number)[], epoch: number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  return rng(...key, 'epoch', epoch).shuffle(order);
}

/** One stream a layer with dropout: rng(...key, 'epoch', epoch, 'dropout', layer); null where there is none. */
export const maskStreams = (
  spec: NetSpec,
  key: readonly (string | number)[],
  epoch: number,
): (Rng | null)[] =>
  spec.layers.map(({ dropout }, l) => (dropout > 0 ? rng(...key, 'epoch', epoch, 'dropout', l) : null));

/** Inverted dropout: kept units are scaled by 1 / (1 - rate), so that prediction needs no scaling. */
export function dropoutMask(random: Rng, rate: number, size: number): Float32Array {
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i++) mask[i] = random.next() < rate ? 0 : kept;
  return mask;
}

/** Gathers rows on the host and brings them to the device, with the constants that a batch of that size needs. */
export class Batcher {
  private readonly constants = new Map<number, { ones: Tensor; scale: Tensor }>();
  private readonly factor: number;
  private readonly units: number;

  constructor(
    private readonly k: Kernels,
    private readonly spec: NetSpec,
    private readonly rows: Rows,
  ) {
    this.factor = spec.loss === 'mse' ? 2 : 1;
    this.units = spec.layers[spec.layers.length - 1].units;
  }

  /** The rows `order[from..to)`; call inside a tidy. */
  batch(order: Uint32Array, from: number, to: number, streams: (Rng | null)[]): Batch {
    const { k, spec, units } = this;
    const { d, x, y, w, at } = this.rows;
    const n = to - from;
    const inputs = new Float32Array(n * d);
    const target = new Float32Array(n * units);
    const scale = this.factor / n;
    const scales = w && new Float32Array(n);
    for (let i = 0; i < n; i++) {
      const row = order[from + i];
      const place = at ? at[row] : row;
      inputs.set(x.subarray(place * d, (place + 1) * d), i * d);
      const ofRow = w ? w[row] * scale : scale;
      if (scales) scales[i] = ofRow;
      if (spec.loss === 'softmax') target[i * units + y[row]] = ofRow;
      else target[i] = y[row] * ofRow;
    }
    const constants = this.constantsFor(n, scale);
    return {
      n,
      x: k.input(inputs, [1, n, d]),
      target: k.input(target, [1, n, units]),
      masks: streams.map((random, l) => {
        const layer = spec.layers[l];
        return random && k.input(dropoutMask(random, layer.dropout, n * layer.units), [1, n, layer.units]);
      }),
      ...constants,
      ...(scales && { scale: k.input(scales, [1, n, 1]) }),
    };
  }

  dispose(): void {
    for (const { ones, scale } of this.constants.values()) {
      this.k.free(ones);
      this.k.free(scale);
    }
    this.constants.clear();
  }

  private constantsFor(n: number, scale: number): { ones: Tensor; scale: Tensor } {
    let found = this.constants.get(n);
    if (!found) {
      found = {
        ones: this.k.upload(new Float32Array(n).fill(1), [1, 1, n]),
        scale: this.k.upload(Float32Array.of(scale), []),
      };
      this.constants.set(n, found);
    }
    return found;
  }
}
