import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParamValue } from '../../../study/params';
import type { Metric } from '../../../study/schema';
import { familyKey } from '../../ui/family-key';
import { paramLabel, paramValueText } from '../../ui/param-label';
import type { SearchAxis } from './axes';

/** How the figures of a search name things, in the language of the page. */
export interface FoundWords {
  family(name: string): string;
  /** A hyperparameter of a family. */
  param(family: string, key: string): string;
  axis(axis: SearchAxis): string;
  value(axis: SearchAxis, value: ParamValue): string;
  metric: string;
  /** Names after each other. */
  list(names: string[]): string;
}

/** The same object until the language changes. */
export function useFoundWords(metric: Metric): FoundWords {
  const { t, i18n } = useTranslation(['train-found', 'rooms', 'train']);
  return useMemo(() => {
    const kind = metric === 'rmse' ? 'regression' : undefined;
    const family = (name: string) => t(familyKey(name, kind), { ns: 'rooms' });
    const param = (owner: string, key: string) => paramLabel(t, owner, key);
    return {
      family,
      param,
      axis: ({ key, families }) => (key === 'family' ? t('family') : param(families[0], key)),
      value: ({ key, families }, value) => {
        if (key === 'family') return family(String(value));
        return paramValueText(t, families[0], key, value);
      },
      metric: t(`metric.${metric}`, { ns: 'train' }),
      list: (names) => new Intl.ListFormat(i18n.language).format(names),
    };
  }, [t, i18n.language, metric]);
}
