import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { selectionWords } from './selection-words';

/** What the best trial's score is worth once the luck of having picked it is taken off. */
export function SelectionNote() {
  const { t } = useTranslation('train');
  const selection = useApp((s) => s.journal.selection);
  if (!selection) return null;
  return (
    <div data-testid="selection">
      <Text size="sm">{t('selection.note', selectionWords(selection, t(`metric.${selection.metric}`)))}</Text>
      <Text size="xs" c="dimmed">
        {t('selection.help')}
      </Text>
    </div>
  );
}
