import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/notice';

/** The results stand, but under another threshold rule, recalibration or existing score than the study now says. */
export function PlanNotice({ onEvaluate, disabled }: { onEvaluate(): void; disabled: boolean }) {
  const { t } = useTranslation('evaluate-plan');
  return (
    <Notice
      tone="warn"
      title={t('changed.title')}
      action={
        <Button variant="default" size="xs" onClick={onEvaluate} disabled={disabled}>
          {t('changed.action')}
        </Button>
      }
    >
      {t('changed.text')}
    </Notice>
  );
}
