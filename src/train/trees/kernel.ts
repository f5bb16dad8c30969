/** Sums over the rows of one input's bins, those bins alone that have rows. Written anew by each `entries`. */
export interface Entries {
  /** [entries] bins, ascending. */
  bins: Int32Array;
  /** [entries * outputs] sums of the gradients. */
  g: Float64Array;
  /** [entries] sums of the curvatures. */
  h: Float64Array;
  /** [entries] rows. */
  rows: Float64Array;
}

/** What the rows of one tree ask of it: see `Quantized`. */
export interface RowSums {
  g: Float64Array;
  h: number;
  rows: number;
}

/**
 * The loops over rows that growing a tree consists of. Gradients are whole multiples of a unit (`quantized`), so that
 * sums are exact in whatever order they are taken: a sibling by subtraction is what its own rows would give, and every
 * kernel grows the same tree, bit for bit.
 */
export interface TreeKernel {
  /** Sums of one row's gradients. */
  readonly outputs: number;
  readonly found: Entries;
  /** Histograms that can be kept at a time. */
  readonly slots: number;
  /** Gradients [n, outputs] and curvatures [n] for the tree to come, and the rows that it is grown of. */
  begin(gradients: Gradients, rows: Uint32Array): void;
  /** Rows of the tree, a leaf's together: `partition` orders them. */
  readonly order: Uint32Array;
  sums(from: number, to: number): RowSums;
  /** Histograms of all usable inputs over rows order[from … to - 1]. */
  build(slot: number, from: number, to: number): void;
  /** Takes the histograms of `part` from those of `slot`. */
  subtract(slot: number, part: number): void;
  /** What a kept histogram holds of an input, in `found`: the number of entries. */
  entries(slot: number, input: number): number;
  /** The same over rows that have no histogram. */
  entriesOf(input: number, from: number, to: number): number;
  /** Brings rows whose bin is marked 1 to the front, both parts in the order they had: how many they are. */
  partition(input: number, from: number, to: number, left: Uint8Array): number;
}

export interface Gradients {
  /** [n, outputs] */
  g: Float64Array;
  /** [n] */
  h: Float64Array;
}

/** Whole numbers of units, a power of two each. */
export interface Quantized {
  gUnit: number;
  hUnit: number;
}

/** Of 64 bits, the lower hold the count of rows beside the sum of curvatures: src/train/trees/wasm-kernel.ts. */
export const countBits = (n: number): number => Math.max(1, Math.ceil(Math.log2(n + 1)));

const unit = (top: number, bits: number): number => (top > 0 ? 2 ** (Math.ceil(Math.log2(top)) - bits) : 1);

function largest(values: Float64Array): number {
  let top = 0;
  for (let i = 0; i < values.length; i++) top = Math.max(top, Math.abs(values[i]));
  return top;
}

/**
 * Units so small that 30 bits hold a gradient, more than float32 would; sums of 2^22 rows and more stay below 2^53.
 * Curvatures have up to 28 bits, fewer where millions of rows are summed.
 */
export function unitsOf({ g, h }: Gradients): Quantized {
  const bits = Math.min(28, 62 - 2 * countBits(h.length));
  return { gUnit: unit(largest(g), 30), hUnit: unit(largest(h), bits) };
}

export const inUnits = (value: number, unit: number): number => Math.floor(value / unit + 0.5);
