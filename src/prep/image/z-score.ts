import { emptyPicture, type Picture } from '../../data/images/picture';
import { type ChannelStatistics, channelStatistics } from './channel-statistics';
import type { ImageStep } from './image-step';
import { expectShape } from './picture-shape';

/** Mean and standard deviation (population) of all numbers of one picture, for each of its channels. */
function ownStatistics({ v, channels }: Picture): ChannelStatistics {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i];
  const mean = sum / v.length;
  let squares = 0;
  for (let i = 0; i < v.length; i++) squares += (v[i] - mean) ** 2;
  return { mean: Array(channels).fill(mean), sd: Array(channels).fill(Math.sqrt(squares / v.length)) };
}

/** Standard deviations that the brightest and darkest of a picture scaled by itself are taken to lie within. */
const USUAL = 3;

/** Below this share of the mean a standard deviation is rounding, and the numbers are all alike. */
const ALIKE = 1e-6;

/**
 * (x - mean) / standard deviation: of each channel over the training part, or of each picture by itself. Where all
 * numbers are alike they become 0. Throws `prep.sizesDiffer` where a picture has other channels than the training part.
 */
export const zScore: ImageStep<ChannelStatistics | null> = {
  name: 'z-score',
  kind: 'map',
  params: [{ key: 'by', kind: 'choice', choices: ['training', 'picture'], default: 'training' }],
  fit: (training, _params, ctx) => channelStatistics(training, ctx),
  learns: ({ by }) => by === 'training',
  apply(picture, _params, learned) {
    const { v, width, height, channels, unit, range } = picture;
    const { mean, sd } = learned ?? ownStatistics(picture);
    expectShape({ width, height, channels: mean.length }, picture);
    const factor = sd.map((of, c) => (of > ALIKE * Math.abs(mean[c]) ? 1 / of : 1));
    const low = Math.min(...mean.map((of, c) => (range[0] - of) * factor[c]));
    const high = Math.max(...mean.map((of, c) => (range[1] - of) * factor[c]));
    const out = emptyPicture(
      { unit: unit === 'hu' ? 'intensity' : unit, range: learned ? [low, high] : [-USUAL, USUAL] },
      width,
      height,
      channels,
    );
    for (let i = 0, c = 0; i < v.length; i++) {
      out.v[i] = (v[i] - mean[c]) * factor[c];
      if (++c === channels) c = 0;
    }
    return out;
  },
  unsuited: ({ unit }, { by }) => (unit === 'hu' && by === 'picture' ? 'calibrated' : null),
};
