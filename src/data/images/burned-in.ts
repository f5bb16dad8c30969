import { type Blob2d, brightBlobs } from './burned-in-blobs';

/** What the search needs of a picture. */
export interface Looked {
  width: number;
  height: number;
  channels: number;
  /** [height, width, channels]. */
  pixels: ArrayLike<number>;
}

/** A line of text has at least this many characters: a side marker (R, L) is none. */
const CHARACTERS = 4;
/** Text stands within this part of the width or height from an edge. */
const BORDER = 0.3;
/** Pixels. */
const LOWEST = 5;
/** Pixels that are enough to know what is dark and what is bright. */
const SAMPLED = 50_000;

/** Brightness, the largest of the channels, and what is bright: above the middle between dark and the brightest. */
function brightMask({ width, height, channels, pixels }: Looked): Uint8Array {
  const n = width * height;
  const grey = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    let top = pixels[i * channels];
    for (let c = 1; c < channels; c++) top = Math.max(top, pixels[i * channels + c]);
    grey[i] = top;
  }
  const step = Math.max(1, Math.floor(n / SAMPLED));
  const sorted = Float32Array.from({ length: Math.floor(n / step) }, (_, i) => grey[i * step]).sort();
  const low = sorted[Math.floor(sorted.length * 0.01)];
  const high = sorted[Math.floor((sorted.length - 1) * 0.9995)];
  const mask = new Uint8Array(n);
  if (!(high > low)) return mask;
  const threshold = low + 0.5 * (high - low);
  for (let i = 0; i < n; i++) mask[i] = grey[i] > threshold ? 1 : 0;
  return mask;
}

const nearEdge = (blob: Blob2d, width: number, height: number): boolean => {
  const x = (blob.left + blob.right) / 2 / width;
  const y = (blob.top + blob.bottom) / 2 / height;
  return Math.min(x, 1 - x, y, 1 - y) < BORDER;
};

/** As a letter or digit is: upright, of a size that can be read and no larger, made of strokes. */
const likeCharacter = (blob: Blob2d, tallest: number): boolean => {
  const w = blob.right - blob.left + 1;
  const h = blob.bottom - blob.top + 1;
  const fill = blob.area / (w * h);
  return (
    h >= LOWEST && h <= tallest && w <= 1.5 * h && w >= 0.1 * h && fill > 0.15 && (fill < 0.8 || w < 0.4 * h)
  );
};

/** Characters of one line: same height, same foot, next to each other. */
function longestLine(characters: Blob2d[]): number {
  const sorted = [...characters].sort((a, b) => a.left - b.left);
  const length = new Array<number>(sorted.length).fill(1);
  let longest = 0;
  sorted.forEach((now, i) => {
    const h = now.bottom - now.top + 1;
    for (let j = i - 1; j >= 0; j--) {
      const before = sorted[j];
      const gap = now.left - before.right;
      if (gap < 0 || gap > 1.2 * h) continue;
      const slack = Math.max(1, 0.12 * h);
      if (Math.abs(before.bottom - now.bottom) > slack || Math.abs(before.top - now.top) > slack) continue;
      length[i] = Math.max(length[i], length[j] + 1);
    }
    longest = Math.max(longest, length[i]);
  });
  return longest;
}

/**
 * Whether something like a line of text is burned into the border of a picture: at least four bright, separate,
 * letter-sized shapes of one height on one foot line. It sees bright text on dark, as scanners write it, of 5 pixels
 * and more; it reads nothing, so what it finds may be a scale or a name, and only a person can tell.
 *
 * Seen on public pictures: it names 8 of the 9 ultrasound files of the DICOM set (the ninth has two words of five
 * pixels) and none of its CT, MR and X-ray files; of 493 MRI and X-ray pictures it named 16, of which 15 bear text.
 */
export function burnedInText(picture: Looked): boolean {
  const { width, height } = picture;
  if (width < 48 || height < 48) return false;
  const tallest = Math.max(16, height / 16);
  const characters = brightBlobs(brightMask(picture), width, height).filter(
    (blob) => likeCharacter(blob, tallest) && nearEdge(blob, width, height),
  );
  return longestLine(characters) >= CHARACTERS;
}
