/**
 * The distinct UTF-8 texts of a column, each with a code from 0 in order of appearance, in an open-addressing table
 * over one arena of bytes: nothing is decoded to look a cell up.
 */
export class ByteDictionary {
  private slots = new Int32Array(256).fill(-1);
  private hashes = new Int32Array(64);
  private starts = new Int32Array(65);
  private arena = new Uint8Array(1024);
  size = 0;

  /** The code of `bytes[start, end)`; a new one where it was never met. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    // FNV-1a over the bytes.
    let hash = -2128831035;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 16777619);
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const code = slots[slot];
      if (code < 0) break;
      if (hashes[code] === hash && this.holds(code, bytes, start, end)) return code;
      slot = (slot + 1) & mask;
    }
    return this.add(bytes, start, end, hash, slot);
  }

  /** Whether the text of a code is `bytes[start, end)`. */
  holds(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { arena } = this;
    const from = this.starts[code];
    const length = end - start;
    if (this.starts[code + 1] - from !== length) return false;
    for (let i = 0; i < length; i++) if (arena[from + i] !== bytes[start + i]) return false;
    return true;
  }

  /** The bytes of a code's text; good until the next text is added. */
  bytesOf(code: number): Uint8Array {
    return this.arena.subarray(this.starts[code], this.starts[code + 1]);
  }

  /** What `read` makes of each text, in the order of the codes, until it answers null; null then. */
  every(read: (bytes: Uint8Array, start: number, end: number) => number | null): Float64Array | null {
    const values = new Float64Array(this.size);
    for (let code = 0; code < values.length; code++) {
      const value = read(this.arena, this.starts[code], this.starts[code + 1]);
      if (value === null) return null;
      values[code] = value;
    }
    return values;
  }

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = this.size++;
    const from = this.starts[code];
    const to = from + end - start;
    if (to > this.arena.length)
      this.arena = doubled(this.arena, new Uint8Array(Math.max(to, this.arena.length * 2)));
    this.arena.set(bytes.subarray(start, end), from);
    if (code === this.hashes.length) {
      this.hashes = doubled(this.hashes, new Int32Array(code * 2));
      this.starts = doubled(this.starts, new Int32Array(code * 2 + 1));
    }
    this.hashes[code] = hash;
    this.starts[code + 1] = to;
    this.slots[slot] = code;
    if (this.size * 2 > this.slots.length) this.rehash();
    return code;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let code = 0; code < this.size; code++) {
      const hash = this.hashes[code];
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] >= 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.slots = slots;
  }
}

/** The larger list, beginning as the old one. */
export function doubled<T extends Int32Array | Uint8Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
