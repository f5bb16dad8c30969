import type { GraphNode } from '../../../models/graph';
import { slide } from '../../../models/graph-shapes';
import { type Into, type Op, type Plan, zero } from './op';

type Node = Extract<GraphNode, { op: 'maxPool' | 'avgPool' }>;

export class Pool implements Op {
  /** Height, width, channels, size, stride, padding before, output's sides. */
  private readonly sides: [number, number, number, number, number, number, number, number, number];

  constructor(private readonly plan: Plan<Node>) {
    const { size, stride, pad } = plan.node;
    const { height, width, step } = plan.inputs[0].tensor;
    const [vertical, horizontal] = [slide(height, size, stride, pad), slide(width, size, stride, pad)];
    const padding = [vertical.before, horizontal.before] as const;
    this.sides = [height, width, step, size, stride, ...padding, vertical.out, horizontal.out];
  }

  forward(n: number): void {
    const { k, inputs, output, node } = this.plan;
    const pool = node.op === 'maxPool' ? k.maxPool : k.avgPool;
    pool(inputs[0].at, n, ...this.sides, output.at);
  }

  backward(n: number, dy: number, [into]: readonly (Into | null)[]): void {
    if (!into) return;
    const { k, inputs, output, node } = this.plan;
    const { size, stride } = node;
    const { height, width, floats } = inputs[0].tensor;
    const once = stride === size && height % size === 0 && width % size === 0;
    const add = into.add || !once ? 1 : 0;
    if (!into.add && !once) zero(k, into.at, n * floats);
    if (node.op === 'maxPool') k.maxPoolGradient(inputs[0].at, n, ...this.sides, output.at, dy, into.at, add);
    else k.avgPoolGradient(n, ...this.sides, dy, into.at, add);
  }
}

export class GlobalAvgPool implements Op {
  constructor(private readonly plan: Plan) {}

  forward(n: number): void {
    const { k, inputs, output } = this.plan;
    const { height, width, step } = inputs[0].tensor;
    k.meanPixels(inputs[0].at, n, height * width, step, output.at);
  }

  backward(n: number, dy: number, [into]: readonly (Into | null)[]): void {
    if (!into) return;
    const { k, inputs } = this.plan;
    const { height, width, step } = inputs[0].tensor;
    k.meanPixelsGradient(dy, n, height * width, step, into.at, into.add ? 1 : 0);
  }
}
