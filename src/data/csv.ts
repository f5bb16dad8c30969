import { BenchsideError } from '../study/errors';
import { type MakeSink, typedCells } from './cell-sink';
import { checkHeader, isDataRow, placeNames, ROW_LIMIT } from './columns-named';
import type { Table } from './dataset';

const QUOTE = 34;
const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;

/** Rows handed to the columns at once. */
const BATCH = 128;

/** A row longer than this means a quote that is never closed. */
const LONGEST_ROW = 16 * 2 ** 20;

const decoder = new TextDecoder();
const isBlank = (byte: number): boolean => byte === SPACE || byte === TAB;

/**
 * Reads delimited text (RFC 4180; LF, CR LF or CR between rows) from UTF-8 chunks straight into typed columns.
 * Cells are trimmed of blanks; empty lines are passed over. Throws the `data.*` errors of a table that cannot be
 * read, naming the line.
 */
export class CsvReader {
  private readonly delimiter: number;
  /** 1 for each byte that ends a cell without quotes. */
  private readonly ends = new Uint8Array(256);
  private columns: ReturnType<MakeSink>[] | null = null;
  private names: string[] = [];
  private rest = new Uint8Array(0);
  private line = 1;
  /** Rows taken and not yet handed to their columns. */
  private pending = 0;
  /** [start, end) of each cell of the pending rows and the current one; `escaped` where a cell holds doubled quotes. */
  private cells = new Int32Array(2 * 64);
  private escaped = new Uint8Array(64);
  rows = 0;

  /** The first row was a row of data: the columns are called by their place. */
  nameless = false;

  /** With `names`, every row is one of data. `sink`: what takes the cells of each column. */
  constructor(
    private readonly separator: string,
    names?: string[],
    private readonly sink: MakeSink = typedCells,
  ) {
    this.delimiter = separator.charCodeAt(0);
    for (const byte of [this.delimiter, LF, CR]) this.ends[byte] = 1;
    if (names) this.begin(names);
  }

  /** One chunk of the text; cells and characters may be cut anywhere. */
  push(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.rest.length > 0) {
      bytes = new Uint8Array(this.rest.length + chunk.length);
      bytes.set(this.rest);
      bytes.set(chunk, this.rest.length);
    }
    // Of a CR at the very end nobody knows yet whether an LF follows: the row waits.
    this.rest = bytes.slice(this.scan(bytes, false));
    if (this.rest.length > LONGEST_ROW) throw new BenchsideError('data.quoteNotClosed', { row: this.line });
  }

  finish(): Table {
    const { rest } = this;
    this.rest = new Uint8Array(0);
    this.scan(rest, true);
    if (!this.columns) throw new BenchsideError('data.empty');
    if (this.rows === 0) throw new BenchsideError('data.headerOnly', { columns: this.names.length });
    return {
      n: this.rows,
      columns: this.columns.map((column, i) => ({ name: this.names[i], ...column.finish() })),
    };
  }

  /** Takes all whole rows; answers where the first unfinished one begins. */
  private scan(bytes: Uint8Array, last: boolean): number {
    const end = this.takeRows(bytes, last);
    this.handOver(bytes);
    return end;
  }

  private takeRows(bytes: Uint8Array, last: boolean): number {
    const { delimiter, ends } = this;
    const length = bytes.length;
    let rowStart = 0;
    let i = 0;
    while (i < length) {
      const first = this.pending * this.names.length;
      let cell = first;
      let lines = 0;
      let ended = false;
      for (;;) {
        let start = i;
        let end: number;
        let escapes = 0;
        while (i < length && isBlank(bytes[i]) && ends[bytes[i]] === 0) i++;
        if (i < length && bytes[i] === QUOTE) {
          start = ++i;
          for (;;) {
            while (i < length && bytes[i] !== QUOTE) {
              if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) lines++;
              i++;
            }
            if (i + 1 >= length && !last) return rowStart;
            if (i >= length) throw new BenchsideError('data.quoteNotClosed', { row: this.line });
            if (bytes[i + 1] !== QUOTE) break;
            escapes = 1;
            i += 2;
          }
          end = i++;
          while (i < length && isBlank(bytes[i]) && ends[bytes[i]] === 0) i++;
          if (i < length && ends[bytes[i]] === 0) {
            // `"5" mm`: text behind the closing quote belongs to the cell, as spreadsheets have it.
            while (i < length && ends[bytes[i]] === 0) i++;
            escapes = 1;
            end = i;
          }
        } else {
          while (i < length && ends[bytes[i]] === 0) i++;
          end = i;
        }
        if (i >= length && !last) return rowStart;
        this.take(cell++, start, end, escapes, bytes);
        if (i >= length) {
          ended = true;
          break;
        }
        if (bytes[i] === delimiter) {
          i++;
          // A delimiter as the very last byte still has an empty cell behind it.
          continue;
        }
        if (bytes[i] === CR) {
          if (i + 1 >= length && !last) return rowStart;
          if (bytes[i + 1] === LF) i++;
        }
        i++;
        break;
      }
      this.row(bytes, first, cell - first);
      this.line += 1 + lines;
      rowStart = i;
      if (ended) break;
    }
    return rowStart;
  }

  private take(cell: number, from: number, to: number, escapes: number, bytes: Uint8Array): void {
    let start = from;
    let end = to;
    while (start < end && isBlank(bytes[start])) start++;
    while (end > start && isBlank(bytes[end - 1])) end--;
    if (cell >= this.escaped.length) this.widen();
    this.cells[cell * 2] = start;
    this.cells[cell * 2 + 1] = end;
    this.escaped[cell] = escapes;
  }

  private widen(): void {
    const { cells, escaped } = this;
    this.cells = new Int32Array(cells.length * 2);
    this.cells.set(cells);
    this.escaped = new Uint8Array(escaped.length * 2);
    this.escaped.set(escaped);
  }

  private row(bytes: Uint8Array, first: number, count: number): void {
    const { cells } = this;
    if (count === 1 && cells[2 * first] === cells[2 * first + 1]) return;
    if (!this.columns) {
      this.header(bytes, count);
      if (!this.nameless) return;
    }
    const wanted = this.names.length;
    if (count !== wanted) throw new BenchsideError('data.ragged', { row: this.line, wanted, got: count });
    if (this.rows === ROW_LIMIT) throw new BenchsideError('data.tooManyRows', { limit: ROW_LIMIT });
    this.rows++;
    if (++this.pending === BATCH) this.handOver(bytes);
  }

  /** Column by column, so that what one column works on stays in the processor's nearest memory. */
  private handOver(bytes: Uint8Array): void {
    const { cells, escaped, pending, columns } = this;
    if (!columns) return;
    const width = columns.length;
    for (let c = 0; c < width; c++) {
      const column = columns[c];
      for (let row = 0, at = c; row < pending; row++, at += width) {
        if (escaped[at]) {
          const plain = unquote(bytes, cells[2 * at], cells[2 * at + 1]);
          column.push(plain, 0, plain.length);
        } else column.push(bytes, cells[2 * at], cells[2 * at + 1]);
      }
    }
    this.pending = 0;
  }

  private header(bytes: Uint8Array, count: number): void {
    const { cells, escaped } = this;
    const texts = Array.from({ length: count }, (_, c) =>
      decoder
        .decode(
          escaped[c]
            ? unquote(bytes, cells[2 * c], cells[2 * c + 1])
            : bytes.subarray(cells[2 * c], cells[2 * c + 1]),
        )
        .trim(),
    );
    if (count === 1) throw new BenchsideError('data.oneColumn');
    this.nameless = isDataRow(texts);
    this.begin(this.nameless ? placeNames(count) : texts);
  }

  private begin(names: string[]): void {
    checkHeader(names);
    this.names = names;
    this.columns = names.map(() => this.sink(this.separator !== ','));
  }
}

/** A doubled quote is one; a single one, which closed the cell before more text, is none. */
function unquote(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const plain = new Uint8Array(end - start);
  let length = 0;
  for (let i = start; i < end; i++) {
    if (bytes[i] === QUOTE && (++i === end || bytes[i] !== QUOTE)) i--;
    else plain[length++] = bytes[i];
  }
  return plain.subarray(0, length);
}
