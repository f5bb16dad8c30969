import type { GraphNode } from '../../../models/graph';
import { MOMENTUM } from '../../graph/reference';
import type { Parameters } from '../parameters';
import type { Into, Op, Plan } from './op';

type Node = Extract<GraphNode, { op: 'batchNorm' }>;

/** Batch normalization (Ioffe & Szegedy 2015), with the relu that may follow it in the same passes over memory. */
export class BatchNorm implements Op {
  private readonly parameters: Parameters;
  private readonly batch: { mean: number; variance: number };
  private readonly inverse: number;
  private readonly scale: number;
  private readonly shift: number;
  /** Coefficients of backpropagation. */
  private readonly b: number;
  private readonly c: number;
  /** Whether the last forward pass took the batch's own statistics. */
  private live = false;

  constructor(private readonly plan: Plan<Node>) {
    const vector = () => plan.arena.keep(plan.output.tensor.step);
    this.parameters = plan.parameters as Parameters;
    this.batch = { mean: vector(), variance: vector() };
    [this.inverse, this.scale, this.shift, this.b, this.c] = Array.from({ length: 5 }, vector);
  }

  forward(n: number, training: boolean): void {
    const { k, inputs, output, node, top } = this.plan;
    const { height, width, step } = output.tensor;
    const { kernel, bias, ...moving } = this.parameters;
    const pixels = n * height * width;
    this.live = training && !node.frozen;
    if (this.live) {
      k.moments(inputs[0].at, pixels, step, this.batch.mean, this.batch.variance);
      k.follow(moving.mean, this.batch.mean, MOMENTUM, step);
      k.follow(moving.variance, this.batch.variance, MOMENTUM, step);
    }
    const { mean, variance } = this.live ? this.batch : moving;
    k.foldNorm(mean, variance, kernel, bias, node.epsilon, step, this.inverse, this.scale, this.shift);
    k.scaleShift(inputs[0].at, pixels, step, this.scale, this.shift, output.at, top);
  }

  backward(n: number, dy: number, [into]: readonly (Into | null)[]): void {
    const { k, inputs, output, top } = this.plan;
    const { height, width, step } = output.tensor;
    const { learned, kernelGradient, biasGradient } = this.parameters;
    const pixels = n * height * width;
    const [x, y] = [inputs[0].at, output.at];
    const { mean } = this.live ? this.batch : this.parameters;
    if (learned) k.normSums(dy, x, y, top, pixels, step, mean, this.inverse, kernelGradient, biasGradient);
    if (!into) return;
    const add = into.add ? 1 : 0;
    if (!this.live) {
      k.normInput(dy, x, y, top, pixels, step, this.scale, 0, 0, into.at, add);
      return;
    }
    const { scale, inverse, b, c } = this;
    k.normCoefficients(scale, mean, inverse, kernelGradient, biasGradient, pixels, step, b, c);
    k.normInput(dy, x, y, top, pixels, step, scale, b, c, into.at, add);
  }
}
