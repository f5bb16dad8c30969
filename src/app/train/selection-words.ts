import type { Selection } from '../../study/results/selection';
import { formatCount, formatFixed, formatValue } from '../ui/number';

/** Fills `train:selection.note`. An index is read with three decimals, an error in the outcome's unit with three digits. */
export function selectionWords({ metric, tried, raw, corrected, low, high }: Selection, name: string) {
  const write = (value: number) => (metric === 'rmse' ? formatValue(value) : formatFixed(value, 3));
  return {
    tried: formatCount(tried),
    metric: name,
    raw: write(raw),
    corrected: write(corrected),
    low: write(low),
    high: write(high),
  };
}
