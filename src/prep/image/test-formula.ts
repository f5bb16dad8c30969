import { emptyPicture, type Picture } from '../../data/images/picture';
import type { Rng } from '../../study/random';

/**
 * The picture that the golden values were made on, in Python:
 * `y, x, k = np.mgrid[0:h, 0:w, 0:c]; (3*x*x + 5*y*y + 7*x*y + 40*k) % 251`.
 */
export function formulaPicture(width: number, height: number, channels = 1): Picture {
  const unit = channels === 3 ? 'colour' : 'intensity';
  const picture = emptyPicture({ unit, range: [0, 255] }, width, height, channels);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let k = 0; k < channels; k++) picture.v[i++] = (3 * x * x + 5 * y * y + 7 * x * y + 40 * k) % 251;
  return picture;
}

/** Draws that are known: `next` gives these in turn. */
export function drawing(...draws: number[]): Rng {
  const next = () => draws.shift() ?? 0.5;
  return {
    next,
    int: (n) => Math.floor(next() * n),
    normal: next,
    tally: (counts) => counts.fill(1),
    shuffle: (list) => list,
  };
}

/** The largest distance between two lists of equal length. */
export const farthest = (got: ArrayLike<number>, wanted: ArrayLike<number>): number => {
  if (got.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < got.length; i++) most = Math.max(most, Math.abs(got[i] - wanted[i]));
  return most;
};
