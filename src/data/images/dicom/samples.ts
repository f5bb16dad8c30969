import { BenchsideError } from '../../../study/errors';
import type { CodeStream } from './codestream';
import type { PixelHeader } from './header';

/** Numbers as the file stores them, one a sample, colour interleaved. */
export type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

const unpackBits = (data: Uint8Array, from: number, n: number): Uint8Array => {
  const out = new Uint8Array(n);
  for (let i = 0; i < n; i++) out[i] = (data[(from + i) >> 3] >> ((from + i) & 7)) & 1;
  return out;
};

/** Samples of `bits` bits as they lie, no sign yet. Big-endian words are read as such: the byte swap is here. */
function words(data: Uint8Array, bits: number, float: boolean, n: number, big: boolean): Samples {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (bits === 8) return data.slice(0, n);
  const out =
    bits === 16
      ? new Uint16Array(n)
      : bits === 64
        ? new Float64Array(n)
        : float
          ? new Float32Array(n)
          : new Uint32Array(n);
  if (bits === 16) for (let i = 0; i < n; i++) out[i] = view.getUint16(2 * i, !big);
  else if (bits === 64) for (let i = 0; i < n; i++) out[i] = view.getFloat64(8 * i, !big);
  else if (float) for (let i = 0; i < n; i++) out[i] = view.getFloat32(4 * i, !big);
  else for (let i = 0; i < n; i++) out[i] = view.getUint32(4 * i, !big);
  return out;
}

/**
 * Keeps the `stored` bits below `highBit` and extends their sign (PS3.5 8.1.1): what stands above them, an old
 * overlay for one, is no part of the number.
 */
function signExtend(raw: Samples, stored: number, highBit: number, signed: boolean): Samples {
  const bits = raw.BYTES_PER_ELEMENT * 8;
  const down = highBit + 1 - stored;
  if (!signed && stored === bits) return raw;
  const left = 32 - stored - down;
  const right = 32 - stored;
  const out = signed
    ? bits === 8
      ? new Int8Array(raw.length)
      : bits === 16
        ? new Int16Array(raw.length)
        : new Int32Array(raw.length)
    : raw;
  if (signed) for (let i = 0; i < raw.length; i++) out[i] = (raw[i] << left) >> right;
  else for (let i = 0; i < raw.length; i++) out[i] = (raw[i] << left) >>> right;
  return out;
}

const interleave = (planes: Samples, pixels: number): Samples => {
  const out = planes.slice();
  for (let c = 0; c < 3; c++) for (let i = 0; i < pixels; i++) out[3 * i + c] = planes[c * pixels + i];
  return out;
};

/** Two pixels share a colour: Y1 Y2 Cb Cr (PS3.3 C.7.6.3.1.2). */
const unshare422 = (data: Samples, pixels: number): Samples => {
  const out = new Uint8Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    const pair = (i >> 1) * 4;
    out[3 * i] = data[pair + (i & 1)];
    out[3 * i + 1] = data[pair + 2];
    out[3 * i + 2] = data[pair + 3];
  }
  return out;
};

/**
 * Frame `index` of uncompressed pixel data, [height, width, samples]. `data`: all frames, one after another.
 * Throws `image.truncated` where the file ends before the frame does.
 */
export function nativeSamples(header: PixelHeader, data: Uint8Array, index: number): Samples {
  const { allocated, samples, float, bigEndian } = header;
  const pixels = header.width * header.height;
  if (allocated === 1) {
    if (data.length * 8 < (index + 1) * pixels) throw new BenchsideError('image.truncated');
    return unpackBits(data, index * pixels, pixels);
  }
  const shared = samples === 3 && allocated === 8 && header.photometric === 'YBR_FULL_422';
  const n = shared ? pixels * 2 : pixels * samples;
  const size = (n * allocated) / 8;
  const part = data.subarray(index * size, (index + 1) * size);
  if (part.length < size) throw new BenchsideError('image.truncated');
  const raw = words(part, allocated, float, n, bigEndian);
  if (shared) return unshare422(raw, pixels);
  const whole = float ? raw : signExtend(raw, header.stored, header.highBit, header.signed);
  return header.planar ? interleave(whole, pixels) : whole;
}

/**
 * What a codec gave, as samples. Whether a number is negative, the file's header says, not the code stream: a JPEG
 * knows no sign, and JPEG 2000 written from signed pixels may call itself unsigned (then BitsStored tells the sign).
 */
export function codecSamples(header: PixelHeader, data: Uint8Array, stream: CodeStream): Samples {
  const pixels = header.width * header.height;
  const bits = stream.bits > 8 ? 16 : 8;
  const n = pixels * stream.components;
  if (data.length < (n * bits) / 8) throw new BenchsideError('image.truncated');
  const raw = words(data, bits, false, n, false);
  const stored = Math.min(stream.signed && header.signed ? stream.bits : header.stored, bits);
  const whole = header.signed || stream.signed ? signExtend(raw, stored, stored - 1, header.signed) : raw;
  return stream.planar ? interleave(whole, pixels) : whole;
}
