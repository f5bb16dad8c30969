import type { Descent } from '../../models/family';
import { BETA1, BETA2, stepScalars } from '../adam';
import type { Kernels, Tensor } from '../kernels';

/** Parameters and moments of some nets [nets, size], and the steps each has made. */
export interface NetsState {
  parameters: Tensor;
  m: Tensor;
  v: Tensor;
  steps: number[];
}

/** Of nets that begin. */
export function freshState(k: Kernels, parameters: Float32Array, nets: number): NetsState {
  const shape = [nets, parameters.length / nets];
  const zeros = () => k.upload(new Float32Array(parameters.length), shape);
  return { parameters: k.upload(parameters, shape), m: zeros(), v: zeros(), steps: new Array(nets).fill(0) };
}

export function freeState(k: Kernels, { parameters, m, v }: NetsState): void {
  for (const tensor of [parameters, m, v]) k.free(tensor);
}

/** The states of several as one; theirs are freed. */
export function joinStates(k: Kernels, states: readonly NetsState[]): NetsState {
  const joined = (part: 'parameters' | 'm' | 'v') =>
    k.tidy(() =>
      k.hold(
        k.concat(
          states.map((state) => state[part]),
          0,
        ),
      ),
    );
  const all = {
    parameters: joined('parameters'),
    m: joined('m'),
    v: joined('v'),
    steps: states.flatMap(({ steps }) => steps),
  };
  for (const state of states) freeState(k, state);
  return all;
}

/** Rows of a tensor [nets, size], held. */
export function netsOf(k: Kernels, all: Tensor, from: number, nets: number): Tensor {
  const [whole, size] = all.shape;
  if (nets === whole) return k.hold(all);
  return k.tidy(() => k.hold(k.run('Slice', { x: all }, { begin: [from, 0], size: [nets, size] })));
}

/**
 * AdamW as in ../adam.ts on the parameters of several nets [nets, size], each with its own learning rate, weight decay
 * and count of steps. A net may sit a step out, where its epoch has fewer batches: nothing of it changes then.
 */
export class StackAdam {
  private readonly beta1: Tensor;
  private readonly beta2: Tensor;
  /** 1 - learning rate x decay where it decays; null where no net decays. */
  private readonly shrink: Tensor | null;
  /** [1, size]: 1 where it decays; made when a net first sits out. */
  private decaying: Tensor | null = null;
  private one: Tensor | null = null;

  /** Owns `state` from now on. `kernels`: from where to where what decays stands in each net's. */
  constructor(
    private readonly k: Kernels,
    private readonly optimizers: readonly Descent[],
    private readonly kernels: readonly (readonly [number, number])[],
    private readonly state: NetsState,
  ) {
    const [nets, size] = state.parameters.shape;
    this.beta1 = k.upload(Float32Array.of(BETA1), []);
    this.beta2 = k.upload(Float32Array.of(BETA2), []);
    const decays = optimizers.some(({ weightDecay }) => weightDecay > 0);
    this.shrink = decays ? k.upload(this.shrunk(), [nets, size]) : null;
  }

  get parameters(): Tensor {
    return this.state.parameters;
  }

  /** One step along the gradients [nets, size] of the nets that take part; call inside a tidy. */
  step(gradient: Tensor, part: readonly boolean[]): void {
    const { k, state } = this;
    const [nets] = state.parameters.shape;
    const whole = part.every(Boolean);
    const scalars = this.optimizers.map(({ learningRate }, net) =>
      part[net] ? stepScalars(++state.steps[net], learningRate) : { rate: 0, epsilon: 1 },
    );
    const column = (values: number[]): Tensor => k.input(Float32Array.from(values), [nets, 1]);
    // A moment that is multiplied by 1 and to which 0 is added stays: gradients of who sits out are 0.
    const keep = (beta: number, all: Tensor): Tensor =>
      whole ? all : column(part.map((takes) => (takes ? beta : 1)));
    const m = k.add(k.mul(state.m, keep(BETA1, this.beta1)), gradient);
    const v = k.add(k.mul(state.v, keep(BETA2, this.beta2)), k.square(gradient));
    const direction = k.div(m, k.add(k.sqrt(v), column(scalars.map(({ epsilon }) => epsilon))));
    const shrink = this.shrink && (whole ? this.shrink : this.shrunkWithout(part, column));
    const start = shrink ? k.mul(state.parameters, shrink) : state.parameters;
    const next = k.sub(start, k.mul(direction, column(scalars.map(({ rate }) => rate))));
    freeState(k, state);
    state.m = k.hold(m);
    state.v = k.hold(v);
    state.parameters = k.hold(next);
  }

  /** The state of some of its nets, theirs from now on. */
  slice(from: number, nets: number): NetsState {
    const { k, state } = this;
    return {
      parameters: netsOf(k, state.parameters, from, nets),
      m: netsOf(k, state.m, from, nets),
      v: netsOf(k, state.v, from, nets),
      steps: state.steps.slice(from, from + nets),
    };
  }

  dispose(): void {
    freeState(this.k, this.state);
    for (const tensor of [this.beta1, this.beta2, this.shrink, this.decaying, this.one])
      if (tensor) this.k.free(tensor);
  }

  private shrunk(): Float32Array {
    const [nets, size] = this.state.parameters.shape;
    const values = new Float32Array(nets * size).fill(1);
    this.optimizers.forEach(({ learningRate, weightDecay }, net) => {
      const kept = 1 - learningRate * weightDecay;
      for (const [from, to] of this.kernels) values.fill(kept, net * size + from, net * size + to);
    });
    return values;
  }

  /** Made on the device: nets with larger batches sit out in most steps. */
  private shrunkWithout(part: readonly boolean[], column: (values: number[]) => Tensor): Tensor {
    const { k } = this;
    const [, size] = this.state.parameters.shape;
    if (!this.decaying || !this.one) {
      const values = new Float32Array(size);
      for (const [from, to] of this.kernels) values.fill(1, from, to);
      this.decaying = k.upload(values, [1, size]);
      this.one = k.upload(Float32Array.of(1), []);
    }
    const lost = this.optimizers.map(({ learningRate, weightDecay }, net) =>
      part[net] ? learningRate * weightDecay : 0,
    );
    return k.sub(this.one, k.mul(this.decaying, column(lost)));
  }
}
