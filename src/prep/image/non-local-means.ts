import { emptyPicture, type Picture } from '../../data/images/picture';
import { fallingExponential } from './falling-exponential';
import type { ImageStep } from './image-step';

/** exp(-5) is 0.007: places that are less alike do not count. */
const UNLIKE = 5;

/** The picture with `pad` pixels more on every side, mirrored, the edge not repeated (numpy.pad mode 'reflect'). */
function padded(picture: Picture, pad: number): Picture {
  const { channels, v } = picture;
  const to = emptyPicture(picture, picture.width + 2 * pad, picture.height + 2 * pad, channels);
  const place = (i: number, n: number) => {
    if (n === 1) return 0;
    const at = (((i - pad) % (2 * n - 2)) + 2 * n - 2) % (2 * n - 2);
    return at < n ? at : 2 * n - 2 - at;
  };
  const columns = Int32Array.from({ length: to.width }, (_, x) => place(x, picture.width));
  for (let y = 0, i = 0; y < to.height; y++) {
    const row = place(y, picture.height) * picture.width;
    for (let x = 0; x < to.width; x++)
      for (let k = 0; k < channels; k++) to.v[i++] = v[(row + columns[x]) * channels + k];
  }
  return to;
}

/**
 * Squared differences between the picture and itself moved by (right, down), summed from the top left corner: four of
 * them give the distance of two patches of any size.
 */
function sumDifferences(picture: Picture, right: number, down: number, sums: Float64Array): void {
  const { width, height, channels, v } = picture;
  const shift = (down * width + right) * channels;
  const lastColumn = width - right;
  const lastRow = Math.min(height, height - down);
  const start = Math.max(1, -down);
  sums.fill(0, (start - 1) * width, start * width);
  for (let y = start; y < lastRow; y++) {
    let line = 0;
    sums[y * width] = 0;
    for (let x = 1; x < lastColumn; x++) {
      const i = y * width + x;
      for (let k = 0, p = i * channels; k < channels; k++, p++) {
        const apart = v[p] - v[p + shift];
        line += apart * apart;
      }
      sums[i] = line + sums[i - width];
    }
  }
}

/**
 * Each pixel becomes the mean of pixels in a window whose surroundings look alike (Buades and others 2005), patches
 * compared through sums of whole rectangles, so that their size costs nothing (Darbon and others 2008, as in
 * skimage.restoration.denoise_nl_means with fast_mode=True, sigma=0).
 */
export const nonLocalMeans: ImageStep<null> = {
  name: 'non-local-means',
  kind: 'map',
  params: [
    { key: 'strength', kind: 'float', low: 0.005, high: 0.5, log: true, step: 0.005, default: 0.05 },
    { key: 'patch', kind: 'choice', choices: [3, 5, 7], default: 5 },
    { key: 'distance', kind: 'int', low: 2, high: 12, default: 5 },
  ],
  apply(picture, params) {
    const { channels, range } = picture;
    const patch = Number(params.patch);
    const reach = Number(params.distance);
    const h = Number(params.strength) * (range[1] - range[0]);
    const half = patch >> 1;
    const pad = half + reach + 1;
    const wide = padded(picture, pad);
    const { width, height, v } = wide;
    const perDistance = 1 / (channels * h * h * patch * patch);
    const sums = new Float64Array(width * height);
    const weights = new Float64Array(width * height);
    const result = new Float64Array(v.length);
    for (let down = -reach; down <= reach; down++)
      for (let right = 0; right <= reach; right++) {
        // Each pair is met once; those in one column twice, so each time by half.
        const share = right === 0 ? 0.5 : 1;
        sumDifferences(wide, right, down, sums);
        const shift = down * width + right;
        for (let y = Math.max(half, half - down); y < Math.min(height - half, height - half - down); y++)
          for (let x = half; x < width - half - right; x++) {
            const i = y * width + x;
            const above = i - half * width;
            const below = i + half * width;
            const apart =
              (sums[below + half] - sums[below - half] - sums[above + half] + sums[above - half]) *
              perDistance;
            if (apart > UNLIKE) continue;
            const weight = share * fallingExponential(Math.max(0, apart));
            const j = i + shift;
            weights[i] += weight;
            weights[j] += weight;
            for (let k = 0; k < channels; k++) {
              result[i * channels + k] += weight * v[j * channels + k];
              result[j * channels + k] += weight * v[i * channels + k];
            }
          }
      }
    const to = emptyPicture(picture, picture.width, picture.height, channels);
    for (let y = 0, out = 0; y < to.height; y++)
      for (let x = 0; x < to.width; x++) {
        const i = (y + pad) * width + x + pad;
        for (let k = 0; k < channels; k++) to.v[out++] = result[i * channels + k] / weights[i];
      }
    return to;
  },
};
