import { Button } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ExternalLink } from '../external/external-link';
import { useApp } from '../store';
import classes from './use.module.css';

/** What else can be done with the loaded model than to predict with it. */
export function FurtherWays() {
  const { t } = useTranslation('import');
  const fromFile = useApp((s) => s.bundleFile !== null);
  const startFromModel = useApp((s) => s.startFromModel);
  return (
    <div className={classes.further}>
      <ExternalLink model="loaded" />
      {fromFile && (
        <div>
          <Button
            variant="default"
            leftSection={<IconFilePlus size={16} aria-hidden />}
            onClick={startFromModel}
          >
            {t('start.action')}
          </Button>
          <p className={classes.hint}>{t('start.short')}</p>
        </div>
      )}
    </div>
  );
}
