import type { Metric } from '../../../study/schema';
import type { AxisText } from '../../charts/axis-text';
import { formatValue } from '../../ui/number';

/** How an axis writes scores. */
export const scoreAxisText = (metric: Metric): AxisText => (metric === 'rmse' ? formatValue : 2);
