import { ByteDictionary, doubled } from './byte-dictionary';
import { isMissing, parseNumber, plainNumber } from './cells';
import type { CatColumn, NumColumn, ReadColumn } from './dataset';
import { GapList } from './gap-list';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Trimmed once more: the reader knows blanks and tabs alone, texts also hold no-break spaces. */
const textOf = (bytes: Uint8Array): string => decoder.decode(bytes).trim();

/** Distinct values above which a column of numbers gives up its dictionary and keeps the numbers alone. */
const DICTIONARY = 65_536;

/** 1,234: one thousand, or one and a bit? Other cells must tell. */
const DOUBTFUL = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/**
 * One column while it is read. Every cell is looked up by its UTF-8 bytes, so that a text is decoded, trimmed of
 * meaning and parsed once a distinct value, not once a cell: that is where the time of reading a clinical table
 * goes. A column of ever new numbers changes to plain numbers.
 */
export class ColumnBuilder {
  private codes = new Int32Array(1024);
  private n = 0;
  private texts = new ByteDictionary();
  /** Code of the row before: neighbouring rows often hold the same, which is soon seen. */
  private last = -1;
  /** Set once the column has changed to plain numbers. */
  private numbers: Float64Array | null = null;
  /** False once a change to numbers was tried and a text stood in the way. */
  private mayChange = true;
  private gapList = new GapList();
  /** Of the rows of `numbers`: which token for missing each held, as in `Gaps`. */
  private gapCodes = new Uint8Array(0);
  /** Some cell is a number with a decimal comma beyond doubt; some might also have its thousands parted. */
  private commaSeen = false;
  private commaDoubted = false;

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
    if (this.last >= 0 && this.texts.holds(this.last, bytes, start, end)) {
      this.codes[n] = this.last;
      return;
    }
    const code = this.texts.codeOf(bytes, start, end);
    this.codes[n] = code;
    this.last = code;
    if (this.texts.size > DICTIONARY && this.mayChange) this.toNumbers();
  }

  /** The column, with the tokens for missing that stood in it. */
  finish(): Omit<ReadColumn, 'name'> {
    const { codes, n } = this;
    if (this.numbers)
      return this.done({ kind: 'num', v: this.numbers.slice(0, n) }, this.gapCodes.slice(0, n));
    const values = this.parsed();
    if (values) {
      const v = new Float64Array(n);
      for (let i = 0; i < n; i++) v[i] = values[codes[i]];
      return this.done(
        { kind: 'num', v },
        this.gapsByRow((code) => Number.isNaN(values[code])),
      );
    }
    const { place, dict } = this.levels();
    const placed = new Int32Array(n);
    for (let i = 0; i < n; i++) placed[i] = place[codes[i]];
    return this.done(
      { kind: 'cat', codes: placed, dict },
      this.gapsByRow((code) => place[code] < 0),
    );
  }

  private done(column: NumColumn | CatColumn, gapCodes: Uint8Array): Omit<ReadColumn, 'name'> {
    const gaps = this.gapList.over(gapCodes);
    return { column, ...(gaps && { gaps }), ...(this.commaSeen && { decimalComma: true as const }) };
  }

  /** Which token for missing each row holds, as in `Gaps`; empty where none does. */
  private gapsByRow(isGap: (code: number) => boolean): Uint8Array {
    const place = new Uint8Array(this.texts.size);
    let found = false;
    for (let code = 0; code < place.length; code++) {
      if (!isGap(code)) continue;
      const token = textOf(this.texts.bytesOf(code));
      if (token === '') continue;
      place[code] = this.gapList.codeOf(token);
      found = true;
    }
    const rows = new Uint8Array(found ? this.n : 0);
    for (let i = 0; i < rows.length; i++) rows[i] = place[this.codes[i]];
    return rows;
  }

  /** The distinct texts without those that stand for missing, and where each code went: -1 where missing. */
  private levels(): { place: Int32Array; dict: string[] } {
    const place = new Int32Array(this.texts.size);
    const dict: string[] = [];
    const known = new Map<string, number>();
    for (let code = 0; code < place.length; code++) {
      const text = textOf(this.texts.bytesOf(code));
      if (isMissing(text)) place[code] = -1;
      else {
        place[code] = known.get(text) ?? dict.length;
        if (place[code] === dict.length) known.set(text, dict.push(text) - 1);
      }
    }
    return { place, dict };
  }

  /** The number that a cell holds, NaN where missing, null where it is a text. */
  private readonly valueOf = (bytes: Uint8Array, start: number, end: number): number | null => {
    const plain = plainNumber(bytes, start, end);
    if (!Number.isNaN(plain)) return plain;
    const text = textOf(bytes.subarray(start, end));
    if (isMissing(text)) return Number.NaN;
    const value = parseNumber(text, this.decimalComma);
    if (Number.isNaN(value)) return null;
    if (text.includes(',')) {
      if (DOUBTFUL.test(text)) this.commaDoubted = true;
      else this.commaSeen = true;
    }
    return value;
  };

  /** The distinct values as numbers, NaN where missing; null where one is a text or may be two numbers. */
  private parsed(): Float64Array | null {
    const values = this.texts.every(this.valueOf);
    if (this.commaDoubted && !this.commaSeen) return null;
    // A column of nothing but gaps has no numbers either: it is a category without levels.
    return values?.some((value) => !Number.isNaN(value)) ? values : null;
  }

  /** From a dictionary to plain numbers, where every value so far is one. */
  private toNumbers(): void {
    this.mayChange = false;
    const values = this.parsed();
    if (!values) return;
    this.numbers = new Float64Array(this.n * 2);
    for (let i = 0; i < this.n; i++) this.numbers[i] = values[this.codes[i]];
    const gaps = this.gapsByRow((code) => Number.isNaN(values[code]));
    this.gapCodes = new Uint8Array(this.n * 2);
    this.gapCodes.set(gaps);
    this.forget();
  }

  private pushNumber(numbers: Float64Array, bytes: Uint8Array, start: number, end: number): void {
    const value = this.valueOf(bytes, start, end);
    if (value === null || (this.commaDoubted && !this.commaSeen)) {
      this.backToTexts(numbers);
      this.push(bytes, start, end);
      return;
    }
    let room = numbers;
    if (this.n === room.length) {
      room = doubled(room, new Float64Array(this.n * 2));
      this.numbers = room;
      this.gapCodes = doubled(this.gapCodes, new Uint8Array(this.n * 2));
    }
    if (Number.isNaN(value)) {
      const token = textOf(bytes.subarray(start, end));
      if (token !== '') this.gapCodes[this.n] = this.gapList.codeOf(token);
    }
    room[this.n++] = value;
  }

  /** A text turned up after all: the numbers so far become texts, as JavaScript writes them. */
  private backToTexts(numbers: Float64Array): void {
    const { n: rows, gapCodes, gapList } = this;
    this.numbers = null;
    this.n = 0;
    this.gapList = new GapList();
    for (let i = 0; i < rows; i++) {
      const text = Number.isNaN(numbers[i]) ? gapList.tokenOf(gapCodes[i]) : String(numbers[i]);
      const bytes = encoder.encode(text);
      this.push(bytes, 0, bytes.length);
    }
  }

  /** Gives the dictionary's memory back. */
  private forget(): void {
    this.codes = new Int32Array(1024);
    this.texts = new ByteDictionary();
    this.last = -1;
  }
}
