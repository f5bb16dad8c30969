import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Trial } from '../../study/events';
import { leaderboard } from '../../study/journal-state';
import { useApp } from '../store';
import { formatCount } from '../ui/number';

const PARTS = ['start', 'random', 'autoTpe', 'autoGaussian', 'autoGenetic'] as const;

/** What a trial of the automatic search came of; null for one by hand or of another strategy. */
function partOf({ why }: Trial): (typeof PARTS)[number] | null {
  if (!why) return null;
  if (why.code === 'autoRandom') return 'random';
  if (why.code === 'autoDefault' || why.code === 'autoFew' || why.code === 'autoMany') return 'start';
  return PARTS.find((part) => part === why.code) ?? null;
}

/** In words, how the automatic search has spent its trials and what its best came of. */
export function AutoSummary() {
  const { t, i18n } = useTranslation(['train', 'rooms']);
  const study = useApp((s) => s.journal.study);
  const trials = useApp((s) => s.journal.trials);
  if (study?.search.strategy !== 'auto') return null;
  const parts = trials.map(partOf);
  const count = parts.filter((part) => part !== null).length;
  if (count === 0) return null;
  const said = PARTS.flatMap((part) => {
    const n = parts.filter((one) => one === part).length;
    return n > 0 ? [t(`auto.${part}`, { n: formatCount(n) })] : [];
  });
  const best = leaderboard(trials, study.search.metric)[0]?.why;
  return (
    <Text size="sm" data-testid="auto-summary">
      {t('auto.summary', {
        count,
        list: new Intl.ListFormat(i18n.language).format(said),
      })}{' '}
      {best && t('auto.best', { why: t(`why.${best.code}`, { ns: 'rooms', ...best.details }) })}
    </Text>
  );
}
