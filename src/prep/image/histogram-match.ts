import { emptyPicture, type Picture } from '../../data/images/picture';
import { eachPicture } from './each-picture';
import type { ImageStep } from './image-step';
import { expectShape } from './picture-shape';

/** Steps of the grid of shares on which quantiles are kept. */
const STEPS = 512;

/** Values of one channel from dark to bright, each once, with the share of pixels that are at most as bright. */
interface Distribution {
  values: Float64Array;
  shares: Float64Array;
}

function distribution({ v, width, height, channels }: Picture, channel: number): Distribution {
  const size = width * height;
  const sorted = new Float32Array(size);
  for (let i = 0, at = channel; i < size; i++, at += channels) sorted[i] = v[at];
  sorted.sort();
  const values = new Float64Array(size);
  const shares = new Float64Array(size);
  let n = 0;
  for (let i = 0; i < size; i++)
    if (i === size - 1 || sorted[i + 1] !== sorted[i]) {
      values[n] = sorted[i];
      shares[n++] = (i + 1) / size;
    }
  return { values: values.subarray(0, n), shares: shares.subarray(0, n) };
}

/** The value at each share of the grid, linear between those that are there, as numpy.interp. */
function onGrid({ values, shares }: Distribution): Float64Array {
  const grid = new Float64Array(STEPS + 1);
  for (let k = 0, i = 0; k <= STEPS; k++) {
    const share = k / STEPS;
    while (i < shares.length - 1 && shares[i] < share) i++;
    grid[k] =
      i === 0 || shares[i] <= share
        ? values[i]
        : values[i] - ((shares[i] - share) / (shares[i] - shares[i - 1])) * (values[i] - values[i - 1]);
  }
  return grid;
}

/** Place of a value among rising ones, all of which are there. */
function placeOf(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For each channel, the mean over the training pictures of their quantiles at shares 0, 1/512 … 1. */
export interface HistogramMatchState {
  quantiles: number[][];
}

/**
 * Every picture gets the histogram of the training part: the mean of its pictures' quantile functions. Against one
 * picture it is skimage.exposure.match_histograms, to the grid of 512 shares. Throws `prep.sizesDiffer` where channels
 * differ.
 */
export const histogramMatch: ImageStep<HistogramMatchState> = {
  name: 'histogram-match',
  kind: 'map',
  params: [],
  async fit(training, _params, ctx) {
    const sums: Float64Array[] = [];
    await eachPicture(training, ctx, (picture, row) => {
      const { width, height, channels } = picture;
      if (row === 0) for (let c = 0; c < channels; c++) sums.push(new Float64Array(STEPS + 1));
      expectShape({ width, height, channels: sums.length }, picture);
      sums.forEach((sum, c) => {
        const grid = onGrid(distribution(picture, c));
        for (let k = 0; k <= STEPS; k++) sum[k] += grid[k];
      });
    });
    return { quantiles: sums.map((sum) => Array.from(sum, (total) => total / training.n)) };
  },
  apply(picture, _params, { quantiles }) {
    const { v, width, height, channels } = picture;
    expectShape({ width, height, channels: quantiles.length }, picture);
    const out = emptyPicture(picture, width, height, channels);
    quantiles.forEach((reference, c) => {
      const { values, shares } = distribution(picture, c);
      const becomes = shares.map((share) => {
        const below = Math.min(STEPS - 1, Math.floor(share * STEPS));
        return reference[below] + (share * STEPS - below) * (reference[below + 1] - reference[below]);
      });
      for (let at = c; at < v.length; at += channels) out.v[at] = becomes[placeOf(values, v[at])];
    });
    return out;
  },
  unsuited: ({ unit }) => (unit === 'hu' ? 'calibrated' : null),
};
