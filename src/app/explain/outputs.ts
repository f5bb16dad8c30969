import type { FeatureBin, ShapSummary } from '../../study/results/explanation';
import { formatFixed, formatValue } from '../ui/number';

/** Numbers of a scale as its axis writes them: shares and log odds with two decimals. */
export const writeOn = (scale: ShapSummary['scale']) => (value: number) =>
  scale === 'value' ? formatValue(value) : formatFixed(value, 2);

/** How high the cells of each bin are, 0 to 1; null where they have no order. */
export function heights(bins: readonly FeatureBin[]): (number | null)[] {
  const ordered = bins.filter((bin) => bin.at !== undefined);
  return bins.map((bin) => {
    const at = ordered.indexOf(bin);
    return at < 0 ? null : ordered.length < 2 ? 0.5 : at / (ordered.length - 1);
  });
}
