import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/notice';
import { formatCount } from '../ui/number';
import type { ResultsProps } from './kind-props';
import { ENOUGH_EVENTS, rareClasses } from './result-state';

/** "a, b and c" */
const inList = (parts: string[], and: string): string =>
  [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter(Boolean).join(and);

/** What a reader has to know before the numbers are believed. */
export function Cautions({ evaluation, task, opened }: ResultsProps & { opened: number }) {
  const { t } = useTranslation('evaluate');
  const rare = rareClasses(evaluation, task.classes);
  const few = evaluation.kind === 'regression' && evaluation.n < ENOUGH_EVENTS;
  return (
    <>
      {rare.length > 0 && (
        <Notice tone="warn" title={t('caution.few.title')}>
          {t('caution.few.text', {
            enough: ENOUGH_EVENTS,
            classes: inList(
              rare.map(({ label, count }) =>
                t('caution.few.class', { target: task.target, label, n: formatCount(count) }),
              ),
              t('caution.few.and'),
            ),
          })}
        </Notice>
      )}
      {few && (
        <Notice tone="warn" title={t('caution.few.title')}>
          {t('caution.few.regression', { enough: ENOUGH_EVENTS, n: formatCount(evaluation.n) })}
        </Notice>
      )}
      {opened > 1 && (
        <Notice tone="warn" title={t('caution.reopened.title', { count: opened })}>
          {t('caution.reopened.text')}
        </Notice>
      )}
    </>
  );
}
