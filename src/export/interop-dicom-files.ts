import { deflateRawSync } from 'node:zlib';
import { dicomFile, type Elements, pixelModule, withFrames } from '../data/images/dicom/test-file';
import { rng } from '../study/random';

// For this folder's tests: small DICOM files, one for each way in which pixels may lie.

/** A file's name and bytes; for volumes the axis along which it is cut. */
export type Made = [name: string, bytes: Uint8Array, axis?: 0 | 1 | 2];

export const UNCOMPRESSED = '1.2.840.10008.1.2';

export const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

export function noise(n: number, low: number, high: number, name: string): number[] {
  const random = rng(1, name);
  return Array.from({ length: n }, () => Math.floor(low + random.next() * (high - low + 1)));
}

export const W = 13;
export const H = 9;
export const N = W * H;
export const words = (list: number[]) => new Uint8Array(Uint16Array.from(list).buffer);
const long = (list: number[]) => new Uint8Array(Uint32Array.from(list).buffer);
const ds = (value: number | string): [string, string] => ['DS', String(value)];
const twelve = noise(N, 0, 4095, 'twelve');
const negative = noise(N, -1024, 3071, 'negative');
export const eight = Uint8Array.from(noise(N, 0, 255, 'eight'));
export const colours = Uint8Array.from(noise(3 * N, 0, 255, 'colours'));

const grey = (bits: number, pixels: Uint8Array, more: Elements = {}): Elements => ({
  ...pixelModule(W, H, bits, more),
  '7fe00010': ['OW', pixels],
});
const rgb = (photometric: string, pixels: Uint8Array, planar = 0): Elements =>
  grey(8, pixels, {
    '00280002': ['US', [3]],
    '00280004': ['CS', photometric],
    '00280006': ['US', [planar]],
  });

const CT: Elements = {
  '00080060': ['CS', 'CT'],
  '00281052': ds(-1024),
  '00281053': ds('1.0'),
  '00281054': ['LO', 'HU'],
};

/** Frames whose places run against their order, each with a slope of its own. */
const enhanced = (): Elements => ({
  ...pixelModule(4, 3, 16, { '00280008': ['IS', '3'] }),
  '52009229': ['SQ', [{ '00209116': ['SQ', [{ '00200037': ['DS', '1\\0\\0\\0\\1\\0'] }]] }]],
  '52009230': [
    'SQ',
    [2, 0, 1].map(
      (place): Elements => ({
        '00209113': ['SQ', [{ '00200032': ['DS', `0\\0\\${5 * place}`] }]],
        '00289145': ['SQ', [{ '00281052': ds(-place), '00281053': ds(1 + place / 4) }]],
      }),
    ),
  ],
  '7fe00010': ['OW', words(noise(36, 0, 65535, 'frames'))],
});

/** Elements without sequences in another way of writing: implicit, or big-endian. */
function rewritten(set: Elements, how: 'implicit' | 'big'): Uint8Array {
  const turned = (x: Uint8Array) => Uint8Array.from(x, (_, i) => x[i ^ 1]);
  const text = (value: string) => new TextEncoder().encode(value.length % 2 ? `${value} ` : value);
  const elements = Object.keys(set)
    .sort()
    .map((tag) => {
      const [vr, value] = set[tag];
      const plain = typeof value === 'string' ? text(value) : value;
      const little = plain instanceof Uint8Array ? plain : words(plain as number[]);
      const body = how === 'big' && (vr === 'US' || vr === 'OW') ? turned(little) : little;
      const head = [Number.parseInt(tag.slice(0, 4), 16), Number.parseInt(tag.slice(4), 16)];
      if (how === 'implicit') return joined(words(head), long([body.length]), body);
      const named = new TextEncoder().encode(vr);
      const size = turned(words([body.length]));
      return vr === 'OW'
        ? joined(turned(words(head)), named, words([0, 0]), size, body)
        : joined(turned(words(head)), named, size, body);
    });
  return joined(...elements);
}

const META = dicomFile({}, `${UNCOMPRESSED}.1`).length;
const PREAMBLE = 132;
/** A whole meta header, with the length of its group, before a data set. */
function withMeta(syntax: string, rest: Uint8Array): Uint8Array {
  const file = dicomFile({}, syntax);
  const group = Uint8Array.of(2, 0, 0, 0, 0x55, 0x4c, 4, 0, file.length - PREAMBLE, 0, 0, 0);
  return joined(file.slice(0, PREAMBLE), group, file.slice(PREAMBLE), rest);
}

/** An RLE frame of 16 bits: both bytes of each number, unpacked runs of at most 128. */
function rle(list: number[]): Uint8Array {
  const packed = [8, 0].map((shift) => {
    const bytes = list.map((x) => (x >> shift) & 255);
    const parts: number[] = [];
    for (let at = 0; at < bytes.length; at += 100) {
      const run = bytes.slice(at, at + 100);
      parts.push(run.length - 1, ...run);
    }
    return Uint8Array.from(parts.length % 2 ? [...parts, 128] : parts);
  });
  const starts = [2, 64, 64 + packed[0].length, ...Array(13).fill(0)];
  return joined(long(starts), ...packed);
}

export function dicoms(): Made[] {
  const sixteen = grey(16, words(twelve), { '00280101': ['US', [12]], '00280102': ['US', [11]], ...CT });
  const signed: Elements = { '00280103': ['US', [1]] };
  const table: Elements = {
    '00283002': ['US', [64, 100, 16]],
    '00283006': ['US', noise(64, 0, 9999, 'table')],
  };
  const palette: Elements = { '00280004': ['CS', 'PALETTE COLOR'] };
  for (const [i, c] of ['red', 'green', 'blue'].entries()) {
    palette[`0028110${i + 1}`] = ['US', [200, 20, 16]];
    palette[`0028120${i + 1}`] = ['OW', words(noise(200, 0, 65535, c))];
  }
  const syntax = (end: string) => UNCOMPRESSED + end;
  const plain = dicomFile(sixteen);
  return [
    ['ct.dcm', plain],
    ['preamble-of-a-tiff.dcm', joined(Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0), plain.slice(8))],
    [
      'signed.dcm',
      dicomFile(grey(16, words(negative.map((x) => x & 65535)), { ...signed, '00281053': ds(0.5) })),
    ],
    [
      'padding.dcm',
      dicomFile(
        grey(16, words([...twelve.slice(20), ...Array(20).fill(63536)]), {
          ...CT,
          '00280120': ['US', [63536]],
        }),
      ),
    ],
    ['inverse.dcm', dicomFile(grey(8, eight, { '00280004': ['CS', 'MONOCHROME1'], '00281052': ds(50) }))],
    [
      'overlay.dcm',
      dicomFile(
        grey(16, words(twelve.map((x) => x | 0x9000)), {
          '00280101': ['US', [12]],
          '00280102': ['US', [11]],
        }),
      ),
    ],
    [
      'high-bits.dcm',
      dicomFile(
        grey(16, words(negative.map((x) => (x << 4) & 65535)), {
          ...signed,
          '00280101': ['US', [12]],
          '00280102': ['US', [15]],
        }),
      ),
    ],
    ['table.dcm', dicomFile(grey(8, eight, { '00283000': ['SQ', [table]] }))],
    ['bits.dcm', dicomFile(grey(1, eight.slice(0, 16), { '00280102': ['US', [0]] }))],
    ['wide.dcm', dicomFile(grey(32, long(noise(N, 0, 4e9, 'wide'))))],
    ['rgb.dcm', dicomFile(rgb('RGB', colours))],
    ['planar.dcm', dicomFile(rgb('RGB', colours, 1))],
    ['ybr.dcm', dicomFile(rgb('YBR_FULL', colours))],
    ['palette.dcm', dicomFile(grey(8, eight, palette))],
    ['enhanced.dcm', dicomFile(enhanced())],
    ['without-meta.dcm', plain.slice(META)],
    ['deflated.dcm', withMeta(syntax('.1.99'), deflateRawSync(plain.slice(META)))],
    ['implicit.dcm', withMeta(syntax(''), rewritten(sixteen, 'implicit'))],
    ['implicit-called-explicit.dcm', withMeta(syntax('.1'), rewritten(sixteen, 'implicit'))],
    ['big-endian.dcm', withMeta(syntax('.2'), rewritten(sixteen, 'big'))],
    ['rle.dcm', withFrames(dicomFile({ ...pixelModule(W, H, 16), ...CT }, syntax('.5')), [rle(twelve)])],
    ['jpeg-2000.dcm', withFrames(dicomFile(pixelModule(W, H, 16), syntax('.4.90')), [eight])],
    ['cut-off.dcm', plain.slice(0, -10)],
  ];
}
