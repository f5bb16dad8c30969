import { useTranslation } from 'react-i18next';
import type { Trial } from '../../study/events';
import type { Metric } from '../../study/schema';
import { paramLabel, paramValueText } from '../ui/param-label';
import { metricText } from './metric-text';
import { settingsOf } from './trial-differences';
import type { RowTexts } from './trial-row';

/** What differs between two trials and what came of it, in words; one score each claims nothing. */
export function useCompareSentences(metric: Metric, texts: RowTexts) {
  const { t, i18n } = useTranslation(['train', 'rooms']);
  const list = (items: string[]) => new Intl.ListFormat(i18n.language).format(items);

  function settings(first: Trial, second: Trial, names: Record<string, number>): string {
    if (first.trial === second.trial) return t('compare.sameTrial');
    if (first.config.family !== second.config.family)
      return t('compare.families', {
        ...names,
        firstModel: texts.family(first.config.family),
        secondModel: texts.family(second.config.family),
      });
    const differing = settingsOf(first.config, second.config).filter(({ differs }) => differs);
    if (differing.length === 0) return t('compare.sameSettings', names);
    return t('compare.differIn', {
      ...names,
      list: list(
        differing.map(({ key, owner, values }) =>
          t('compare.against', {
            name: paramLabel(t, owner, key),
            first: values[0] === undefined ? '–' : paramValueText(t, owner, key, values[0]),
            second: values[1] === undefined ? '–' : paramValueText(t, owner, key, values[1]),
          }),
        ),
      ),
    });
  }

  function scores(first: Trial, second: Trial, names: Record<string, number>): string[] {
    const without = [first, second].filter(({ score }) => !score);
    if (without.length > 0)
      return [
        t('compare.noScore', {
          list: list(without.map(({ trial }) => t('chart.chosenTrial', { number: trial + 1 }))),
        }),
      ];
    return [
      t('compare.scores', {
        ...names,
        metric: t(`metric.${metric}`),
        firstScore: metricText(first.score!.metric, metric),
        secondScore: metricText(second.score!.metric, metric),
      }),
      t('compare.caution'),
    ];
  }

  return (first: Trial, second: Trial): string[] => {
    const names = { first: first.trial + 1, second: second.trial + 1 };
    const what = settings(first, second, names);
    return first.trial === second.trial ? [what] : [what, ...scores(first, second, names)];
  };
}
