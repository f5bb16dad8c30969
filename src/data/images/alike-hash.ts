import type { Picture } from './picture';

/** What is kept of a picture to find its copies: 1.1 kB, whatever its size. */
export interface PictureHash {
  /** The same for the same size, channels and numbers, and for nothing else (128 bits). */
  exact: string;
  /** pHash, 64 bits in two words: signs of the lowest frequencies. Likeness is the number of equal bits. */
  perceptual: Uint32Array;
  /** The picture in grey at 32 × 32, stretched to 0-255: what two hashes that are near are compared by. */
  small: Uint8Array;
}

export const SMALL = 32;
/** Frequencies of the cosine transform, a side. */
const FREQUENCIES = 9;

const turn = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** MurmurHash3_x86_128 (Appleby, public domain) in its inner loop, the lanes mixed once more at the end; 32 hex digits. */
export function exactKey({ width, height, channels, v }: Picture): string {
  const words = new Uint32Array(v.buffer, v.byteOffset, v.length);
  const lanes = Uint32Array.of(width, height ^ 0x9e3779b9, channels ^ 0x85ebca6b, v.length ^ 0xc2b2ae35);
  for (let i = 0; i < words.length; i++) {
    const lane = i & 3;
    const mixed = lanes[lane] ^ Math.imul(turn(Math.imul(words[i], 0x239b961b), 15), 0xab0e9789);
    lanes[lane] = Math.imul(turn(mixed, 19) + lanes[(lane + 1) & 3], 5) + 0x561ccd1b;
  }
  for (let round = 0; round < 8; round++) {
    const lane = round & 3;
    let x = lanes[lane] ^ lanes[(lane + 3) & 3];
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    lanes[lane] = x ^ (x >>> 16);
  }
  return Array.from(lanes, (x) => x.toString(16).padStart(8, '0')).join('');
}

/** Weights by which the cells of one axis overlap `SMALL` equal parts: area averaging, up and down alike. */
function shares(n: number): { from: number; to: number; weight: (i: number) => number }[] {
  const step = n / SMALL;
  return Array.from({ length: SMALL }, (_, k) => ({
    from: Math.floor(k * step),
    to: Math.min(n, Math.ceil((k + 1) * step)),
    weight: (i) => Math.min(i + 1, (k + 1) * step) - Math.max(i, k * step),
  }));
}

/** Grey (Rec. 601) at 32 × 32 by area. */
function shrink({ width, height, channels, v }: Picture): Float64Array {
  const luma = channels >= 3 ? [0.299, 0.587, 0.114] : [1];
  const rows = new Float64Array(SMALL * width);
  const out = new Float64Array(SMALL * SMALL);
  shares(height).forEach(({ from, to, weight }, r) => {
    for (let y = from; y < to; y++) {
      const w = weight(y) * (SMALL / height);
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * channels;
        let grey = 0;
        for (let c = 0; c < luma.length; c++) grey += luma[c] * v[at + c];
        rows[r * width + x] += w * grey;
      }
    }
  });
  shares(width).forEach(({ from, to, weight }, c) => {
    for (let x = from; x < to; x++) {
      const w = weight(x) * (SMALL / width);
      for (let r = 0; r < SMALL; r++) out[r * SMALL + c] += w * rows[r * width + x];
    }
  });
  return out;
}

const COSINES = Float64Array.from({ length: FREQUENCIES * SMALL }, (_, i) =>
  Math.cos((Math.PI * Math.floor(i / SMALL) * (2 * (i % SMALL) + 1)) / (2 * SMALL)),
);

/** The lowest 80 frequencies of the two-dimensional DCT-II without the mean, of which the first 64 are used. */
function frequencies(grey: Float64Array): Float64Array {
  const half = new Float64Array(FREQUENCIES * SMALL);
  for (let u = 0; u < FREQUENCIES; u++)
    for (let x = 0; x < SMALL; x++)
      for (let y = 0; y < SMALL; y++) half[u * SMALL + x] += COSINES[u * SMALL + y] * grey[y * SMALL + x];
  const out = new Float64Array(64);
  for (let k = 0; k < 64; k++) {
    const u = Math.floor((k + 1) / FREQUENCIES);
    const w = (k + 1) % FREQUENCIES;
    for (let x = 0; x < SMALL; x++) out[k] += COSINES[w * SMALL + x] * half[u * SMALL + x];
  }
  return out;
}

/** What finds copies of a picture (pHash: Zauner 2010). Not a number counts as nothing. */
export function hashOf(picture: Picture): PictureHash {
  const grey = shrink(picture).map((x) => (Number.isFinite(x) ? x : 0));
  const transformed = frequencies(grey);
  const sorted = transformed.toSorted();
  const median = (sorted[31] + sorted[32]) / 2;
  const perceptual = new Uint32Array(2);
  transformed.forEach((x, k) => {
    if (x > median) perceptual[k >> 5] |= 1 << (k & 31);
  });
  const low = grey.reduce((a, b) => Math.min(a, b));
  const high = grey.reduce((a, b) => Math.max(a, b));
  // Averaging leaves rounding in a picture of one grey: that is no contrast.
  const contrast = high - low > 1e-6 * Math.max(Math.abs(high), Math.abs(low));
  const stretch = contrast ? 255 / (high - low) : 0;
  return {
    exact: exactKey(picture),
    perceptual,
    small: Uint8Array.from(grey, (x) => Math.round((x - low) * stretch)),
  };
}
