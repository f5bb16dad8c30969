import { Button } from '@mantine/core';
import { IconRefreshAlert } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { stageStates } from '../store/stage-state';
import { STAGES } from '../store/types';
import classes from './frame.module.css';

/** Results of an older study stay, say so, and are redone with one click. */
export function StaleNotice() {
  const { t } = useTranslation('frame');
  const stale = useApp((s) => {
    const stage = STAGES.find((name) => name === s.screen);
    return stage !== undefined && stageStates(s)[stage] === 'stale';
  });
  const steering = useApp((s) => s.steering);
  const startSearch = useApp((s) => s.startSearch);
  const go = useApp((s) => s.go);
  if (!stale) return null;
  const redo = () => {
    go('train');
    void startSearch();
  };
  return (
    <div className={classes.notice} role="status">
      <IconRefreshAlert size={20} aria-hidden />
      <p>{t('stale.text')}</p>
      <Button variant="default" size="xs" onClick={redo} loading={steering}>
        {t('stale.redo')}
      </Button>
    </div>
  );
}
