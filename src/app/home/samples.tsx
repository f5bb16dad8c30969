import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import classes from './home.module.css';

const SAMPLES = ['wdbc', 'synthetic', 'phantoms'] as const;

/** The application's own tables and pictures: no file needed. */
export function Samples({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation('home');
  const openSample = useApp((s) => s.openSample);
  const openPhantoms = useApp((s) => s.openPhantoms);
  return (
    <section aria-labelledby="samples">
      <h2 id="samples" className={classes.heading}>
        {t('samples.title')}
      </h2>
      <div className={classes.samples}>
        {SAMPLES.map((kind) => (
          <article key={kind} className={classes.sample}>
            <p className={classes.kind} data-kind={kind === 'wdbc' ? 'real' : 'synthetic'}>
              {t(`samples.${kind}.kind`)}
            </p>
            <h3 className={classes.name}>{t(`samples.${kind}.name`)}</h3>
            <p className={classes.about}>{t(`samples.${kind}.about`)}</p>
            <p className={classes.source}>{t(`samples.${kind}.source`)}</p>
            <Button
              variant="default"
              disabled={disabled}
              onClick={() => void (kind === 'phantoms' ? openPhantoms() : openSample(kind))}
            >
              {t(`samples.${kind}.open`)}
            </Button>
          </article>
        ))}
      </div>
    </section>
  );
}
