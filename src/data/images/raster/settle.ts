import type { DecodedFile } from '../decoder';

/** Samples as a format has them: row by row, channels last; 8 or 16 bits. */
export interface Samples {
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
  v: Uint8Array | Uint16Array;
}

const allGrey = (v: Uint8Array | Uint16Array, channels: number): boolean => {
  for (let i = 0; i < v.length; i += channels) if (v[i] !== v[i + 1] || v[i] !== v[i + 2]) return false;
  return true;
};

/**
 * What models read: grey in one channel, also where a colour file holds nothing but grey; colour in three.
 * An alpha channel is composited over black, the ground of medical pictures, and `transparent` is among the notices
 * where that changed a pixel.
 */
export function settle({ width, height, channels, v }: Samples): DecodedFile {
  const full = v instanceof Uint8Array ? 255 : 65535;
  const alpha = channels === 2 || channels === 4;
  const colours = channels < 3 ? 1 : 3;
  const kept = colours === 3 && allGrey(v, channels) ? 1 : colours;
  let transparent = false;
  let pixels = v;
  if (alpha || kept !== channels) {
    pixels =
      v instanceof Uint8Array
        ? new Uint8Array(width * height * kept)
        : new Uint16Array(width * height * kept);
    for (let from = 0, to = 0; from < v.length; from += channels, to += kept) {
      const a = alpha ? v[from + channels - 1] : full;
      if (a !== full) transparent = true;
      for (let c = 0; c < kept; c++)
        pixels[to + c] = a === full ? v[from + c] : Math.round((v[from + c] * a) / full);
    }
  }
  return {
    pictures: [
      {
        width,
        height,
        channels: kept,
        unit: kept === 1 ? 'intensity' : 'colour',
        range: [0, full],
        pixels,
      },
    ],
    ...(transparent && { notices: ['transparent'] }),
  };
}
