import type { Pixels, PixelUnit } from '../picture';
import { readBlock } from './tiff-block';
import { PALETTE, type TiffPage, WHITE_IS_ZERO } from './tiff-page';

/** A part of a page in its narrowest exact type, channels last. */
export interface TiffPart {
  width: number;
  height: number;
  channels: number;
  v: Pixels;
}

const isColour = ({ photometric, samples }: TiffPage) =>
  photometric > 1 && (photometric === PALETTE || samples >= 3);

export const unitOf = (page: TiffPage): PixelUnit => (isColour(page) ? 'colour' : 'intensity');

/** Alpha can be taken out where it is an integer of the same width as the colours. */
const hasAlpha = ({ alpha, format, bits }: TiffPage) => alpha && format === 1 && bits <= 16;

/** Channels that `readPart` gives. */
export const channelsOf = (page: TiffPage): number =>
  page.photometric === PALETTE ? 3 : hasAlpha(page) ? page.samples - 1 : page.samples;

/** Few bits a sample spread over 0-255; white-is-zero turned round. */
function asShown(v: Pixels, { bits, format, photometric }: TiffPage): Pixels {
  const full = bits <= 16 && format === 1 ? 2 ** bits - 1 : 0;
  if (full && photometric === WHITE_IS_ZERO) for (let i = 0; i < v.length; i++) v[i] = full - v[i];
  if (full && full < 255) for (let i = 0; i < v.length; i++) v[i] *= 255 / full;
  return v;
}

/** Palettes hold 16 bits, of which the upper 8 are shown everywhere. */
function coloured(v: Pixels, palette: ArrayLike<number>): Pixels {
  const levels = palette.length / 3;
  const out = new Uint8Array(v.length * 3);
  for (let i = 0; i < v.length; i++)
    for (let c = 0; c < 3; c++) out[i * 3 + c] = palette[c * levels + v[i]] >> 8;
  return out;
}

/** Composited over black, without the alpha channel. */
function withoutAlpha(v: Pixels, channels: number, full: number): Pixels {
  const kept = channels - 1;
  const out = v.slice(0, (v.length / channels) * kept);
  for (let from = 0, to = 0; from < v.length; from += channels, to += kept)
    for (let c = 0; c < kept; c++) out[to + c] = Math.round((v[from + c] * v[from + kept]) / full);
  return out;
}

/**
 * A window of a page: left, top, right, bottom in pixels, right and bottom not included. One block is held at a time.
 * Throws `image.truncated`, `image.damaged`.
 */
export async function readPart(
  page: TiffPage,
  [left, top, right, bottom]: readonly [number, number, number, number],
): Promise<TiffPart> {
  const { block, samples, planar } = page;
  const [width, height] = [right - left, bottom - top];
  const across = Math.ceil(page.width / block.width);
  const plane = across * Math.ceil(page.height / block.height);
  let v: Pixels | null = null;
  for (let sample = 0; sample < (planar ? samples : 1); sample++)
    for (let by = Math.floor(top / block.height); by * block.height < bottom; by++)
      for (let bx = Math.floor(left / block.width); bx * block.width < right; bx++) {
        const [blockTop, blockLeft] = [by * block.height, bx * block.width];
        const part = await readBlock(page, sample * plane + by * across + bx, blockTop);
        v ??= new (part.v.constructor as new (length: number) => Pixels)(width * height * samples);
        const [x0, x1] = [Math.max(left, blockLeft), Math.min(right, blockLeft + block.width)];
        const y1 = Math.min(bottom, blockTop + part.height);
        for (let y = Math.max(top, blockTop); y < y1; y++) {
          const from = ((y - blockTop) * block.width + x0 - blockLeft) * part.samples;
          const to = ((y - top) * width + x0 - left) * samples + sample;
          if (!planar) v.set(part.v.subarray(from, from + (x1 - x0) * samples), to);
          else for (let i = 0; i < x1 - x0; i++) v[to + i * samples] = part.v[from + i];
        }
      }
  const made = v ?? new Uint8Array(0);
  if (page.photometric === PALETTE && page.palette)
    return { width, height, channels: 3, v: coloured(made, page.palette) };
  const shown = asShown(made, page);
  if (!hasAlpha(page)) return { width, height, channels: samples, v: shown };
  return {
    width,
    height,
    channels: samples - 1,
    v: withoutAlpha(shown, samples, page.bits === 16 ? 65535 : 255),
  };
}

/** What the numbers could be, or where they are floats or wide, what they are. */
export function rangeOf(v: Pixels): [number, number] {
  if (v instanceof Uint8Array) return [0, 255];
  if (v instanceof Uint16Array) return [0, 65535];
  if (v instanceof Int16Array) return [-32768, 32767];
  let [low, high] = [v[0] ?? 0, v[0] ?? 0];
  for (const x of v) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return [low, high];
}
