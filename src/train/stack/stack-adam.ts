import type { NetSpec } from '../../models/family';
import { BETA1, BETA2, stepScalars } from '../adam';
import type { Kernels, Tensor } from '../kernels';

type Optimizer = NetSpec['optimizer'];

/**
 * AdamW as in ../adam.ts on the parameters of several nets [nets, size], each with its own learning rate, weight decay
 * and count of steps. A net may sit a step out, where its epoch has fewer batches: nothing of it changes then.
 */
export class StackAdam {
  private m: Tensor;
  private v: Tensor;
  private readonly steps: number[];
  private readonly beta1: Tensor;
  private readonly beta2: Tensor;
  /** 1 - learning rate x decay where it decays; null where no net decays. */
  private readonly shrink: Tensor | null;

  /** Owns `parameters` from now on. `kernels`: from where to where what decays stands in each net's. */
  constructor(
    private readonly k: Kernels,
    private readonly optimizers: readonly Optimizer[],
    private readonly kernels: readonly (readonly [number, number])[],
    public parameters: Tensor,
  ) {
    const [nets, size] = parameters.shape;
    this.m = k.upload(new Float32Array(nets * size), [nets, size]);
    this.v = k.upload(new Float32Array(nets * size), [nets, size]);
    this.steps = optimizers.map(() => 0);
    this.beta1 = k.upload(Float32Array.of(BETA1), []);
    this.beta2 = k.upload(Float32Array.of(BETA2), []);
    const all = optimizers.map(() => true);
    this.shrink = optimizers.some(({ weightDecay }) => weightDecay > 0)
      ? k.upload(this.shrunk(all), [nets, size])
      : null;
  }

  /** One step along the gradients [nets, size] of the nets that take part; call inside a tidy. */
  step(gradient: Tensor, part: readonly boolean[]): void {
    const { k } = this;
    const [nets, size] = this.parameters.shape;
    const whole = part.every(Boolean);
    const scalars = this.optimizers.map(({ learningRate }, net) =>
      part[net] ? stepScalars(++this.steps[net], learningRate) : { rate: 0, epsilon: 1 },
    );
    const column = (values: number[]): Tensor => k.input(Float32Array.from(values), [nets, 1]);
    // A moment that is multiplied by 1 and to which 0 is added stays: gradients of who sits out are 0.
    const keep = (beta: number, all: Tensor): Tensor =>
      whole ? all : column(part.map((takes) => (takes ? beta : 1)));
    const m = k.add(k.mul(this.m, keep(BETA1, this.beta1)), gradient);
    const v = k.add(k.mul(this.v, keep(BETA2, this.beta2)), k.square(gradient));
    const direction = k.div(m, k.add(k.sqrt(v), column(scalars.map(({ epsilon }) => epsilon))));
    const shrink = this.shrink && (whole ? this.shrink : k.input(this.shrunk(part), [nets, size]));
    const start = shrink ? k.mul(this.parameters, shrink) : this.parameters;
    const next = k.sub(start, k.mul(direction, column(scalars.map(({ rate }) => rate))));
    for (const old of [this.m, this.v, this.parameters]) k.free(old);
    this.m = k.hold(m);
    this.v = k.hold(v);
    this.parameters = k.hold(next);
  }

  dispose(): void {
    for (const tensor of [this.m, this.v, this.parameters, this.beta1, this.beta2]) this.k.free(tensor);
    if (this.shrink) this.k.free(this.shrink);
  }

  private shrunk(part: readonly boolean[]): Float32Array {
    const [nets, size] = this.parameters.shape;
    const values = new Float32Array(nets * size).fill(1);
    this.optimizers.forEach(({ learningRate, weightDecay }, net) => {
      if (!part[net]) return;
      const kept = 1 - learningRate * weightDecay;
      for (const [from, to] of this.kernels) values.fill(kept, net * size + from, net * size + to);
    });
    return values;
  }
}
