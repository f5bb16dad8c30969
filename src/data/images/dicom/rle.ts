import { BenchsideError } from '../../../study/errors';

/** PackBits (PS3.5 G.3.1) of one segment into `out`. Returns how many bytes came; what is over is dropped. */
function unpack(data: Uint8Array, out: Uint8Array): number {
  let n = 0;
  let at = 0;
  while (at < data.length && n < out.length) {
    const code = data[at++];
    if (code < 128) {
      const end = Math.min(at + code + 1, data.length);
      const part = data.subarray(at, Math.min(end, at + out.length - n));
      out.set(part, n);
      n += part.length;
      at = end;
    } else if (code > 128) {
      const run = Math.min(257 - code, out.length - n);
      out.fill(data[at++], n, n + run);
      n += run;
    }
  }
  return n;
}

/**
 * One RLE frame (PS3.5 annex G): a segment for each byte of each sample, highest byte first.
 * Gives the frame as native little-endian pixels, samples interleaved.
 * `sampleBytes`: bytes of one sample plane; with bits packed eight to a byte where a sample is one bit.
 */
export function decodeRle(
  data: Uint8Array,
  plane: number,
  samples: number,
  bytesPerSample: number,
): Uint8Array {
  if (data.length < 64) throw new BenchsideError('image.truncated');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const segments = view.getUint32(0, true);
  if (segments !== samples * bytesPerSample) throw new BenchsideError('image.damaged');
  const step = segments;
  const out = new Uint8Array(plane * segments);
  const one = new Uint8Array(plane);
  for (let s = 0; s < segments; s++) {
    const from = view.getUint32(4 + 4 * s, true);
    const to = s + 1 < segments ? view.getUint32(8 + 4 * s, true) : data.length;
    if (unpack(data.subarray(from, to), one) < plane) throw new BenchsideError('image.truncated');
    const sample = Math.floor(s / bytesPerSample);
    const byte = bytesPerSample - 1 - (s % bytesPerSample);
    for (let i = 0, at = sample * bytesPerSample + byte; i < plane; i++, at += step) out[at] = one[i];
  }
  return out;
}
