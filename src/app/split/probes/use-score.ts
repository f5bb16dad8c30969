import { useTranslation } from 'react-i18next';
import type { Estimate } from '../../../study/results/estimate';
import { formatEstimate, formatPoint } from '../../ui/estimate';

/** A quick model's score in words. */
export function useScore(metric: string) {
  const { t } = useTranslation('probes');
  const style = metric === 'rmse' ? 'value' : 'index';
  const name = t(`metric.${metric}`);
  return {
    name,
    style: style as 'value' | 'index',
    said: (estimate: Estimate) => `${name} ${formatEstimate(estimate, style)}`,
    point: (value: number) => `${name} ${formatPoint({ estimate: value, low: null, high: null }, style)}`,
  };
}
