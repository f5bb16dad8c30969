import { describe, expect, it } from 'vitest';
import { type Encoding, findEncoding, utf8Chunks } from './decode';

/**
 * Bytes in CP949, from Python's `'...'.encode('cp949')`. Syllables outside of EUC-KR proper (뷁) are read by
 * browsers, whose `euc-kr` is CP949, but not by Node, whose is not.
 */
const CP949: [string, number[]][] = [
  ['환자', [0xc8, 0xaf, 0xc0, 0xda]],
  ['서울', [0xbc, 0xad, 0xbf, 0xef]],
];

const ascii = (text: string) => Array.from(text, (char) => char.charCodeAt(0));
const utf16 = (text: string, little: boolean): number[] =>
  Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)).flatMap((unit) =>
    little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255],
  );
const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const blob = (bytes: number[]) => new Blob([Uint8Array.from(bytes)]);

/** A file that comes in pieces of `size` bytes, wherever that cuts a character. */
class CutBlob extends Blob {
  constructor(
    private readonly content: Uint8Array<ArrayBuffer>,
    private readonly piece: number,
  ) {
    super([content]);
  }
  override slice(start = 0, end = this.content.length): Blob {
    return new CutBlob(this.content.slice(start, end), this.piece);
  }
  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const { content, piece } = this;
    let at = 0;
    return new ReadableStream({
      pull(to) {
        if (at >= content.length) to.close();
        else to.enqueue(content.slice(at, at + piece));
        at += piece;
      },
    });
  }
}

const korean = `병원,나이\n${Array.from({ length: 40 }, (_, i) => `가나대 병원,${i}\n`).join('')}`;
const cp949Rows = CP949.flatMap(([, bytes]) => [...bytes, ...ascii(',1\n')]);
const cp949Text = CP949.map(([text]) => `${text},1\n`).join('');

const files: [string, number[], Encoding, string][] = [
  ['ASCII', ascii('a,b\n1,2\n'), 'utf-8', 'a,b\n1,2\n'],
  ['UTF-8', utf8(korean), 'utf-8', korean],
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, ...utf8(korean)], 'utf-8', korean],
  ['UTF-16LE with a mark', [0xff, 0xfe, ...utf16(korean, true)], 'utf-16le', korean],
  ['UTF-16BE with a mark', [0xfe, 0xff, ...utf16(korean, false)], 'utf-16be', korean],
  ['UTF-16LE', utf16(korean, true), 'utf-16le', korean],
  ['UTF-16BE', utf16(korean, false), 'utf-16be', korean],
  ['UTF-16LE of Latin letters', utf16('a,b\n1,2\n', true), 'utf-16le', 'a,b\n1,2\n'],
  // Python: 'Größe,Müller;37 °C\n'.encode('cp1252')
  [
    'Windows-1252',
    [0x47, 0x72, 0xf6, 0xdf, 0x65, ...ascii(',M'), 0xfc, ...ascii('ller;37 '), 0xb0, ...ascii('C\n')],
    'windows-1252',
    'Größe,Müller;37 °C\n',
  ],
  ['CP949', cp949Rows, 'euc-kr', cp949Text],
];

async function textOf(file: Blob, encoding: Encoding): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for await (const chunk of utf8Chunks(file, encoding)) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

describe.each(files)('%s', (_name, bytes, encoding, text) => {
  it('is recognized, and every byte is seen once', async () => {
    const seen: number[] = [];
    expect(await findEncoding(blob(bytes), (chunk) => seen.push(...chunk))).toBe(encoding);
    expect(seen).toEqual(bytes);
  });

  it('is its text', async () => {
    expect(await textOf(blob(bytes), encoding)).toBe(text);
  });

  it.each([1, 2, 3, 5, 64])('is the same text in pieces of %i bytes', async (size) => {
    const file = new CutBlob(Uint8Array.from(bytes), size);
    let pieces = 0;
    expect(await findEncoding(file, () => pieces++)).toBe(encoding);
    expect(pieces).toBe(Math.ceil(bytes.length / size));
    expect(await textOf(file, encoding)).toBe(text);
  });
});

it('knows CP949 by a byte at the very end of a long file', async () => {
  const bytes = [...ascii('name,x\n'.repeat(20_000)), ...CP949[0][1]];
  expect(await findEncoding(blob(bytes), () => {})).toBe('euc-kr');
});

it('takes a UTF-8 character that the file cuts short for what it is not', async () => {
  expect(await findEncoding(blob([...ascii('a,b\n1,'), 0xec, 0x84]), () => {})).toBe('euc-kr');
});

it('keeps Korean of more than 10 MB whole, in the chunks that are really used', async () => {
  // An odd prefix, so that pairs of bytes straddle the chunks' borders.
  const pair = CP949[1];
  const row = Uint8Array.from([...pair[1], ...pair[1], ...pair[1], ...ascii(',1\n')]);
  const rows = Math.ceil((10.5 * 2 ** 20) / row.length);
  const bytes = new Uint8Array(1 + rows * row.length);
  bytes[0] = 97;
  for (let i = 0; i < rows; i++) bytes.set(row, 1 + i * row.length);
  const file = new Blob([bytes]);
  expect(await findEncoding(file, () => {})).toBe('euc-kr');
  const text = await textOf(file, 'euc-kr');
  expect(text.length).toBe(1 + rows * 9);
  expect(text === `a${`${pair[0].repeat(3)},1\n`.repeat(rows)}`).toBe(true);
});

it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('sees one byte that is not ASCII, %i from the end', async (behind) => {
  const text = (middle: number[]) => blob([...ascii('a,b\n1,'), ...middle, ...ascii('2'.repeat(behind))]);
  expect(await findEncoding(text([0xec, 0x84, 0x9c]), () => {})).toBe('utf-8');
  expect(await findEncoding(text([0xb0]), () => {})).toBe('windows-1252');
  expect(await findEncoding(text([0xb0, 0xa1]), () => {})).toBe('euc-kr');
});

describe('what is no text', () => {
  it.each([
    ['nothing', [], 'data.empty'],
    [
      'a PNG',
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0],
      'data.binary',
    ],
    [
      'control characters',
      Array.from({ length: 400 }, (_, i) => (i % 50 === 0 ? 1 + (i % 8) : 65)),
      'data.binary',
    ],
    ['NULs on both sides', [65, 0, 0, 65, 65, 0, 0, 65], 'data.binary'],
  ])('says so: %s', async (_name, bytes, code) => {
    await expect(findEncoding(blob(bytes), () => {})).rejects.toMatchObject({ code, details: {} });
  });
});
