import { useTranslation } from 'react-i18next';
import type { ThresholdRule } from '../../study/evaluation-plan';
import { formatFixed, formatPercent, formatValue } from '../ui/number';

/** How a threshold is chosen, as it stands after "chosen on development patients". */
export function useRuleWords(): (rule: ThresholdRule) => string {
  const { t } = useTranslation('evaluate-plan');
  return (rule) => {
    switch (rule.rule) {
      case 'youden':
        return t('rule.youden.words');
      case 'cost':
        return t('rule.cost.words', { ratio: formatValue(rule.ratio), risk: costRisk(rule.ratio) });
      default:
        return t(`rule.${rule.rule}.words`, { value: formatPercent(rule.value) });
    }
  };
}

/** The risk above which an alarm costs less than a miss, were the risks calibrated: 1 / (1 + false alarms a miss). */
export const costRisk = (ratio: number): string => `${formatFixed(100 / (1 + ratio), 1)}%`;
