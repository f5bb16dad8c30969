import { BenchsideError } from '../study/errors';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'euc-kr' | 'windows-1252';

const HEAD = 65_536;
/** A file's bytes piece by piece. By a reader, as Safari cannot iterate over a stream. */
export async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

const headOf = async (file: Blob) => new Uint8Array(await file.slice(0, HEAD).arrayBuffer());

/**
 * The encoding of a text file: by its byte-order mark; UTF-16 without one by where its NULs lie; UTF-8 where
 * every byte fits; else Windows-1252 where most bytes beyond ASCII stand alone (Müller, 37 °C), while a character of
 * CP949 takes two; else CP949, which `euc-kr` decodes (the label `cp949` throws).
 * `seen` is handed every chunk on the way. Throws `data.empty`, `data.binary`.
 */
export async function findEncoding(file: Blob, seen: (chunk: Uint8Array) => void): Promise<Encoding> {
  if (file.size === 0) throw new BenchsideError('data.empty');
  const head = await headOf(file);
  const byMark = marked(head) ?? nulls(head);
  if (!byMark && control(head)) throw new BenchsideError('data.binary');
  let utf8: TextDecoder | null = new TextDecoder('utf-8', { fatal: true });
  const fits = (chunk?: Uint8Array) => {
    try {
      utf8?.decode(chunk, { stream: chunk !== undefined });
    } catch {
      utf8 = null;
    }
  };
  // ASCII, which most tables are throughout, fits without being decoded.
  let ascii = true;
  const runs = new Runs();
  for await (const chunk of chunksOf(file)) {
    seen(chunk);
    ascii &&= isAscii(chunk);
    if (byMark || ascii) continue;
    if (utf8) fits(chunk);
    if (utf8) continue;
    runs.push(chunk);
  }
  fits();
  if (byMark ?? utf8) return byMark ?? 'utf-8';
  return runs.mostlyOdd() ? 'windows-1252' : 'euc-kr';
}

/** Counts runs of bytes beyond ASCII by whether their length is odd, across chunks. */
class Runs {
  private odd = 0;
  private even = 0;
  private length = 0;

  push(chunk: Uint8Array): void {
    for (let i = 0; i < chunk.length; i++) {
      if (chunk[i] > 127) this.length++;
      else if (this.length > 0) this.end();
    }
  }

  mostlyOdd(): boolean {
    if (this.length > 0) this.end();
    return this.odd > this.even;
  }

  private end(): void {
    if (this.length % 2 === 1) this.odd++;
    else this.even++;
    this.length = 0;
  }
}

/** Four bytes at a time: `chunk` starts at a multiple of four in its buffer. */
function isAscii(chunk: Uint8Array<ArrayBuffer>): boolean {
  const whole = chunk.length >> 2;
  const words = new Uint32Array(chunk.buffer, chunk.byteOffset, whole);
  let bits = 0;
  for (let i = 0; i < whole; i++) bits |= words[i];
  for (let i = whole * 4; i < chunk.length; i++) bits |= chunk[i];
  return (bits & 0x80808080) === 0;
}

function marked(head: Uint8Array): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : null;
}

/**
 * Text in UTF-16 has a NUL in many pairs (delimiters, digits), all on one side but for characters such as U+AC00
 * (가); a binary has them anywhere.
 */
function nulls(head: Uint8Array): Encoding | null {
  const count = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) count[i % 2]++;
  const [even, odd] = count;
  if (even + odd === 0) return null;
  const wanted = head.length * 0.05;
  if (odd > wanted && odd > 2 * even) return 'utf-16le';
  if (even > wanted && even > 2 * odd) return 'utf-16be';
  throw new BenchsideError('data.binary');
}

/** Control characters other than tab, line ends and form feed: no table is written with them. */
function control(head: Uint8Array): boolean {
  let strange = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) strange++;
  return strange > head.length * 0.01;
}

/** The file as UTF-8 chunks without a byte-order mark, whatever its encoding. */
export async function* utf8Chunks(file: Blob, encoding: Encoding): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') {
    const start = marked(await headOf(file)) === 'utf-8' ? 3 : 0;
    yield* chunksOf(file.slice(start));
    return;
  }
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  for await (const chunk of chunksOf(file)) yield encoder.encode(decoder.decode(chunk, { stream: true }));
  yield encoder.encode(decoder.decode());
}
