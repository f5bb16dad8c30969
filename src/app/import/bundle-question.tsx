import { Button } from '@mantine/core';
import { IconBuildingHospital, IconStethoscope } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../engine/protocol';
import { useApp } from '../store';
import { ModelCardView } from '../use/model-card';
import classes from './import.module.css';

/** The model in the bundle, and what can be done with it as it is. */
export function BundleQuestion({ card }: { card: ModelCard }) {
  const { t } = useTranslation('import');
  const predictGiven = useApp((s) => s.predictGiven);
  const validateGiven = useApp((s) => s.validateGiven);
  return (
    <>
      <ModelCardView model={card} />
      <div className={classes.ways}>
        <section className={classes.way} aria-labelledby="way-use">
          <IconStethoscope size={24} stroke={1.6} aria-hidden className={classes.icon} />
          <h2 id="way-use" className={classes.heading}>
            {t('use.title')}
          </h2>
          <p className={classes.about}>{t('use.text')}</p>
          <Button onClick={() => void predictGiven()}>{t('use.action')}</Button>
        </section>
        <section className={classes.way} aria-labelledby="way-validate">
          <IconBuildingHospital size={24} stroke={1.6} aria-hidden className={classes.icon} />
          <h2 id="way-validate" className={classes.heading}>
            {t('validate.title')}
          </h2>
          <p className={classes.about}>{t('validate.text')}</p>
          <Button variant="default" onClick={() => void validateGiven()}>
            {t('validate.action')}
          </Button>
        </section>
      </div>
    </>
  );
}
