import { slide } from '../../../models/graph-shapes';
import { ACCUMULATE, RELU } from '../kernels';
import type { Parameters } from '../parameters';
import type { Into, Op, Plan } from './op';
import { Windows } from './windows';

export interface ConvShape {
  size: number;
  stride: number;
  pad: 'same' | 'valid';
}

/**
 * Convolution, and dense as one of a single pixel. The gradient of the input is itself a convolution of dy with
 * the kernel turned; with a stride, the windows' gradients are computed and added up.
 */
export class Conv implements Op {
  private readonly windows: Windows;
  /** Over dy, for the gradient of the input where the stride is 1. */
  private readonly turned: Windows;
  private readonly panels: number;
  private readonly turnedPanels: number = 0;
  private readonly parameters: Parameters;
  private readonly depth: number;

  constructor(
    private readonly plan: Plan,
    private readonly shape: ConvShape,
  ) {
    const { arena, output, rows } = plan;
    const input = plan.inputs[0].tensor;
    const { size, stride, pad } = shape;
    this.parameters = plan.parameters as Parameters;
    this.depth = size * size * input.step;
    const vertical = slide(input.height, size, stride, pad);
    const horizontal = slide(input.width, size, stride, pad);
    const keep = plan.backward ? output.tensor.step : 0;
    this.windows = new Windows(plan.k, arena, input, rows, { size, stride, vertical, horizontal }, keep);
    this.panels = arena.keep(this.depth * output.tensor.step);
    const across = stride === 1 ? size : 1;
    const back = (axis: { before: number }, inside: number, outside: number) => {
      const before = across - 1 - axis.before;
      return { out: inside, before, after: inside + across - 1 - before - outside };
    };
    this.turned = new Windows(plan.k, arena, output.tensor, rows, {
      size: across,
      stride: 1,
      vertical:
        stride === 1 ? back(vertical, input.height, vertical.out) : { ...vertical, before: 0, after: 0 },
      horizontal:
        stride === 1 ? back(horizontal, input.width, horizontal.out) : { ...horizontal, before: 0, after: 0 },
    });
    if (plan.backward) {
      this.turnedPanels = arena.keep(this.depth * output.tensor.step);
      if (stride > 1) arena.needScratch(this.turned.group * this.turned.places * this.depth);
    }
  }

  prepare(): void {
    const { k, inputs, output } = this.plan;
    const { kernel } = this.parameters;
    k.pack(kernel, this.depth, output.tensor.step, this.panels);
    if (!this.turnedPanels) return;
    const { size, stride } = this.shape;
    if (stride === 1)
      k.packTurned(kernel, size * size, inputs[0].tensor.step, output.tensor.step, this.turnedPanels);
    else k.packTurned(kernel, 1, this.depth, output.tensor.step, this.turnedPanels);
  }

  forward(n: number): void {
    const { k, inputs, output, top } = this.plan;
    const { step } = output.tensor;
    const flags = top === Number.POSITIVE_INFINITY ? RELU : 0;
    this.windows.each(inputs[0].at, n, false, (first, pixels, { src, table, rows, inner, rowStep }) => {
      const to = output.at + 4 * first * step;
      k.multiply(
        src,
        table,
        pixels,
        rows,
        inner,
        rowStep,
        this.panels,
        this.parameters.bias,
        to,
        step,
        flags,
      );
    });
    if (top > 0 && flags === 0) k.clamp(output.at, n * output.tensor.floats, top, output.at);
  }

  backward(n: number, dy: number, [into]: readonly (Into | null)[]): void {
    if (this.parameters.learned) this.parameterGradient(n, dy);
    if (!into) return;
    if (this.shape.stride === 1) this.inputGradient(n, dy, into);
    else this.stridedGradient(n, dy, into);
  }

  private parameterGradient(n: number, dy: number): void {
    const { k, inputs, output } = this.plan;
    const { step } = output.tensor;
    const { kernelGradient, biasGradient } = this.parameters;
    this.windows.each(inputs[0].at, n, true, (first, pixels, { src, table, rows, inner, rowStep }) => {
      const from = dy + 4 * first * step;
      k.filterGradient(src, table, pixels, rows, inner, rowStep, from, step, kernelGradient);
    });
    if (biasGradient) k.sumPixels(dy, n * this.windows.places, step, biasGradient);
  }

  private inputGradient(n: number, dy: number, { at, add }: Into): void {
    const { k, inputs } = this.plan;
    const { step } = inputs[0].tensor;
    this.turned.each(dy, n, false, (first, pixels, { src, table, rows, inner, rowStep }) => {
      const to = at + 4 * first * step;
      const flags = add ? ACCUMULATE : 0;
      k.multiply(src, table, pixels, rows, inner, rowStep, this.turnedPanels, 0, to, step, flags);
    });
  }

  private stridedGradient(n: number, dy: number, { at, add }: Into): void {
    const { k, arena, inputs } = this.plan;
    const { tensor } = inputs[0];
    const { size, stride } = this.shape;
    const { vertical, horizontal } = this.windows.slides;
    const { places } = this.turned;
    if (!add) new Uint8Array(k.memory.buffer, at, 4 * n * tensor.floats).fill(0);
    this.turned.each(dy, n, false, (first, pixels, { src, table, rows, inner, rowStep }) => {
      const columns = arena.scratch;
      k.multiply(src, table, pixels, rows, inner, rowStep, this.turnedPanels, 0, columns, this.depth, 0);
      for (let row = 0; row < pixels / places; row++)
        k.addColumns(
          columns + 4 * row * places * this.depth,
          tensor.height,
          tensor.width,
          tensor.step,
          size,
          stride,
          vertical.before,
          horizontal.before,
          vertical.out,
          horizontal.out,
          at + 4 * (first / places + row) * tensor.floats,
        );
    });
  }
}
