import type { Slide } from '../../../models/graph-shapes';
import type { Arena } from '../arena';
import type { ConvKernels } from '../kernels';
import type { Tensor } from '../tensors';

/** Where the windows of some pixels lie, as `multiply` and `filterGradient` take it; steps in bytes, inner in floats. */
export interface Laid {
  src: number;
  table: number;
  rows: number;
  inner: number;
  rowStep: number;
}

export interface Sliding {
  size: number;
  stride: number;
  vertical: Slide;
  horizontal: Slide;
}

/** Rows of a window shorter than this (floats) cost more in loops than in arithmetic. */
const SHORT = 24;
/** Pixels worth one call of a kernel. */
const ENOUGH = 240;

/**
 * The windows that slide over a tensor's rows, some rows at a time: in place where nothing is padded; else in a
 * copy with zeros around; from there, for few channels, each window is copied whole.
 */
export class Windows {
  /** Windows of a row. */
  readonly places: number;
  /** Rows at a time. */
  readonly group: number;
  private readonly padded: boolean;
  private readonly high: number;
  private readonly wide: number;
  /** Floats of a window. */
  private readonly depth: number;
  private readonly laid: Laid;
  /** Windows copied whole: their own table and, where all rows are kept until they are asked for again, their place. */
  private readonly whole: Laid | null = null;
  private readonly kept: number = 0;
  private written = false;

  /** `keep`: the most floats of a window worth keeping from the forward pass to the backward pass. */
  constructor(
    private readonly k: ConvKernels,
    private readonly arena: Arena,
    private readonly tensor: Tensor,
    rows: number,
    readonly slides: Sliding,
    keep = 0,
  ) {
    const { size, vertical, horizontal } = slides;
    const { height, width, step } = tensor;
    this.places = vertical.out * horizontal.out;
    this.group = Math.max(1, Math.min(rows, Math.ceil(ENOUGH / this.places)));
    this.padded = vertical.before + vertical.after + horizontal.before + horizontal.after > 0;
    this.high = height + (this.padded ? vertical.before + vertical.after : 0);
    this.wide = width + (this.padded ? horizontal.before + horizontal.after : 0);
    this.depth = size * size * step;
    const pixels = this.group * this.places;
    const rowStep = 4 * this.wide * step;
    this.laid = { src: 0, table: arena.keep(pixels), rows: size, inner: size * step, rowStep };
    const copied = this.padded ? this.group * this.high * this.wide * step : 0;
    if (size > 1 && size * step < SHORT) {
      this.whole = { src: 0, table: arena.keep(pixels), rows: 1, inner: this.depth, rowStep: 0 };
      if (this.depth <= keep) this.kept = arena.keep(rows * this.places * this.depth + 4);
    }
    arena.needScratch(copied + (this.whole && !this.kept ? pixels * this.depth : 0) + 16);
  }

  /**
   * Calls `use` for some rows of `at` after others: the first pixel's place among all, how many, and where they lie.
   * `again`: the values are those of the last call.
   */
  each(
    at: number,
    n: number,
    again: boolean,
    use: (first: number, pixels: number, laid: Laid) => void,
  ): void {
    if (!this.written) this.writeTables();
    for (let row = 0; row < n; row += this.group) {
      const count = Math.min(this.group, n - row);
      const first = row * this.places;
      use(first, count * this.places, this.lay(at + 4 * row * this.tensor.floats, count, first, again));
    }
  }

  private writeTables(): void {
    const heap = new Uint32Array(this.k.memory.buffer);
    const { stride, horizontal } = this.slides;
    const { step } = this.tensor;
    for (let p = 0; p < this.group * this.places; p++) {
      const [row, place] = [Math.floor(p / this.places), p % this.places];
      const [y, x] = [Math.floor(place / horizontal.out) * stride, (place % horizontal.out) * stride];
      heap[this.laid.table / 4 + p] = 4 * step * ((row * this.high + y) * this.wide + x);
      if (this.whole) heap[this.whole.table / 4 + p] = 4 * p * this.depth;
    }
    this.written = true;
  }

  private lay(at: number, rows: number, first: number, again: boolean): Laid {
    const { whole, laid, kept } = this;
    if (whole && kept && again) {
      whole.src = kept + 4 * first * this.depth;
      return whole;
    }
    laid.src = this.padded ? this.surround(at, rows) : at;
    if (!whole) return laid;
    const copied = this.padded ? 4 * this.group * this.high * this.wide * this.tensor.step : 0;
    whole.src = kept ? kept + 4 * first * this.depth : this.arena.scratch + copied;
    const { src, table, rows: lines, inner, rowStep } = laid;
    this.k.columns(src, table, rows * this.places, lines, inner, rowStep, whole.src);
    return whole;
  }

  private surround(at: number, rows: number): number {
    const { height, width, step, floats } = this.tensor;
    const { vertical, horizontal } = this.slides;
    const { scratch } = this.arena;
    for (let row = 0; row < rows; row++) {
      const to = scratch + 4 * row * this.high * this.wide * step;
      const [top, left] = [vertical.before, horizontal.before];
      this.k.surround(at + 4 * row * floats, height, width, 4 * step, top, left, this.high, this.wide, to);
    }
    return scratch;
  }
}
