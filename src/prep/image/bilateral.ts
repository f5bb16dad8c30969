import { emptyPicture } from '../../data/images/picture';
import { fallingExponential } from './falling-exponential';
import type { ImageStep } from './image-step';

/** Place i of a line of n that is mirrored at its ends, the last one not repeated: c b | a b c | b a. */
function mirrored(i: number, n: number): number {
  if (n === 1) return 0;
  const round = 2 * n - 2;
  const at = ((i % round) + round) % round;
  return at < n ? at : round - at;
}

/**
 * Each pixel becomes the mean of the pixels about it, weighted by nearness and by likeness of tone, so that grain goes
 * and edges stay (Tomasi and Manduchi 1998; cv2.bilateralFilter with sigmaSpace `sigma`, sigmaColor a share of what
 * the numbers could span, d of 3 sigma; edges mirrored). Colours differ by the sum over channels.
 */
export const bilateral: ImageStep<null> = {
  name: 'bilateral',
  kind: 'map',
  params: [
    { key: 'sigma', kind: 'float', low: 0.5, high: 5, step: 0.1, default: 1.5 },
    { key: 'tone', kind: 'float', low: 0.005, high: 0.5, log: true, step: 0.005, default: 0.05 },
  ],
  apply(picture, params) {
    const { width, height, channels, v, range } = picture;
    const sigma = Number(params.sigma);
    const radius = Math.max(1, Math.round(1.5 * sigma));
    const tone = Number(params.tone) * (range[1] - range[0]);
    const perTone = 1 / (2 * tone * tone);
    const offsets: [number, number, number][] = [];
    for (let dy = -radius; dy <= radius; dy++)
      for (let dx = -radius; dx <= radius; dx++) {
        const distance = dx * dx + dy * dy;
        if (distance <= radius * radius) offsets.push([dx, dy, Math.exp(-distance / (2 * sigma * sigma))]);
      }
    const acrossOf = Int32Array.from(offsets, ([dx]) => dx + radius);
    const downOf = Int32Array.from(offsets, ([, dy]) => dy + radius);
    const nearness = Float64Array.from(offsets, ([, , weight]) => weight);
    const columns = Int32Array.from(
      { length: width + 2 * radius },
      (_, i) => mirrored(i - radius, width) * channels,
    );
    const rows = Int32Array.from(
      { length: height + 2 * radius },
      (_, i) => mirrored(i - radius, height) * width * channels,
    );
    const to = emptyPicture(picture, width, height, channels);
    const sums = new Float64Array(channels);
    for (let y = 0, here = 0; y < height; y++)
      for (let x = 0; x < width; x++, here += channels) {
        let total = 0;
        sums.fill(0);
        for (let o = 0; o < nearness.length; o++) {
          const there = rows[y + downOf[o]] + columns[x + acrossOf[o]];
          let apart = 0;
          for (let k = 0; k < channels; k++) apart += Math.abs(v[there + k] - v[here + k]);
          const weight = nearness[o] * fallingExponential(apart * apart * perTone);
          total += weight;
          for (let k = 0; k < channels; k++) sums[k] += weight * v[there + k];
        }
        for (let k = 0; k < channels; k++) to.v[here + k] = sums[k] / total;
      }
    return to;
  },
};
