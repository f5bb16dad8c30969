import type { Picture } from '../../data/images/picture';

/** Place `i` of a line of n that is mirrored at its ends, the last one repeated: d c b a | a b c d | d c b a. */
function mirrored(i: number, n: number): number {
  const round = 2 * n;
  const at = ((i % round) + round) % round;
  return at < n ? at : round - 1 - at;
}

/** Half of the weights, the middle first: cut off at four standard deviations, of sum 1. */
function weights(sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5);
  const half = Float64Array.from({ length: radius + 1 }, (_, k) => Math.exp(-(k * k) / (2 * sigma * sigma)));
  const sum = half.reduce((total, w, k) => total + (k === 0 ? w : 2 * w), 0);
  return half.map((w) => w / sum);
}

/**
 * The numbers of a picture, each channel smoothed by a Gaussian of `sigma` pixels, edges mirrored
 * (scipy.ndimage.gaussian_filter, mode 'reflect', truncate 4). First along rows, then down columns.
 */
export function gaussianBlur({ width, height, channels, v }: Picture, sigma: number): Float32Array {
  const w = weights(sigma);
  const radius = w.length - 1;
  const stride = width * channels;
  const across = new Float32Array(v.length);
  const padded = new Float32Array(stride + 2 * radius * channels);
  const sources = Int32Array.from({ length: width + 2 * radius }, (_, i) => mirrored(i - radius, width));
  for (let y = 0; y < height; y++) {
    const row = y * stride;
    for (let i = 0; i < sources.length; i++)
      for (let k = 0; k < channels; k++) padded[i * channels + k] = v[row + sources[i] * channels + k];
    for (let i = 0; i < stride; i++) {
      const at = i + radius * channels;
      let sum = w[0] * padded[at];
      for (let k = 1, off = channels; k <= radius; k++, off += channels)
        sum += w[k] * (padded[at - off] + padded[at + off]);
      across[row + i] = sum;
    }
  }
  const out = new Float32Array(v.length);
  const line = new Float64Array(stride);
  for (let y = 0; y < height; y++) {
    const row = y * stride;
    for (let i = 0; i < stride; i++) line[i] = w[0] * across[row + i];
    for (let k = 1; k <= radius; k++) {
      const above = mirrored(y - k, height) * stride;
      const below = mirrored(y + k, height) * stride;
      const weight = w[k];
      for (let i = 0; i < stride; i++) line[i] += weight * (across[above + i] + across[below + i]);
    }
    out.set(line, row);
  }
  return out;
}
