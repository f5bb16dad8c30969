import { Arena } from '../wasm/arena';
import { type ConvKernels, instantiate } from '../wasm/kernels';
import type { Binned } from './bins';
import { countBits, type Entries, type Gradients, type RowSums, type TreeKernel, unitsOf } from './kernel';
import { rowListsOf } from './row-lists';

/** Bytes that histograms kept may take together. */
const MOST_KEPT = 2 ** 26;
const BINS = 256;

/** The loops of `ReferenceKernel` in WebAssembly: sums of whole numbers of 64 bits, hence the same to the bit. */
export class WasmTreeKernel implements TreeKernel {
  readonly found: Entries;
  readonly slots: number;
  private readonly kernels: ConvKernels;
  private readonly arena = new Arena();
  private readonly at: Record<
    'columns' | 'words' | 'order' | 'spare' | 'g' | 'h' | 'left' | 'one' | 'sum',
    number
  >;
  private readonly lists: { starts: number; list: number } | null;
  private readonly foundAt: { bins: number; g: number; h: number; rows: number };
  /** [inputs + 1] number of each input's first bin. */
  private readonly first: Int32Array;
  private readonly kept: number[] = [];
  private units = { gUnit: 1, hUnit: 1 };
  private rows = 0;

  /** Errors: `train.tooLarge`. */
  constructor(
    module: WebAssembly.Module,
    private readonly binned: Binned,
    readonly outputs: number,
  ) {
    this.kernels = instantiate(module);
    const { n, inputs } = binned;
    this.first = new Int32Array(inputs.length + 1);
    inputs.forEach(({ count }, j) => {
      this.first[j + 1] = this.first[j] + count + 1;
    });
    this.slots = Math.max(2, Math.floor(MOST_KEPT / this.slotBytes));
    const lists = outputs === 1 ? rowListsOf(binned, this.first, this.first[inputs.length]) : null;
    const { arena } = this;
    this.lists = lists && {
      starts: arena.keep(n + 1),
      list: arena.keep(Math.ceil(lists.list.length / 2)),
    };
    this.at = {
      columns: arena.keep(Math.ceil((n * inputs.length) / 4)),
      words: arena.keep(2 * n * (outputs + 1)),
      order: arena.keep(n),
      spare: arena.keep(n),
      g: arena.keep(2 * n * outputs),
      h: arena.keep(2 * n),
      left: arena.keep(BINS / 4),
      one: arena.keep(2 * BINS * (outputs + 1)),
      sum: arena.keep(2 * (outputs + 1)),
    };
    this.foundAt = {
      bins: arena.keep(BINS),
      g: arena.keep(2 * BINS * outputs),
      h: arena.keep(2 * BINS),
      rows: arena.keep(2 * BINS),
    };
    this.found = {
      bins: new Int32Array(0),
      g: new Float64Array(0),
      h: new Float64Array(0),
      rows: new Float64Array(0),
    };
    this.commit();
    new Uint8Array(this.buffer, this.at.columns, binned.bins.length).set(binned.bins);
    if (lists && this.lists) {
      new Uint32Array(this.buffer, this.lists.starts, n + 1).set(lists.starts);
      new Uint16Array(this.buffer, this.lists.list, lists.list.length).set(lists.list);
    }
  }

  get order(): Uint32Array {
    return new Uint32Array(this.buffer, this.at.order, this.rows);
  }

  begin(gradients: Gradients, rows: Uint32Array): void {
    const { at, binned, outputs } = this;
    this.units = unitsOf(gradients);
    new Float64Array(this.buffer, at.g, gradients.g.length).set(gradients.g);
    new Float64Array(this.buffer, at.h, gradients.h.length).set(gradients.h);
    const { gUnit, hUnit } = this.units;
    const bits = countBits(binned.n);
    this.kernels.treeWords(at.g, at.h, binned.n, outputs, 1 / gUnit, 1 / hUnit, bits, at.words);
    this.rows = rows.length;
    this.order.set(rows);
  }

  sums(from: number, to: number): RowSums {
    const { at, found, outputs } = this;
    this.clear(at.sum, outputs + 1);
    this.kernels.treeSum(at.words, this.rowAt(from), to - from, outputs, at.sum);
    if (this.read(at.sum, 1) === 0) return { g: new Float64Array(outputs), h: 0, rows: 0 };
    return { g: found.g.slice(0, outputs), h: found.h[0], rows: found.rows[0] };
  }

  build(slot: number, from: number, to: number): void {
    const { kernels, at, lists, binned } = this;
    const histogram = this.slotAt(slot);
    this.clear(histogram, this.slotBytes / 8);
    if (!lists) {
      for (const input of binned.usable) this.addColumn(input, from, to, this.inputAt(histogram, input));
      return;
    }
    this.clear(at.sum, this.outputs + 1);
    kernels.treeRows(lists.starts, lists.list, at.words, this.rowAt(from), to - from, histogram, at.sum);
    for (const input of binned.usable) {
      const { count } = binned.inputs[input];
      kernels.treeCommon(this.inputAt(histogram, input), count + 1, binned.common[input], at.sum);
    }
  }

  subtract(slot: number, part: number): void {
    this.kernels.treeSubtract(this.slotAt(slot), this.slotAt(part), this.slotBytes);
  }

  entries(slot: number, input: number): number {
    return this.read(this.inputAt(this.slotAt(slot), input), this.binned.inputs[input].count + 1);
  }

  entriesOf(input: number, from: number, to: number): number {
    const bins = this.binned.inputs[input].count + 1;
    this.clear(this.at.one, bins * (this.outputs + 1));
    this.addColumn(input, from, to, this.at.one);
    return this.read(this.at.one, bins);
  }

  partition(input: number, from: number, to: number, left: Uint8Array): number {
    const { at, kernels } = this;
    new Uint8Array(this.buffer, at.left, BINS).set(left);
    return kernels.treePartition(this.columnAt(input), this.rowAt(from), to - from, at.left, at.spare);
  }

  private get buffer(): ArrayBuffer {
    return this.kernels.memory.buffer;
  }

  /** A multiple of 16. */
  private get slotBytes(): number {
    return 16 * Math.ceil((this.first[this.binned.inputs.length] * (this.outputs + 1)) / 2);
  }

  private slotAt(slot: number): number {
    if (this.kept[slot] === undefined) {
      this.kept[slot] = this.arena.keep(this.slotBytes / 4);
      this.commit();
    }
    return this.kept[slot];
  }

  private inputAt(histogram: number, input: number): number {
    return histogram + 8 * (this.outputs + 1) * this.first[input];
  }

  private columnAt(input: number): number {
    return this.at.columns + input * this.binned.n;
  }

  private rowAt(place: number): number {
    return this.at.order + 4 * place;
  }

  private addColumn(input: number, from: number, to: number, histogram: number): void {
    const { kernels, at, outputs } = this;
    kernels.treeColumn(this.columnAt(input), at.words, this.rowAt(from), to - from, outputs, histogram);
  }

  private read(histogram: number, bins: number): number {
    const { foundAt, outputs, units, kernels } = this;
    const { gUnit, hUnit } = units;
    const bits = countBits(this.binned.n);
    return kernels.treeEntries(
      ...([
        histogram,
        bins,
        outputs,
        bits,
        gUnit,
        hUnit,
        foundAt.bins,
        foundAt.g,
        foundAt.h,
        foundAt.rows,
      ] as const),
    );
  }

  private clear(at: number, words: number): void {
    new Uint8Array(this.buffer, at, 8 * words).fill(0);
  }

  /** Grows the memory, after which all views of it are made anew. */
  private commit(): void {
    const { arena, kernels, found, foundAt, outputs } = this;
    arena.commit(kernels.memory);
    found.bins = new Int32Array(this.buffer, foundAt.bins, BINS);
    found.g = new Float64Array(this.buffer, foundAt.g, BINS * outputs);
    found.h = new Float64Array(this.buffer, foundAt.h, BINS);
    found.rows = new Float64Array(this.buffer, foundAt.rows, BINS);
  }
}
