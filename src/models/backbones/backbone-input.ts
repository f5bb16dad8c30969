import type { Picture } from '../../data/images/picture';
import { resample, wholeOf } from '../../prep/image/resample';
import { SIDE } from './efficientnet-lite0';
import manifest from './efficientnet-lite0.json';

const { subtract, divide } = manifest.input;

/**
 * A picture as the backbone was trained to see it, [224, 224, 3] flattened: made that size (both axes on their own,
 * so a step before it crops or pads where the proportions matter), one channel shown in all three, a fourth left
 * out, and (v - 127) / 128 of numbers brought from the picture's `range` to 0 to 255. What lies outside is cut.
 */
export function toBackboneInput(picture: Picture): Float32Array {
  const { v, channels } = resample(picture, wholeOf(picture), SIDE, SIDE);
  const [low, high] = picture.range;
  const scale = high > low ? 255 / (high - low) : 0;
  const out = new Float32Array(SIDE * SIDE * 3);
  for (let i = 0; i < SIDE * SIDE; i++)
    for (let c = 0; c < 3; c++) {
      const eight = (v[i * channels + (channels < 3 ? 0 : c)] - low) * scale;
      out[i * 3 + c] = (Math.min(255, Math.max(0, eight)) - subtract) / divide;
    }
  return out;
}
