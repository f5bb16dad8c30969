import { Button } from '@mantine/core';
import { IconBuildingHospital } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FrozenModel } from '../../engine/external/api';
import { useApp } from '../store';
import classes from './external.module.css';

/** The way to the external validation of this model. */
export function ExternalLink({ model }: { model: FrozenModel }) {
  const { t } = useTranslation('external');
  const ofPictures = useApp((s) => (model === 'winner' ? !!s.journal.study?.images : !!s.model?.picture));
  const openExternal = useApp((s) => s.openExternal);
  return (
    <div className={classes.link}>
      <Button
        variant="default"
        leftSection={<IconBuildingHospital size={16} aria-hidden />}
        onClick={() => openExternal(model)}
      >
        {t('open')}
      </Button>
      <p className={classes.quiet}>{t(ofPictures ? 'pictures.openHint' : 'openHint')}</p>
    </div>
  );
}
