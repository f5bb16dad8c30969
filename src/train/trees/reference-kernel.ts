import type { Binned } from './bins';
import { type Entries, type Gradients, inUnits, type RowSums, type TreeKernel, unitsOf } from './kernel';

/** Numbers that histograms kept may hold together. */
const MOST_KEPT = 2 ** 23;

/** What every kernel must compute, in plain loops; and what grows trees where there is no SIMD in WebAssembly. */
export class ReferenceKernel implements TreeKernel {
  readonly found: Entries;
  readonly slots: number;
  order = new Uint32Array(0);
  private g = new Float64Array(0);
  private h = new Float64Array(0);
  private units = { gUnit: 1, hUnit: 1 };
  /** Where the histogram of an input begins, in bins. */
  private readonly at: Int32Array;
  private readonly kept: Float64Array[] = [];
  private readonly one: Float64Array;

  constructor(
    private readonly binned: Binned,
    readonly outputs: number,
  ) {
    const sizes = binned.inputs.map(({ count }) => count + 1);
    this.at = Int32Array.from(sizes, (_, j) => sizes.slice(0, j).reduce((sum, size) => sum + size, 0));
    this.slots = Math.max(2, Math.floor(MOST_KEPT / (this.length + 1)));
    this.one = new Float64Array(256 * this.stride);
    this.found = {
      bins: new Int32Array(256),
      g: new Float64Array(256 * outputs),
      h: new Float64Array(256),
      rows: new Float64Array(256),
    };
  }

  begin(gradients: Gradients, rows: Uint32Array): void {
    this.units = unitsOf(gradients);
    const { gUnit, hUnit } = this.units;
    this.g = gradients.g.map((value) => inUnits(value, gUnit));
    this.h = gradients.h.map((value) => inUnits(value, hUnit));
    this.order = rows.slice();
  }

  sums(from: number, to: number): RowSums {
    const g = new Float64Array(this.outputs);
    let h = 0;
    for (const row of this.order.subarray(from, to)) {
      for (let k = 0; k < this.outputs; k++) g[k] += this.g[row * this.outputs + k];
      h += this.h[row];
    }
    return { g: g.map((value) => value * this.units.gUnit), h: h * this.units.hUnit, rows: to - from };
  }

  build(slot: number, from: number, to: number): void {
    this.kept[slot] ??= new Float64Array(this.length);
    const histogram = this.kept[slot].fill(0);
    for (const input of this.binned.usable)
      this.add(histogram.subarray(this.at[input] * this.stride), input, from, to);
  }

  subtract(slot: number, part: number): void {
    const [of, taken] = [this.kept[slot], this.kept[part]];
    for (let i = 0; i < of.length; i++) of[i] -= taken[i];
  }

  entries(slot: number, input: number): number {
    return this.read(this.kept[slot].subarray(this.at[input] * this.stride), input);
  }

  entriesOf(input: number, from: number, to: number): number {
    this.one.fill(0);
    this.add(this.one, input, from, to);
    return this.read(this.one, input);
  }

  partition(input: number, from: number, to: number, left: Uint8Array): number {
    const bins = this.column(input);
    const right: number[] = [];
    let end = from;
    for (let i = from; i < to; i++) {
      const row = this.order[i];
      if (left[bins[row]]) this.order[end++] = row;
      else right.push(row);
    }
    this.order.set(right, end);
    return end - from;
  }

  /** Sums of a bin: gradients, the curvature, the count. */
  private get stride(): number {
    return this.outputs + 2;
  }

  private get length(): number {
    return this.binned.inputs.reduce((sum, { count }) => sum + count + 1, 0) * this.stride;
  }

  private column(input: number): Uint8Array {
    const { bins, n } = this.binned;
    return bins.subarray(input * n, (input + 1) * n);
  }

  private add(histogram: Float64Array, input: number, from: number, to: number): void {
    const { g, h, outputs, stride } = this;
    const bins = this.column(input);
    for (let i = from; i < to; i++) {
      const row = this.order[i];
      const at = bins[row] * stride;
      for (let k = 0; k < outputs; k++) histogram[at + k] += g[row * outputs + k];
      histogram[at + outputs] += h[row];
      histogram[at + outputs + 1]++;
    }
  }

  private read(histogram: Float64Array, input: number): number {
    const { found, outputs, stride, units } = this;
    let entries = 0;
    for (let bin = 0; bin <= this.binned.inputs[input].count; bin++) {
      const at = bin * stride;
      if (histogram[at + outputs + 1] === 0) continue;
      found.bins[entries] = bin;
      for (let k = 0; k < outputs; k++) found.g[entries * outputs + k] = histogram[at + k] * units.gUnit;
      found.h[entries] = histogram[at + outputs] * units.hUnit;
      found.rows[entries++] = histogram[at + outputs + 1];
    }
    return entries;
  }
}
