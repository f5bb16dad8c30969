import type { FeatureBin, ShapSummary } from '../../study/results/explanation';
import type { AxisText } from '../charts/axis-text';
import { formatFixed, formatValue } from '../ui/number';

/** Numbers of a scale as its axis writes them: shares and log odds with two decimals. */
export const writeOn = (scale: ShapSummary['scale']) => (value: number) =>
  scale === 'value' ? formatValue(value) : formatFixed(value, 2);

/** The same for an axis, whose ticks may stand closer. */
export const axisOn = (scale: ShapSummary['scale']): AxisText => (scale === 'value' ? formatValue : 2);

/** How high the cells of each bin are, 0 to 1; null where they have no order. */
export function heights(bins: readonly FeatureBin[]): (number | null)[] {
  const ordered = bins.filter((bin) => bin.at !== undefined);
  return bins.map((bin) => {
    const at = ordered.indexOf(bin);
    return at < 0 ? null : ordered.length < 2 ? 0.5 : at / (ordered.length - 1);
  });
}
