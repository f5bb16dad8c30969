import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../study/results/comparison';

/** What a model is compared with, in words: the regression, or the column of the score or call. */
export function useOtherName(): (other: Pick<Comparison, 'kind' | 'name' | 'difference'>) => string {
  const { t } = useTranslation('evaluate-compare');
  return ({ kind, name, difference }) =>
    kind === 'logistic'
      ? t(difference.metric === 'rmse' ? 'linear' : 'logistic')
      : t(`named.${kind}`, { name });
}
