/** A DICOM file for tests, Explicit VR Little Endian unless told otherwise. Sequences are arrays of items. */
export type Value = string | number[] | Uint8Array | Elements[];
/** By tag in hexadecimal, `00280010`, with its VR. */
export type Elements = Record<string, [vr: string, value: Value]>;

const LONG = new Set(['OB', 'OW', 'OF', 'OD', 'SQ', 'UN', 'UT']);

const joined = (parts: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const u16 = (x: number): Uint8Array => Uint8Array.of(x & 255, (x >> 8) & 255);
const u32 = (x: number): Uint8Array => joined([u16(x & 65535), u16(x >>> 16)]);
const item = (data: Uint8Array): Uint8Array => joined([u16(0xfffe), u16(0xe000), u32(data.length), data]);

function bytesOf(vr: string, value: Value): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return new TextEncoder().encode(value);
  if (vr === 'SQ') return joined((value as Elements[]).map((one) => item(elements(one))));
  return joined((value as number[]).map((x) => (vr === 'UL' ? u32(x) : u16(x))));
}

function elements(set: Elements): Uint8Array {
  return joined(
    Object.keys(set)
      .sort()
      .map((tag) => {
        const [vr, value] = set[tag];
        const raw = bytesOf(vr, value);
        const data = raw.length % 2 ? joined([raw, Uint8Array.of(vr === 'UI' || vr === 'OB' ? 0 : 32)]) : raw;
        const head = [u16(Number.parseInt(tag.slice(0, 4), 16)), u16(Number.parseInt(tag.slice(4), 16))];
        const name = new TextEncoder().encode(vr);
        return LONG.has(vr)
          ? joined([...head, name, u16(0), u32(data.length), data])
          : joined([...head, name, u16(data.length), data]);
      }),
  );
}

export function dicomFile(set: Elements, syntax = '1.2.840.10008.1.2.1'): Uint8Array<ArrayBuffer> {
  const preamble = new Uint8Array(132);
  preamble.set([0x44, 0x49, 0x43, 0x4d], 128);
  return joined([preamble, elements({ '00020010': ['UI', syntax] }), elements(set)]);
}

/** Pixel data of compressed frames, one fragment a frame, as the last element of a file. */
export function withFrames(file: Uint8Array, frames: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const even = frames.map((f) => (f.length % 2 ? joined([f, Uint8Array.of(0)]) : f));
  const start = joined([u16(0x7fe0), u16(0x10), new TextEncoder().encode('OB'), u16(0), u32(0xffffffff)]);
  const end = joined([u16(0xfffe), u16(0xe0dd), u32(0)]);
  return joined([file, start, item(new Uint8Array()), ...even.map(item), end]);
}

/** The image pixel module of a picture of `bits` bits; more elements are added or replace these. */
export const pixelModule = (width: number, height: number, bits: number, more: Elements = {}): Elements => ({
  '00280002': ['US', [1]],
  '00280004': ['CS', 'MONOCHROME2'],
  '00280010': ['US', [height]],
  '00280011': ['US', [width]],
  '00280100': ['US', [bits]],
  '00280101': ['US', [bits]],
  '00280102': ['US', [bits - 1]],
  '00280103': ['US', [0]],
  ...more,
});
