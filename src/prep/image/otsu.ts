import { highest, lowest } from './own-range';

const BINS = 256;

/**
 * The value that parts dark from bright best (Otsu 1979), on 256 bins between smallest and largest, as
 * skimage.filters.threshold_otsu has it for floats: bright is what lies above. Of one value alone, that value.
 */
export function otsu(v: Float32Array): number {
  const [low, high] = [lowest(v), highest(v)];
  if (low === high) return low;
  const width = (high - low) / BINS;
  const counts = new Float64Array(BINS);
  for (let i = 0; i < v.length; i++) {
    const bin = Math.min(BINS - 1, Math.floor(((v[i] - low) / (high - low)) * BINS));
    counts[bin]++;
  }
  const middle = (bin: number) => low + (bin + 0.5) * width;
  let total = 0;
  for (let bin = 0; bin < BINS; bin++) total += counts[bin] * middle(bin);
  let [best, most] = [0, -1];
  for (let bin = 0, below = 0, sum = 0; bin < BINS - 1; bin++) {
    below += counts[bin];
    sum += counts[bin] * middle(bin);
    const above = v.length - below;
    const apart = sum / below - (total - sum) / above;
    const between = below * above * apart * apart;
    if (between > most) [best, most] = [bin, between];
  }
  return middle(best);
}
