import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../study/results/comparison';
import { familyKey } from '../ui/family-key';

/** What a model is compared with, in words: the regression, or the column of the score or call. */
export function useOtherName(): (other: Pick<Comparison, 'kind' | 'name' | 'difference'>) => string {
  const { t } = useTranslation(['evaluate-compare', 'rooms']);
  return ({ kind, name, difference }) =>
    kind === 'logistic'
      ? t(familyKey('logistic', difference.metric === 'rmse' ? 'regression' : undefined), { ns: 'rooms' })
      : t(`named.${kind}`, { name });
}
