import type { GraphNode } from '../../../models/graph';
import { slide } from '../../../models/graph-shapes';
import type { Parameters } from '../parameters';
import { type Into, type Op, type Plan, zero } from './op';

type Node = Extract<GraphNode, { op: 'depthwise' }>;

/** One filter a channel. */
export class Depthwise implements Op {
  private readonly parameters: Parameters;
  /** Height, width, channels, size, stride, padding before, output's sides. */
  private readonly sides: [number, number, number, number, number, number, number, number, number];

  constructor(private readonly plan: Plan<Node>) {
    const { size, stride, pad } = plan.node;
    const { height, width, step } = plan.inputs[0].tensor;
    const [vertical, horizontal] = [slide(height, size, stride, pad), slide(width, size, stride, pad)];
    this.parameters = plan.parameters as Parameters;
    const padding = [vertical.before, horizontal.before] as const;
    this.sides = [height, width, step, size, stride, ...padding, vertical.out, horizontal.out];
  }

  forward(n: number): void {
    const { k, inputs, output, top } = this.plan;
    const { kernel, bias } = this.parameters;
    k.depthwise(inputs[0].at, n, ...this.sides, kernel, bias, output.at);
    if (top > 0) k.clamp(output.at, n * output.tensor.floats, top, output.at);
  }

  backward(n: number, dy: number, [into]: readonly (Into | null)[]): void {
    const { k, inputs, output } = this.plan;
    const { learned, kernel, kernelGradient, biasGradient } = this.parameters;
    if (learned) k.depthwiseFilter(inputs[0].at, n, ...this.sides, dy, kernelGradient);
    const { height, width, step } = output.tensor;
    if (biasGradient) k.sumPixels(dy, n * height * width, step, biasGradient);
    if (!into) return;
    if (!into.add) zero(k, into.at, n * inputs[0].tensor.floats);
    k.depthwiseInput(n, ...this.sides, kernel, dy, into.at);
  }
}
