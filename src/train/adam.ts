import type { NetSpec } from '../models/family';
import type { Kernels, Tensor } from './kernels';
import type { Layout } from './layout';

const BETA1 = 0.9;
const BETA2 = 0.999;
/** What tf.train.adam takes for float32. */
const EPSILON = 1e-7;

/**
 * Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019: kernels shrink by
 * learning rate x decay before the step; biases do not), on one flat vector of all parameters.
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
  /** Per parameter 1 - learning rate x decay for kernels, 1 for biases. */
  private readonly shrink: Tensor | null;

  /** Owns `parameters` from now on. */
  constructor(
    private readonly k: Kernels,
    private readonly options: NetSpec['optimizer'],
    layout: Layout,
    public parameters: Tensor,
  ) {
    const { learningRate, weightDecay } = options;
    this.m = k.upload(new Float32Array(layout.size), [layout.size]);
    this.v = k.upload(new Float32Array(layout.size), [layout.size]);
    this.beta1 = k.upload(Float32Array.of(BETA1), []);
    this.beta2 = k.upload(Float32Array.of(BETA2), []);
    this.shrink =
      weightDecay > 0 ? k.upload(shrinkage(layout, learningRate * weightDecay), [layout.size]) : null;
  }

  /** One step along the gradient; call inside a tidy. */
  step(gradient: Tensor): void {
    const { k } = this;
    const t = ++this.steps;
    const correction = Math.sqrt(1 - BETA2 ** t);
    const rate =
      (this.options.learningRate * correction * (1 - BETA1)) / ((1 - BETA1 ** t) * Math.sqrt(1 - BETA2));
    const epsilon = (EPSILON * correction) / Math.sqrt(1 - BETA2);
    const m = k.add(k.mul(this.m, this.beta1), gradient);
    const v = k.add(k.mul(this.v, this.beta2), k.square(gradient));
    const direction = k.div(m, k.add(k.sqrt(v), k.input(Float32Array.of(epsilon), [])));
    const start = this.shrink ? k.mul(this.parameters, this.shrink) : this.parameters;
    const next = k.sub(start, k.mul(direction, k.input(Float32Array.of(rate), [])));
    for (const old of [this.m, this.v, this.parameters]) k.free(old);
    this.m = k.hold(m);
    this.v = k.hold(v);
    this.parameters = k.hold(next);
  }

  dispose(): void {
    for (const tensor of [this.m, this.v, this.parameters, this.beta1, this.beta2]) this.k.free(tensor);
    if (this.shrink) this.k.free(this.shrink);
  }
}

function shrinkage(layout: Layout, amount: number): Float32Array {
  const values = new Float32Array(layout.size).fill(1);
  for (const { kernel, bias } of layout.layers) values.fill(1 - amount, kernel, bias);
  return values;
}
