import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { firstShown } from './first-shown';
import { metricText } from './metric-text';
import classes from './train.module.css';

/** What a sample of the rows says while all of them are being worked on, said to be no result. */
export function FirstNote() {
  const { t } = useTranslation('train');
  const answer = useApp((s) => firstShown(s.journal, s.busy?.kind === 'preparing'));
  const kind = useApp((s) => s.study?.task?.kind);
  if (!answer || !kind) return null;
  const { metric, score, rows, of } = answer;
  return (
    <div className={classes.status} data-testid="first-answer" aria-live="polite">
      <Text fw={600} size="sm">
        {t('first.title', { rows: formatCount(rows), of: formatCount(of) })}
      </Text>
      <Text size="sm">
        {t('first.score', {
          model: t(`first.model.${kind}`),
          metric: t(`metric.${metric}`),
          score: metricText(score, metric),
        })}
      </Text>
      <Text size="xs" c="dimmed">
        {t('first.help')}
      </Text>
    </div>
  );
}
