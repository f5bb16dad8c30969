import { CloseButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ErrorRecord } from '../../study/errors';
import classes from './problem.module.css';
import { useErrorParts } from './use-error-parts';

const PARTS = ['got', 'wanted', 'where', 'do'] as const;

interface ProblemProps {
  error: ErrorRecord;
  onDismiss?: () => void;
}

/** An error as a person needs it: what came, what was wanted, where, and what to do. */
export function Problem({ error, onDismiss }: ProblemProps) {
  const { t } = useTranslation('common');
  const parts = useErrorParts()(error);
  return (
    <section className={classes.problem} role="alert" data-testid="problem">
      <IconAlertTriangle size={20} aria-hidden className={classes.icon} />
      <div>
        <h2 className={classes.title}>{t(`problem.kind.${error.kind}`)}</h2>
        <dl className={classes.parts}>
          {PARTS.map((part) => (
            <div key={part} data-part={part}>
              <dt>{t(`problem.${part}`)}</dt>
              <dd>{parts[part]}</dd>
            </div>
          ))}
        </dl>
      </div>
      {onDismiss && <CloseButton aria-label={t('problem.dismiss')} onClick={onDismiss} />}
    </section>
  );
}
