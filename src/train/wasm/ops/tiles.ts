import type { Slide } from '../../../models/graph-shapes';
import type { Arena } from '../arena';
import type { ConvKernels } from '../kernels';
import type { Tensor } from '../tensors';

/** Outputs of a tile along one side, and pixels that its windows cover. */
const OUT = 2;
const COVERS = 4;
/** Numbers of a transformed tile. */
const NUMBERS = 16;
/** Bits beside a tile's place: whether it has outputs to the right and below. */
const RIGHT = 1;
const BELOW = 2;
/** What a chunk's transformed tiles may take, in floats: with their product they stay in the nearest caches. */
const CHUNK = 16_384;
const MOST_TILES = 96;

/** A chunk of tiles: how many, their places, and the first row of `to` that these count from. */
export interface Chunk {
  tiles: number;
  places: number;
  row: number;
}

/**
 * Cuts the outputs of a 3 x 3 convolution from `from` to `to` into tiles of 2 x 2, and transforms what they read:
 * v [16][tiles][channels]. m has room for as many of `to`.
 */
export class Tiles {
  /** Tile t's row in v, as `multiply` wants it. */
  readonly linear: number;
  private readonly down: number;
  private readonly across: number;
  /** Rows at a time, and tiles at a time. */
  private readonly group: number;
  private readonly chunk: number;
  /** Of the padded copy of a row. */
  private readonly high: number;
  private readonly wide: number;
  private readonly sources: number;
  private readonly places: number;
  private written = false;

  constructor(
    private readonly k: ConvKernels,
    private readonly arena: Arena,
    private readonly from: Tensor,
    private readonly to: Tensor,
    rows: number,
    private readonly vertical: Slide,
    private readonly horizontal: Slide,
  ) {
    this.down = Math.ceil(vertical.out / OUT);
    this.across = Math.ceil(horizontal.out / OUT);
    this.high = Math.max(OUT * this.down + COVERS - OUT, vertical.before + from.height);
    this.wide = Math.max(OUT * this.across + COVERS - OUT, horizontal.before + from.width);
    const tiles = this.down * this.across;
    const fitting = Math.floor(CHUNK / (NUMBERS * (from.step + to.step)) / 6) * 6;
    this.chunk = Math.max(12, Math.min(MOST_TILES, fitting));
    this.group = Math.max(1, Math.min(rows, Math.floor((2 * this.chunk) / tiles)));
    this.sources = arena.keep(this.group * tiles);
    this.places = arena.keep(this.group * tiles);
    this.linear = arena.keep(this.chunk);
    arena.needScratch(this.copied + NUMBERS * this.chunk * (from.step + to.step) + 8);
  }

  get v(): number {
    return this.arena.scratch + 4 * this.copied;
  }

  get m(): number {
    return this.v + 4 * NUMBERS * this.chunk * this.from.step;
  }

  /** Calls `use` for one chunk after another of `n` rows at `at`, with their transform in `v`. */
  each(at: number, n: number, use: (chunk: Chunk) => void): void {
    if (!this.written) this.writeTables();
    const { k, from, high, wide } = this;
    const { scratch } = this.arena;
    for (let row = 0; row < n; row += this.group) {
      const rows = Math.min(this.group, n - row);
      for (let i = 0; i < rows; i++) {
        const [src, dst] = [at + 4 * (row + i) * from.floats, scratch + 4 * i * high * wide * from.step];
        const [top, left] = [this.vertical.before, this.horizontal.before];
        k.surround(src, from.height, from.width, 4 * from.step, top, left, high, wide, dst);
      }
      const all = rows * this.down * this.across;
      for (let first = 0; first < all; first += this.chunk) {
        const tiles = Math.min(this.chunk, all - first);
        k.tilesIn(scratch, this.sources + 4 * first, tiles, 4 * wide * from.step, from.step, this.v);
        use({ tiles, places: this.places + 4 * first, row });
      }
    }
  }

  private get copied(): number {
    return this.group * this.high * this.wide * this.from.step;
  }

  private writeTables(): void {
    const heap = new Uint32Array(this.k.memory.buffer);
    const { down, across, from, to, vertical, horizontal } = this;
    for (let t = 0; t < this.group * down * across; t++) {
      const [row, tile] = [Math.floor(t / (down * across)), t % (down * across)];
      const [y, x] = [OUT * Math.floor(tile / across), OUT * (tile % across)];
      const ends = (x + 1 < horizontal.out ? RIGHT : 0) + (y + 1 < vertical.out ? BELOW : 0);
      heap[this.sources / 4 + t] = 4 * from.step * ((row * this.high + y) * this.wide + x);
      heap[this.places / 4 + t] = 4 * (row * to.floats + (y * to.width + x) * to.step) + ends;
    }
    for (let t = 0; t < this.chunk; t++) heap[this.linear / 4 + t] = 4 * t * from.step;
    this.written = true;
  }
}
