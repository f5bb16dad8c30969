import type { Descent } from '../models/family';
import type { Kernels, Tensor } from './kernels';

export const BETA1 = 0.9;
export const BETA2 = 0.999;
/** What tf.train.adam takes for float32. */
const EPSILON = 1e-7;

/** Added to the norm that clipping divides by, as torch.nn.utils.clip_grad_norm_ does. */
export const CLIP_EPSILON = 1e-6;

/** The two scalars of step `t` (from 1): the rate with both bias corrections in it, and what is added to the root. */
export function stepScalars(t: number, learningRate: number): { rate: number; epsilon: number } {
  const correction = Math.sqrt(1 - BETA2 ** t);
  return {
    rate: (learningRate * correction * (1 - BETA1)) / ((1 - BETA1 ** t) * Math.sqrt(1 - BETA2)),
    epsilon: (EPSILON * correction) / Math.sqrt(1 - BETA2),
  };
}

/**
 * Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019: kernels shrink by
 * learning rate x decay before the step; other parameters do not), on one flat vector of all parameters.
 *
 * The same numbers as tf.train.adam in fewer operations: the moments are kept divided by (1 - beta), so that
 * a new gradient is added as it is, and both bias corrections go into the two scalars of the step.
 */
export class AdamW {
  private m: Tensor;
  private v: Tensor;
  private steps = 0;
  private readonly beta1: Tensor;
  private readonly beta2: Tensor;
  /** Per parameter the weight decay: of kernels only. */
  private readonly decay: Tensor | null;
  /** 1 - learning rate x decay, for the rate it was last asked for. */
  private shrink: { rate: number; values: Tensor } | null = null;

  /** Owns `parameters` [size] from now on. `kernels`: from where to where what decays stands in them. */
  constructor(
    private readonly k: Kernels,
    private readonly options: Pick<Descent, 'learningRate' | 'weightDecay'> & {
      clipNorm?: number;
    },
    kernels: readonly (readonly [number, number])[],
    public parameters: Tensor,
  ) {
    const { shape } = parameters;
    this.m = k.upload(new Float32Array(shape[0]), shape);
    this.v = k.upload(new Float32Array(shape[0]), shape);
    this.beta1 = k.upload(Float32Array.of(BETA1), []);
    this.beta2 = k.upload(Float32Array.of(BETA2), []);
    const { weightDecay } = options;
    this.decay = weightDecay > 0 ? k.upload(decayOf(shape[0], kernels, weightDecay), shape) : null;
  }

  /** One step along the gradient, at `factor` of the learning rate; call inside a tidy. */
  step(gradient: Tensor, factor = 1): void {
    const { k } = this;
    const t = ++this.steps;
    const learningRate = this.options.learningRate * factor;
    const { rate, epsilon } = stepScalars(t, learningRate);
    const g = this.clipped(gradient);
    const m = k.add(k.mul(this.m, this.beta1), g);
    const v = k.add(k.mul(this.v, this.beta2), k.square(g));
    const direction = k.div(m, k.add(k.sqrt(v), this.scalar(epsilon)));
    const shrink = this.shrinkAt(learningRate);
    const start = shrink ? k.mul(this.parameters, shrink) : this.parameters;
    const next = k.sub(start, k.mul(direction, this.scalar(rate)));
    for (const old of [this.m, this.v, this.parameters]) k.free(old);
    this.m = k.hold(m);
    this.v = k.hold(v);
    this.parameters = k.hold(next);
  }

  dispose(): void {
    for (const tensor of [this.m, this.v, this.parameters, this.beta1, this.beta2]) this.k.free(tensor);
    if (this.decay) this.k.free(this.decay);
    if (this.shrink) this.k.free(this.shrink.values);
  }

  private scalar(value: number): Tensor {
    return this.k.input(Float32Array.of(value), []);
  }

  /** The gradient no longer than clipNorm; its length never leaves the device. */
  private clipped(gradient: Tensor): Tensor {
    const { k } = this;
    const { clipNorm = 0 } = this.options;
    if (clipNorm <= 0) return gradient;
    const norm = k.sqrt(k.sum(k.square(gradient), [0]));
    const share = k.div(this.scalar(clipNorm), k.add(norm, this.scalar(CLIP_EPSILON)));
    return k.mul(gradient, k.run('Minimum', { a: share, b: this.scalar(1) }));
  }

  private shrinkAt(rate: number): Tensor | null {
    const { k, decay } = this;
    if (!decay) return null;
    if (this.shrink?.rate !== rate) {
      if (this.shrink) k.free(this.shrink.values);
      const values = k.hold(k.sub(this.scalar(1), k.mul(decay, this.scalar(rate))));
      this.shrink = { rate, values };
    }
    return this.shrink.values;
  }
}

function decayOf(
  size: number,
  kernels: readonly (readonly [number, number])[],
  amount: number,
): Float32Array {
  const values = new Float32Array(size);
  for (const [from, to] of kernels) values.fill(amount, from, to);
  return values;
}
