import { ByteDictionary, doubled } from './byte-dictionary';
import type { MakeSink } from './cell-sink';
import type { CatColumn } from './dataset';

const decoder = new TextDecoder();

/** The texts of one column as they stand in the file: no number is read, and nothing is missing. */
class TextCells {
  private codes = new Int32Array(1024);
  private n = 0;
  private readonly texts = new ByteDictionary();

  push(bytes: Uint8Array, start: number, end: number): void {
    const { n } = this;
    if (n === this.codes.length) this.codes = doubled(this.codes, new Int32Array(n * 2));
    this.codes[n] = this.texts.codeOf(bytes, start, end);
    this.n = n + 1;
  }

  finish(): { column: CatColumn } {
    const { texts, codes, n } = this;
    const dict = Array.from({ length: texts.size }, (_, code) => decoder.decode(texts.bytesOf(code)));
    return { column: { kind: 'cat', codes: codes.slice(0, n), dict } };
  }
}

/** For a table that is handed back as it came, something beside it. */
export const textCells: MakeSink = () => new TextCells();
