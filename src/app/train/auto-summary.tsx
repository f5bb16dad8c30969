import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { leaderboard } from '../../study/journal-state';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { AUTO_PARTS, autoPartOf } from './auto-parts';
import { FamilyTimes } from './family-times';

/** In words, how the automatic search has spent its trials and what its best came of. */
export function AutoSummary() {
  const { t, i18n } = useTranslation(['train', 'rooms']);
  const study = useApp((s) => s.journal.study);
  const trials = useApp((s) => s.journal.trials);
  if (study?.search.strategy !== 'auto') return null;
  const parts = trials.map(autoPartOf);
  const count = parts.filter((part) => part !== null).length;
  if (count === 0) return null;
  const said = AUTO_PARTS.flatMap((part) => {
    const n = parts.filter((one) => one === part).length;
    return n > 0 ? [t(`auto.${part}`, { n: formatCount(n) })] : [];
  });
  const best = leaderboard(trials, study.search.metric)[0]?.why;
  return (
    <>
      <Text size="sm" data-testid="auto-summary">
        {t('auto.summary', {
          count,
          list: new Intl.ListFormat(i18n.language).format(said),
        })}{' '}
        {best && t('auto.best', { why: t(`why.${best.code}`, { ns: 'rooms', ...best.details }) })}
      </Text>
      <FamilyTimes metric={study.search.metric} />
    </>
  );
}
