import { copy, type Into, type Op, type Plan, zero } from './op';

/** relu and relu6; where it shares the memory of the node before it, that node may have done it. */
export class Clamp implements Op {
  constructor(
    private readonly plan: Plan,
    private readonly limit: number,
    /** Forward, and backward, by the node before. */
    private readonly done: { forward: boolean; backward: boolean },
  ) {}

  forward(n: number): void {
    const { k, inputs, output } = this.plan;
    if (!this.done.forward) k.clamp(inputs[0].at, n * output.tensor.floats, this.limit, output.at);
  }

  backward(n: number, dy: number, [into]: readonly (Into | null)[]): void {
    if (!into || this.done.backward) return;
    const { k, output } = this.plan;
    const add = into.add ? 1 : 0;
    k.clampGradient(dy, output.at, n * output.tensor.floats, this.limit, into.at, add);
  }
}

export class Add implements Op {
  constructor(private readonly plan: Plan) {}

  forward(n: number): void {
    const { k, inputs, output, top } = this.plan;
    const count = n * output.tensor.floats;
    k.sum(inputs[0].at, inputs[1].at, count, output.at);
    if (top > 0) k.clamp(output.at, count, top, output.at);
  }

  backward(n: number, dy: number, into: readonly (Into | null)[]): void {
    const { k, output } = this.plan;
    const count = n * output.tensor.floats;
    for (const to of into) {
      if (to?.add) k.sum(dy, to.at, count, to.at);
      else if (to) copy(k, dy, to.at, count);
    }
  }
}

export class Concat implements Op {
  constructor(private readonly plan: Plan) {}

  forward(n: number): void {
    const { k, inputs, output } = this.plan;
    const { height, width, step, channels, floats } = output.tensor;
    if (channels < step) zero(k, output.at, n * floats);
    let begin = 0;
    for (const { tensor, at } of inputs) {
      const to = output.at + 4 * begin;
      k.copyChannels(at, tensor.step, to, step, tensor.channels, n * height * width, 0);
      begin += tensor.channels;
    }
  }

  backward(n: number, dy: number, into: readonly (Into | null)[]): void {
    const { k, inputs, output } = this.plan;
    const { height, width, step } = output.tensor;
    let begin = 0;
    for (const [i, { tensor }] of inputs.entries()) {
      const to = into[i];
      if (to && !to.add && tensor.channels < tensor.step) zero(k, to.at, n * tensor.floats);
      if (to) {
        const [from, pixels, add] = [dy + 4 * begin, n * height * width, to.add ? 1 : 0];
        k.copyChannels(from, step, to.at, tensor.step, tensor.channels, pixels, add);
      }
      begin += tensor.channels;
    }
  }
}

/** Inverted dropout: its mask is written by whoever draws it, before each training pass. */
export class Dropout implements Op {
  private readonly mask: number;
  private live = false;

  constructor(private readonly plan: Plan) {
    this.mask = plan.backward ? plan.arena.keep(plan.rows * plan.output.tensor.floats) : 0;
  }

  /** `mask` [n, height, width, channels]: 0 or 1 / (1 - rate). */
  drop(mask: Float32Array): void {
    const { channels, step } = this.plan.output.tensor;
    const heap = new Float32Array(this.plan.k.memory.buffer, this.mask, (mask.length / channels) * step);
    for (let p = 0; p * channels < mask.length; p++)
      heap.set(mask.subarray(p * channels, (p + 1) * channels), p * step);
  }

  forward(n: number, training: boolean): void {
    const { k, inputs, output } = this.plan;
    this.live = training;
    const count = n * output.tensor.floats;
    if (training) k.product(inputs[0].at, this.mask, count, output.at, 0);
    else copy(k, inputs[0].at, output.at, count);
  }

  backward(n: number, dy: number, [into]: readonly (Into | null)[]): void {
    if (!into) return;
    const { k, output } = this.plan;
    const count = n * output.tensor.floats;
    if (this.live) k.product(dy, this.mask, count, into.at, into.add ? 1 : 0);
    else if (into.add) k.sum(dy, into.at, count, into.at);
    else copy(k, dy, into.at, count);
  }
}
