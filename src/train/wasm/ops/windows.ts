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
 * copy with zeros around; or, for few channels, each window copied whole.
 */
export class Windows {
  /** Windows of a row. */
  readonly places: number;
  /** Rows at a time. */
  readonly group: number;
  private readonly way: 'inPlace' | 'surrounded' | 'columns';
  /** Floats of one row as the kernels see it, and of one line of it. */
  private readonly floats: number;
  private readonly laid: Laid;
  private readonly offsets: Uint32Array;
  private written = false;

  constructor(
    private readonly k: ConvKernels,
    private readonly arena: Arena,
    private readonly tensor: Tensor,
    rows: number,
    readonly slides: Sliding,
  ) {
    const { size, stride, vertical, horizontal } = slides;
    const { height, width, step } = tensor;
    this.places = vertical.out * horizontal.out;
    this.group = Math.max(1, Math.min(rows, Math.ceil(ENOUGH / this.places)));
    const padded = vertical.before + vertical.after + horizontal.before + horizontal.after > 0;
    const short = size > 1 && size * step < SHORT;
    this.way = short ? 'columns' : padded ? 'surrounded' : 'inPlace';
    const depth = size * size * step;
    const wide = width + (padded ? horizontal.before + horizontal.after : 0);
    const high = height + (padded ? vertical.before + vertical.after : 0);
    this.floats = short ? this.places * depth : high * wide * step;
    const table = arena.keep(this.group * this.places);
    this.laid = short
      ? { src: 0, table, rows: 1, inner: depth, rowStep: 4 * depth }
      : { src: 0, table, rows: size, inner: size * step, rowStep: 4 * wide * step };
    this.offsets = Uint32Array.from({ length: this.group * this.places }, (_, p) => {
      if (short) return 4 * p * depth;
      const [row, place] = [Math.floor(p / this.places), p % this.places];
      const [y, x] = [Math.floor(place / horizontal.out) * stride, (place % horizontal.out) * stride];
      return 4 * (row * this.floats + (y * wide + x) * step);
    });
    if (this.way !== 'inPlace') arena.needScratch(this.group * this.floats);
  }

  /** Calls `use` for some rows of `at` after others: the first pixel's place among all, how many, and where they lie. */
  each(at: number, n: number, use: (first: number, pixels: number, laid: Laid) => void): void {
    if (!this.written) {
      new Uint32Array(this.k.memory.buffer).set(this.offsets, this.laid.table / 4);
      this.written = true;
    }
    for (let row = 0; row < n; row += this.group) {
      const count = Math.min(this.group, n - row);
      this.laid.src = this.lay(at + 4 * row * this.tensor.floats, count);
      use(row * this.places, count * this.places, this.laid);
    }
  }

  private lay(at: number, rows: number): number {
    if (this.way === 'inPlace') return at;
    const { height, width, step, floats } = this.tensor;
    const { size, stride, vertical, horizontal } = this.slides;
    const { scratch } = this.arena;
    for (let row = 0; row < rows; row++) {
      const from = at + 4 * row * floats;
      const to = scratch + 4 * row * this.floats;
      if (this.way === 'columns') {
        const [top, left] = [vertical.before, horizontal.before];
        this.k.columns(from, height, width, step, size, stride, top, left, vertical.out, horizontal.out, to);
      } else {
        const high = height + vertical.before + vertical.after;
        const wide = width + horizontal.before + horizontal.after;
        this.k.surround(from, height, width, 4 * step, vertical.before, horizontal.before, high, wide, to);
      }
    }
    return scratch;
  }
}
