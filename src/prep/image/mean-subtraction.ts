import { emptyPicture, type PictureSource } from '../../data/images/picture';
import type { Ctx } from '../../study/context';
import { channelStatistics } from './channel-statistics';
import { eachPicture } from './each-picture';
import type { ImageStep } from './image-step';
import { expectShape, type Shape } from './picture-shape';

/** What is taken away: a number a channel, or with `shape` a whole mean picture [height, width, channels]. */
export interface MeanSubtractionState {
  mean: number[];
  shape: Shape | null;
}

/** The mean of the training pictures, pixel by pixel. Throws `prep.sizesDiffer`. */
async function meanPicture(training: PictureSource, ctx: Pick<Ctx, 'signal' | 'report'>) {
  let shape: Shape | null = null;
  let sum = new Float64Array(0);
  await eachPicture(training, ctx, ({ width, height, channels, v }, row) => {
    if (row === 0) {
      shape = { width, height, channels };
      sum = new Float64Array(v.length);
    }
    expectShape(shape!, { width, height, channels });
    for (let i = 0; i < v.length; i++) sum[i] += v[i];
  });
  return { mean: Array.from(sum, (total) => total / training.n), shape };
}

/**
 * The mean of the training part is taken away, of each channel or of each pixel, so that numbers lie around 0.
 * Pixel by pixel all pictures must be of one size (`prep.sizesDiffer`).
 */
export const meanSubtraction: ImageStep<MeanSubtractionState> = {
  name: 'mean-subtraction',
  kind: 'map',
  params: [{ key: 'of', kind: 'choice', choices: ['channel', 'pixel'], default: 'channel' }],
  async fit(training, { of }, ctx) {
    if (of === 'pixel') return meanPicture(training, ctx);
    return { mean: (await channelStatistics(training, ctx)).mean, shape: null };
  },
  shows: ({ mean, shape }) =>
    shape && { ...shape, unit: 'intensity', range: [0, 255], v: Float32Array.from(mean) },
  apply(picture, _params, { mean, shape }) {
    const { v, width, height, channels, unit } = picture;
    expectShape(shape ?? { width, height, channels: mean.length }, picture);
    let [least, most] = [mean[0], mean[0]];
    for (const value of mean) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
    const out = emptyPicture(
      {
        unit: unit === 'hu' ? 'intensity' : unit,
        range: [picture.range[0] - most, picture.range[1] - least],
      },
      width,
      height,
      channels,
    );
    for (let i = 0, j = 0; i < v.length; i++) {
      out.v[i] = v[i] - mean[j];
      if (++j === mean.length) j = 0;
    }
    return out;
  },
};
