import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/notice';

/** The search went on and another trial leads: what stands below is the earlier winner's. */
export function BetterNotice({ onEvaluate, disabled }: { onEvaluate(): void; disabled: boolean }) {
  const { t } = useTranslation('evaluate');
  return (
    <Notice
      tone="warn"
      title={t('better.title')}
      action={
        <Button variant="default" size="xs" onClick={onEvaluate} disabled={disabled}>
          {t('better.action')}
        </Button>
      }
    >
      {t('better.text')}
    </Notice>
  );
}
