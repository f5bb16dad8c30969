import { useTranslation } from 'react-i18next';
import type { Estimate } from '../../study/events';
import { type EstimateStyle, formatInterval, formatPoint, isDefined } from '../ui/estimate';

/** An estimate inside a sentence: a missing interval is said, not left out. */
export function useInWords(): (estimate: Estimate, style: EstimateStyle) => string {
  const { t } = useTranslation('evaluate');
  return (estimate, style) => {
    const point = formatPoint(estimate, style);
    if (!isDefined(estimate)) return point;
    return `${point} (${formatInterval(estimate, style) ?? t('noInterval')})`;
  };
}
