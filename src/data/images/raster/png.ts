import { unzlibSync } from 'fflate';
import { BenchsideError } from '../../../study/errors';
import type { Decoder } from '../decoder';
import { type PngChunks, pngChunks } from './png-chunks';
import { type Samples, settle } from './settle';
import { isPng } from './signatures';

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

/** Adam7: first column and row, and the steps from there. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Turns one filtered line into bytes, in place. `above`: the line before it, or zeros. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, step: number): void {
  const n = line.length;
  if (filter === 1) for (let i = step; i < n; i++) line[i] += line[i - step];
  else if (filter === 2) for (let i = 0; i < n; i++) line[i] += above[i];
  else if (filter === 3)
    for (let i = 0; i < n; i++) line[i] += ((i < step ? 0 : line[i - step]) + above[i]) >> 1;
  else if (filter === 4)
    for (let i = 0; i < n; i++) {
      const left = i < step ? 0 : line[i - step];
      const corner = i < step ? 0 : above[i - step];
      const guess = left + above[i] - corner;
      const [toLeft, toAbove, toCorner] = [
        Math.abs(guess - left),
        Math.abs(guess - above[i]),
        Math.abs(guess - corner),
      ];
      line[i] += toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above[i] : corner;
    }
  else if (filter !== 0) throw new BenchsideError('image.damaged');
}

/** Samples of one line into their places: from `to`, every `step` pixels. Palette entries stay indices. */
function spread(
  line: Uint8Array,
  bits: number,
  count: number,
  channels: number,
  v: Samples['v'],
  to: number,
  step: number,
) {
  for (let i = 0; i < count; i++)
    for (let c = 0; c < channels; c++) {
      const at = i * channels + c;
      v[to + i * step * channels + c] =
        bits === 8
          ? line[at]
          : bits === 16
            ? (line[2 * at] << 8) | line[2 * at + 1]
            : (line[(at * bits) >> 3] >> (8 - bits - ((at * bits) & 7))) & ((1 << bits) - 1);
    }
}

function samplesOf(png: PngChunks): Samples {
  const { width, height, bits, interlaced } = png;
  const channels = CHANNELS[png.colour];
  const passes = interlaced ? PASSES : ([[0, 0, 1, 1]] as const);
  const shapes = passes.map(([x, y, dx, dy]) => {
    const [w, h] = [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)];
    return {
      x,
      y,
      dx,
      dy,
      w: Math.max(0, w),
      h: w > 0 ? Math.max(0, h) : 0,
      bytes: Math.ceil((w * channels * bits) / 8),
    };
  });
  const wanted = shapes.reduce((sum, { h, bytes }) => sum + h * (bytes + 1), 0);
  let raw: Uint8Array;
  try {
    // Into a buffer of the size that the header claims: what a bomb holds beyond it is not kept.
    raw = unzlibSync(png.packed, { out: new Uint8Array(wanted) });
  } catch {
    throw new BenchsideError('image.truncated');
  }
  if (raw.length < wanted) throw new BenchsideError('image.truncated');
  const v =
    bits === 16 ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels);
  const step = Math.max(1, (channels * bits) >> 3);
  let at = 0;
  for (const { x, y, dx, dy, w, h, bytes } of shapes) {
    let above = new Uint8Array(bytes);
    for (let row = 0; row < h; row++) {
      const line = raw.subarray(at + 1, at + 1 + bytes);
      unfilter(raw[at], line, above, step);
      spread(line, bits, w, channels, v, ((y + row * dy) * width + x) * channels, dx);
      above = line as Uint8Array<ArrayBuffer>;
      at += bytes + 1;
    }
  }
  return { width, height, channels, v };
}

/** Palette to colours, few bits to 0-255, the transparent colour to an alpha channel. */
function coloured({ width, height, channels, v }: Samples, png: PngChunks): Samples {
  const { palette, transparency, bits, colour } = png;
  if (colour === 3 && palette) {
    const to = transparency ? 4 : 3;
    const out = new Uint8Array(width * height * to);
    for (let i = 0; i < v.length; i++) {
      if (v[i] * 3 + 2 >= palette.length) throw new BenchsideError('image.damaged');
      for (let c = 0; c < 3; c++) out[i * to + c] = palette[v[i] * 3 + c];
      if (transparency) out[i * to + 3] = transparency[v[i]] ?? 255;
    }
    return { width, height, channels: to, v: out };
  }
  const keyed =
    transparency !== null && transparency.length >= 2 * channels && (colour === 0 || colour === 2);
  const key = (c: number) => (transparency![2 * c] << 8) | transparency![2 * c + 1];
  const scale = bits < 8 ? 255 / ((1 << bits) - 1) : 1;
  if (!keyed) {
    if (scale !== 1) for (let i = 0; i < v.length; i++) v[i] *= scale;
    return { width, height, channels, v };
  }
  const to = channels + 1;
  const out = bits === 16 ? new Uint16Array(width * height * to) : new Uint8Array(width * height * to);
  for (let from = 0, at = 0; from < v.length; from += channels, at += to) {
    let same = true;
    for (let c = 0; c < channels; c++) {
      same &&= v[from + c] === key(c);
      out[at + c] = v[from + c] * scale;
    }
    out[at + channels] = same ? 0 : bits === 16 ? 65535 : 255;
  }
  return { width, height, channels: to as 2 | 4, v: out };
}

/**
 * PNG of every type of colour, 1 to 16 bits, exactly: a browser's own decoder gives 16 bits as 8 and premultiplies
 * alpha. Colour profiles and gamma are not applied.
 */
export const png: Decoder = {
  name: 'png',
  reads: isPng,
  async decode(file, { maxPixels }) {
    const chunks = pngChunks(new Uint8Array(await file.arrayBuffer()), maxPixels);
    return settle(coloured(samplesOf(chunks), chunks));
  },
};
