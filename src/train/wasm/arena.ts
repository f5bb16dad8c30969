import { BenchsideError } from '../../study/errors';

/** A cache line, and more than a vector needs. */
const ALIGN = 64;
/** The first page is the module's own. */
const PAGE = 65_536;
/** WASM's 32-bit addresses. */
const MOST = 2 ** 32 - PAGE;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN;

/** Lays out one linear memory while a net is planned: nothing is allocated once it runs. Addresses in bytes. */
export class Arena {
  private top = PAGE;
  private readonly sizes = new Map<number, number>();
  private holes: { at: number; bytes: number }[] = [];
  /** One buffer that every operation uses for itself while it runs: the largest that any asked for. */
  private scratchBytes = 0;
  private scratchAt = 0;

  /** Floats that hold from pass to pass. */
  keep(floats: number): number {
    const at = this.top;
    this.top += aligned(4 * floats);
    return at;
  }

  /** Floats that may share their place with others of the same pass, before these are lent or after `free`. */
  lend(floats: number): number {
    const bytes = aligned(4 * floats);
    const fitting = this.holes.filter((hole) => hole.bytes >= bytes).sort((a, b) => a.bytes - b.bytes)[0];
    let at = this.top;
    if (fitting) {
      at = fitting.at;
      fitting.at += bytes;
      fitting.bytes -= bytes;
    } else this.top += bytes;
    this.sizes.set(at, bytes);
    return at;
  }

  free(at: number): void {
    const bytes = this.sizes.get(at) ?? 0;
    this.sizes.delete(at);
    const sorted = [...this.holes, { at, bytes }].filter((h) => h.bytes > 0).sort((a, b) => a.at - b.at);
    this.holes = [];
    for (const hole of sorted) {
      const before = this.holes.at(-1);
      if (before && before.at + before.bytes === hole.at) before.bytes += hole.bytes;
      else this.holes.push(hole);
    }
  }

  needScratch(floats: number): void {
    this.scratchBytes = Math.max(this.scratchBytes, aligned(4 * floats));
  }

  get scratch(): number {
    return this.scratchAt;
  }

  /** Grows the memory to what was planned. Errors: `train.tooLarge`. */
  commit(memory: WebAssembly.Memory): void {
    this.scratchAt = this.top;
    // Kernels read a little beyond the last window.
    const bytes = this.top + this.scratchBytes + ALIGN;
    const pages = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
    try {
      if (bytes > MOST) throw new RangeError('memory');
      if (pages > 0) memory.grow(pages);
    } catch {
      const megabytes = Math.ceil(bytes / 2 ** 20);
      throw new BenchsideError('train.tooLarge', { megabytes, limit: MOST / 2 ** 20 }, 'trial');
    }
  }
}
