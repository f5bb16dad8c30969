import type { PictureSource } from '../../data/images/picture';
import { breathe, throwIfAborted } from '../../train/pacing';
import { seen } from './seen';

/** Pictures between two looks at the messages. */
const STRETCH = 32;

/**
 * Pictures as a plain model can read them: side x side cells of mean grey, 0 and 1 being the ends of what a picture's
 * numbers could be. [rows, side * side] row-major. Throws `cancelled`.
 */
export async function smallGrey(
  source: PictureSource,
  rows: ArrayLike<number>,
  side: number,
  signal: AbortSignal,
): Promise<Float32Array> {
  const cells = new Float32Array(rows.length * side * side);
  for (let i = 0; i < rows.length; i++) {
    if (i % STRETCH === 0) {
      await breathe();
      throwIfAborted(signal);
    }
    const { width, height, channels, v, range } = seen(source, rows[i]);
    const [low, high] = range;
    const edge = (cell: number, length: number) => Math.floor((cell * length) / side);
    for (let y = 0; y < side; y++) {
      const y0 = edge(y, height);
      const y1 = Math.max(y0 + 1, edge(y + 1, height));
      for (let x = 0; x < side; x++) {
        const x0 = edge(x, width);
        const x1 = Math.max(x0 + 1, edge(x + 1, width));
        let sum = 0;
        for (let row = y0; row < y1; row++)
          for (let at = (row * width + x0) * channels; at < (row * width + x1) * channels; at++) sum += v[at];
        const mean = sum / ((y1 - y0) * (x1 - x0) * channels);
        cells[(i * side + y) * side + x] = (mean - low) / (high - low || 1);
      }
    }
  }
  return cells;
}
