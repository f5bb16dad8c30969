import { isMissing, parseNumber, plainNumber } from './cells';
import type { CatColumn, NumColumn } from './dataset';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Trimmed once more: the reader knows blanks and tabs alone, texts also hold no-break spaces. */
const textOf = (bytes: Uint8Array): string => decoder.decode(bytes).trim();

/** Distinct values above which a column of numbers gives up its dictionary and keeps the numbers alone. */
const DICTIONARY = 65_536;

/**
 * One column while it is read. Every cell is looked up by its UTF-8 bytes in an open-addressing table, so that
 * a text is decoded, trimmed of meaning and parsed once a distinct value, not once a cell: that is where the
 * time of reading a clinical table goes. A column of ever new numbers changes to plain numbers.
 */
export class ColumnBuilder {
  private codes = new Int32Array(1024);
  private n = 0;
  private slots = new Int32Array(256).fill(-1);
  private hashes = new Int32Array(64);
  private starts = new Int32Array(65);
  private size = 0;
  private arena = new Uint8Array(1024);
  /** Code of the row before and its place in the arena: neighbouring rows often hold the same, which is soon seen. */
  private last = 0;
  private lastFrom = 0;
  private lastLength = -1;
  /** Set once the column has changed to plain numbers. */
  private numbers: Float64Array | null = null;
  /** False once a change to numbers was tried and a text stood in the way. */
  private mayChange = true;

  constructor(private readonly decimalComma: boolean) {}

  /** The cell `bytes[start, end)`, already trimmed of blanks. */
  push(bytes: Uint8Array, start: number, end: number): void {
    if (this.numbers !== null) {
      this.pushNumber(this.numbers, bytes, start, end);
      return;
    }
    const { n } = this;
    if (n === this.codes.length) this.codes = doubled(this.codes, new Int32Array(n * 2));
    this.n = n + 1;
    if (end - start === this.lastLength) {
      const { arena, lastFrom } = this;
      let i = start;
      while (i < end && bytes[i] === arena[lastFrom + i - start]) i++;
      if (i === end) {
        this.codes[n] = this.last;
        return;
      }
    }
    const code = this.codeOf(bytes, start, end);
    this.codes[n] = code;
    this.last = code;
    this.lastFrom = this.starts[code];
    this.lastLength = end - start;
    if (this.size > DICTIONARY && this.mayChange) this.toNumbers();
  }

  finish(): NumColumn | CatColumn {
    if (this.numbers) return { kind: 'num', v: this.numbers.slice(0, this.n) };
    const { codes, n } = this;
    const values = this.parsed();
    if (values) {
      const v = new Float64Array(n);
      for (let i = 0; i < n; i++) v[i] = values[codes[i]];
      return { kind: 'num', v };
    }
    const { place, dict } = this.levels();
    const placed = new Int32Array(n);
    for (let i = 0; i < n; i++) placed[i] = place[codes[i]];
    return { kind: 'cat', codes: placed, dict };
  }

  private holds(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { arena } = this;
    const from = this.starts[code];
    const length = end - start;
    if (this.starts[code + 1] - from !== length) return false;
    for (let i = 0; i < length; i++) if (arena[from + i] !== bytes[start + i]) return false;
    return true;
  }

  private codeOf(bytes: Uint8Array, start: number, end: number): number {
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

  private bytesOf(code: number): Uint8Array {
    return this.arena.subarray(this.starts[code], this.starts[code + 1]);
  }

  /** The distinct texts without those that stand for missing, and where each code went: -1 where missing. */
  private levels(): { place: Int32Array; dict: string[] } {
    const place = new Int32Array(this.size);
    const dict: string[] = [];
    const known = new Map<string, number>();
    for (let code = 0; code < place.length; code++) {
      const text = textOf(this.bytesOf(code));
      if (isMissing(text)) place[code] = -1;
      else {
        place[code] = known.get(text) ?? dict.length;
        if (place[code] === dict.length) known.set(text, dict.push(text) - 1);
      }
    }
    return { place, dict };
  }

  /** The number that a cell holds, NaN where missing, null where it is a text. */
  private valueOf(bytes: Uint8Array, start: number, end: number): number | null {
    const plain = plainNumber(bytes, start, end);
    if (!Number.isNaN(plain)) return plain;
    const text = textOf(bytes.subarray(start, end));
    if (isMissing(text)) return Number.NaN;
    const value = parseNumber(text, this.decimalComma);
    return Number.isNaN(value) ? null : value;
  }

  /** The distinct values as numbers, NaN where missing; null where one is a text. */
  private parsed(): Float64Array | null {
    const values = new Float64Array(this.size);
    let found = 0;
    for (let code = 0; code < values.length; code++) {
      const value = this.valueOf(this.arena, this.starts[code], this.starts[code + 1]);
      if (value === null) return null;
      if (!Number.isNaN(value)) found++;
      values[code] = value;
    }
    // A column of nothing but gaps has no numbers either: it is a category without levels.
    return found > 0 ? values : null;
  }

  /** From a dictionary to plain numbers, where every value so far is one. */
  private toNumbers(): void {
    this.mayChange = false;
    const values = this.parsed();
    if (!values) return;
    this.numbers = new Float64Array(this.n * 2);
    for (let i = 0; i < this.n; i++) this.numbers[i] = values[this.codes[i]];
    this.forget();
  }

  private pushNumber(numbers: Float64Array, bytes: Uint8Array, start: number, end: number): void {
    const value = this.valueOf(bytes, start, end);
    if (value === null) {
      this.backToTexts(numbers);
      this.push(bytes, start, end);
      return;
    }
    let room = numbers;
    if (this.n === room.length) {
      room = doubled(room, new Float64Array(this.n * 2));
      this.numbers = room;
    }
    room[this.n++] = value;
  }

  /** A text turned up after all: the numbers so far become texts, as JavaScript writes them. */
  private backToTexts(numbers: Float64Array): void {
    const rows = this.n;
    this.numbers = null;
    this.n = 0;
    for (let i = 0; i < rows; i++) {
      const bytes = encoder.encode(Number.isNaN(numbers[i]) ? '' : String(numbers[i]));
      this.push(bytes, 0, bytes.length);
    }
  }

  /** Gives the dictionary's memory back. */
  private forget(): void {
    this.codes = new Int32Array(1024);
    this.slots = new Int32Array(256).fill(-1);
    this.hashes = new Int32Array(64);
    this.starts = new Int32Array(65);
    this.arena = new Uint8Array(1024);
    this.size = 0;
    this.lastLength = -1;
  }
}

/** The larger list, beginning as the old one. */
function doubled<T extends Int32Array | Uint8Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
