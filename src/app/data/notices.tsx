import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ColumnProfile } from '../../data/profile-types';
import classes from './data.module.css';

/** What is worth a look in a column, said in full: a badge alone would need a mouse to be understood. */
export function Notices({ notices }: { notices: ColumnProfile['notices'] }) {
  const { t } = useTranslation('data-found');
  if (notices.length === 0) return null;
  return (
    <ul className={classes.notices}>
      {notices.map(({ key, params }) => (
        <li key={key}>
          <IconAlertTriangle size={14} aria-hidden />
          <span>{t(`notice.${key}`, params)}</span>
        </li>
      ))}
    </ul>
  );
}
