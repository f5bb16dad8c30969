import { Button } from '@mantine/core';
import type { Icon as TablerIcon } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './take-home.module.css';

interface TakeCardProps {
  /** Of its texts: `<name>.title`, `.whom`, `.inside`, `.notInside`, `.action`. */
  name: 'bundle' | 'page' | 'predictions' | 'report' | 'study' | 'try' | 'cluster';
  Icon: TablerIcon;
  onTake(): void;
  /** Why it cannot be taken yet. */
  blocked: string | undefined;
  disabled: boolean;
  /** Further buttons. */
  children?: ReactNode;
}

/** One thing to take: for whom it is, what is inside, and what is not. */
export function TakeCard({ name, Icon, onTake, blocked, disabled, children }: TakeCardProps) {
  const { t } = useTranslation('take-home');
  const hint = useId();
  return (
    <li className={classes.card}>
      <h2 className={classes.title}>
        <Icon size={20} aria-hidden />
        {t(`${name}.title`)}
      </h2>
      <p className={classes.whom}>{t(`${name}.whom`)}</p>
      <dl className={classes.contents}>
        <dt>{t('inside')}</dt>
        <dd>{t(`${name}.inside`)}</dd>
        <dt>{t('notInside')}</dt>
        <dd>{t(`${name}.notInside`)}</dd>
      </dl>
      <div className={classes.action}>
        <Button
          variant="light"
          onClick={onTake}
          disabled={blocked !== undefined || disabled}
          aria-describedby={blocked ? hint : undefined}
        >
          {t(`${name}.action`)}
        </Button>
        {children}
        {blocked && (
          <p id={hint} className={classes.blocked}>
            {blocked}
          </p>
        )}
      </div>
    </li>
  );
}
