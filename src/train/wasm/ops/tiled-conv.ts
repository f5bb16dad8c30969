import { slide } from '../../../models/graph-shapes';
import { ACCUMULATE, RELU } from '../kernels';
import type { Parameters } from '../parameters';
import type { ConvShape } from './conv';
import { type Into, type Op, type Plan, zero } from './op';
import { Tiles } from './tiles';

const SIZE = 3;
const NUMBERS = 16;
/** Fewer channels than this, and transforming the tiles costs what the products save. */
const ENOUGH = 16;
/** Most outputs that tiles may compute, for each that there is. */
const WASTE = 1.35;

/** Whether a convolution is faster by tiles. */
export function worthTiles(plan: Plan, { size, stride, pad }: ConvShape): boolean {
  const { tensor: input } = plan.inputs[0];
  const { tensor: output } = plan.output;
  if (size !== SIZE || stride !== 1 || input.step < ENOUGH || output.step < ENOUGH) return false;
  const even = (n: number) => 2 * Math.ceil(n / 2);
  const [h, w] = [slide(input.height, size, stride, pad).out, slide(input.width, size, stride, pad).out];
  return input.step % 4 === 0 && even(h) * even(w) <= WASTE * h * w;
}

/** A 3 x 3 convolution by Winograd's tiles, with its gradients: see assembly/winograd.ts. */
export class TiledConv implements Op {
  private readonly parameters: Parameters;
  private readonly tiles: Tiles;
  private readonly back: Tiles;
  private readonly panels: number;
  private readonly turnedPanels: number = 0;
  private readonly sums: number = 0;
  /** Floats of the kernel's [inputs, channels]. */
  private readonly floats: number;

  constructor(
    private readonly plan: Plan,
    { pad }: ConvShape,
  ) {
    const { k, arena, output, rows, inputs } = plan;
    const { tensor } = inputs[0];
    this.parameters = plan.parameters as Parameters;
    this.floats = tensor.step * output.tensor.step;
    const [vertical, horizontal] = [tensor.height, tensor.width].map((n) => slide(n, SIZE, 1, pad));
    this.tiles = new Tiles(k, arena, tensor, output.tensor, rows, vertical, horizontal);
    this.panels = arena.keep(NUMBERS * this.floats);
    const turned = ({ before }: { before: number }, out: number) => {
      return { out, before: SIZE - 1 - before, after: SIZE - 1 - before };
    };
    const [up, left] = [turned(vertical, tensor.height), turned(horizontal, tensor.width)];
    this.back = new Tiles(k, arena, output.tensor, tensor, rows, up, left);
    if (plan.backward) {
      this.turnedPanels = arena.keep(NUMBERS * this.floats);
      this.sums = arena.keep(NUMBERS * this.floats);
    }
  }

  prepare(): void {
    const { k, inputs, output } = this.plan;
    const { kernel } = this.parameters;
    const [channels, filters] = [inputs[0].tensor.step, output.tensor.step];
    k.tilesKernel(kernel, channels, filters, 0, this.panels);
    if (this.turnedPanels) k.tilesKernel(kernel, channels, filters, 1, this.turnedPanels);
  }

  forward(n: number): void {
    const { k, inputs, output, top } = this.plan;
    const flags = top === Number.POSITIVE_INFINITY ? RELU : 0;
    const to = { ...output, flags, bias: this.parameters.bias };
    this.convolve(this.tiles, inputs[0], n, this.panels, to);
    if (top > 0 && flags === 0) k.clamp(output.at, n * output.tensor.floats, top, output.at);
  }

  backward(n: number, dy: number, [into]: readonly (Into | null)[]): void {
    const { inputs, output } = this.plan;
    if (this.parameters.learned) this.parameterGradient(n, dy);
    if (!into) return;
    const to = { tensor: inputs[0].tensor, at: into.at, flags: into.add ? ACCUMULATE : 0, bias: 0 };
    this.convolve(this.back, { tensor: output.tensor, at: dy }, n, this.turnedPanels, to);
  }

  private convolve(
    tiles: Tiles,
    from: Plan['output'],
    n: number,
    panels: number,
    to: Plan['output'] & { flags: number; bias: number },
  ): void {
    const { k } = this.plan;
    const { width, step, floats } = to.tensor;
    tiles.each(from.at, n, (chunk) => {
      k.tilesMultiply(tiles.v, tiles.linear, chunk.tiles, from.tensor.step, panels, tiles.m, step);
      const dst = to.at + 4 * chunk.row * floats;
      k.tilesOut(tiles.m, chunk.places, chunk.tiles, 4 * width * step, step, to.bias, dst, to.flags);
    });
  }

  private parameterGradient(n: number, dy: number): void {
    const { k, inputs, output } = this.plan;
    const { height, width, step, floats } = output.tensor;
    const { kernelGradient, biasGradient } = this.parameters;
    const { tiles, sums } = this;
    const channels = inputs[0].tensor.step;
    zero(k, sums, NUMBERS * this.floats);
    tiles.each(inputs[0].at, n, (chunk) => {
      const from = dy + 4 * chunk.row * floats;
      k.tilesBack(from, chunk.places, chunk.tiles, 4 * width * step, step, tiles.m);
      k.tilesFilter(tiles.v, tiles.linear, chunk.tiles, channels, tiles.m, step, sums);
    });
    k.tilesGradient(sums, this.floats, kernelGradient);
    if (biasGradient) k.sumPixels(dy, n * height * width, step, biasGradient);
  }
}
