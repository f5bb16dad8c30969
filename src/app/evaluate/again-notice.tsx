import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/notice';

interface Props {
  /** better: the search went on and another trial leads. longer: outer folds repeat the search as it was. changed: the study's plan for the evaluation is another. */
  why: 'better' | 'longer' | 'changed';
  onEvaluate(): void;
  disabled: boolean;
}

/** The results below stand, but of an earlier winner or plan. */
export function AgainNotice({ why, onEvaluate, disabled }: Props) {
  const { t } = useTranslation('evaluate');
  return (
    <Notice
      tone="warn"
      title={t(`${why}.title`)}
      action={
        <Button variant="default" size="xs" onClick={onEvaluate} disabled={disabled}>
          {t(`${why}.action`)}
        </Button>
      }
    >
      {t(`${why}.text`)}
    </Notice>
  );
}
