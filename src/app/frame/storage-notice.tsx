import { IconDatabaseOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { useErrorParts } from '../ui/use-error-parts';
import classes from './frame.module.css';

/** Storage failed: work goes on, but lives in this tab only. */
export function StorageNotice() {
  const { t } = useTranslation('frame');
  const problem = useApp((s) => s.storageProblem);
  const parts = useErrorParts();
  if (!problem) return null;
  return (
    <div className={classes.notice} role="status">
      <IconDatabaseOff size={20} aria-hidden />
      <p>
        {t('storage.tabOnly')} {parts(problem).do}
      </p>
    </div>
  );
}
