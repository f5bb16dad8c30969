import type { Metric } from '../../../study/schema';
import type { AxisText } from '../../charts/axis-text';
import { formatFixed, formatValue } from '../../ui/number';

/** An index is read with three decimals, an error in the outcome's own unit with three digits. */
export const scoreText = (value: number, metric: Metric): string =>
  metric === 'rmse' ? formatValue(value) : formatFixed(value, 3);

/** How an axis writes scores. */
export const scoreAxisText = (metric: Metric): AxisText => (metric === 'rmse' ? formatValue : 2);
