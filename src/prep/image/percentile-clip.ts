import { emptyPicture } from '../../data/images/picture';
import { quantiles } from '../quantiles';
import type { ImageStep } from './image-step';

/**
 * From two percentiles of each picture (numpy.percentile, linear) to 0 and 1; what lies beyond is cut. All channels
 * share the percentiles, so that colours keep their balance. A picture of one value becomes 0.
 */
export const percentileClip: ImageStep<null> = {
  name: 'percentile-clip',
  kind: 'map',
  params: [
    { key: 'low', kind: 'float', low: 0, high: 25, step: 0.5, default: 1 },
    { key: 'high', kind: 'float', low: 75, high: 100, step: 0.5, default: 99 },
  ],
  apply(picture, params) {
    const { v, width, height, channels, unit } = picture;
    const [low, high] = quantiles(new Float64Array(v), [Number(params.low) / 100, Number(params.high) / 100]);
    const out = emptyPicture(
      { unit: unit === 'hu' ? 'intensity' : unit, range: [0, 1] },
      width,
      height,
      channels,
    );
    const factor = high > low ? 1 / (high - low) : 0;
    for (let i = 0; i < v.length; i++) out.v[i] = Math.min(1, Math.max(0, (v[i] - low) * factor));
    return out;
  },
  unsuited: ({ unit }) => (unit === 'hu' ? 'calibrated' : null),
};
