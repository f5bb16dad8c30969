import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ColumnProfile } from '../../data/profile-types';
import type { ColumnPlan } from '../../study/schema';
import { useApp } from '../store';
import classes from './data.module.css';

/** What the click would do, where a notice has two ways. */
function fixName(key: string, { dateOrder, decimal }: Partial<ColumnPlan>): string {
  if (key === 'dayOrMonth') return dateOrder ?? 'monthFirst';
  return key === 'decimalUnclear' ? (decimal === 'comma' ? 'comma' : 'thousands') : key;
}

/** What is worth a look in a column, said in full: a badge alone would need a mouse to be understood. */
export function Notices({ name, notices }: Pick<ColumnProfile, 'name' | 'notices'>) {
  const { t } = useTranslation('data-found');
  const { t: data } = useTranslation('data');
  const editColumn = useApp((s) => s.editColumn);
  if (notices.length === 0) return null;
  return (
    <ul className={classes.notices}>
      {notices.map(({ key, params, fix }) => (
        <li key={key}>
          <IconAlertTriangle size={14} aria-hidden />
          <span>
            {t(`notice.${key}`, params)}
            {fix && (
              <Button
                className={classes.fix}
                variant="subtle"
                size="compact-xs"
                data-testid={`fix-${key}`}
                onClick={() => void editColumn(name, fix)}
              >
                {data(`fix.${fixName(key, fix)}`, params)}
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
