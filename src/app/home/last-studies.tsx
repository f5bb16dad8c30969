import { ActionIcon, Button, UnstyledButton } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StudySummary } from '../../engine/protocol';
import { useUnits } from '../i18n/units';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import classes from './home.module.css';

function Study({ study, disabled }: { study: StudySummary; disabled: boolean }) {
  const { t } = useTranslation('home');
  const units = useUnits();
  const [asking, setAsking] = useState(false);
  const openStudy = useApp((s) => s.openStudy);
  const forgetStudy = useApp((s) => s.forgetStudy);
  const name = study.name || t('studies.untitled');
  if (asking)
    return (
      <div className={classes.asking} role="alertdialog" aria-label={t('studies.forget', { name })}>
        <p>{t('studies.sure', { name })}</p>
        <Button variant="default" size="xs" autoFocus onClick={() => setAsking(false)}>
          {t('studies.keep')}
        </Button>
        <Button
          variant="default"
          className={classes.forget}
          size="xs"
          onClick={() => void forgetStudy(study.id)}
        >
          {t('studies.forgetNow')}
        </Button>
      </div>
    );
  return (
    <>
      <UnstyledButton className={classes.open} disabled={disabled} onClick={() => void openStudy(study.id)}>
        <span className={classes.name}>{name}</span>
        <span className={classes.facts}>
          <span>{t('studies.rows', { count: study.rows, n: formatCount(study.rows) })}</span>
          {study.target !== null && <span>{t('studies.target', { target: study.target })}</span>}
          <span>{t('studies.trials', { count: study.trials, n: formatCount(study.trials) })}</span>
          <time dateTime={new Date(study.savedAt).toISOString()}>{units.moment(study.savedAt)}</time>
        </span>
      </UnstyledButton>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('studies.forget', { name })}
        title={t('studies.forget', { name })}
        disabled={disabled}
        onClick={() => setAsking(true)}
      >
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
    </>
  );
}

/** What was worked on before in this browser, newest first. */
export function LastStudies({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation('home');
  const studies = useApp((s) => s.studies);
  return (
    <section aria-labelledby="studies">
      <h2 id="studies" className={classes.heading}>
        {t('studies.title')}
      </h2>
      {studies.length === 0 ? (
        <p className={classes.about}>{t('studies.none')}</p>
      ) : (
        <ul className={classes.studies}>
          {[...studies]
            .sort((a, b) => b.savedAt - a.savedAt)
            .map((study) => (
              <li key={study.id} className={classes.study} data-testid="last-study">
                <Study study={study} disabled={disabled} />
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}
