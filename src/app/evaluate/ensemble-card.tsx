import { Loader, Radio, Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ENSEMBLES } from '../../study/evaluation-plan';
import { isTrainedHere } from '../../study/journal-state';
import { useApp } from '../store';
import { Problem } from '../ui/problem';
import { ensembleWords } from './ensemble-words';
import classes from './evaluate.module.css';

/** Several models together or the best one alone: what the search says of it, and who decides. Nothing of pictures. */
export function EnsembleCard({ opened }: { opened: boolean }) {
  const { t } = useTranslation('evaluate');
  const wanted = useApp((s) => s.study?.evaluation.ensemble ?? 'single');
  const pictures = useApp((s) => s.study?.images !== undefined);
  const finished = useApp(
    (s) => s.journal.trials.filter((one) => one.state === 'finished' && isTrainedHere(one)).length,
  );
  const resting = useApp((s) => s.journal.phase !== 'running' && s.journal.phase !== 'paused');
  const ensemble = useApp((s) => s.journal.ensemble);
  const { pending, error } = useApp((s) => s.ensembling);
  const ask = useApp((s) => s.askEnsemble);
  const edit = useApp((s) => s.edit);
  const missing = wanted === 'auto' && ensemble === null && resting && finished > 1 && !pictures;
  // After a search it comes by itself; of a study that is opened again, or decides anew, it is asked for.
  useEffect(() => {
    if (missing) void ask();
  }, [missing, ask]);
  if (pictures || finished < 2) return null;
  const told = ensemble && ensembleWords(ensemble);
  return (
    <section className={classes.card} aria-labelledby="ensemble-title" data-testid="ensemble">
      <h2 id="ensemble-title" className={classes.cardTitle}>
        {t('ensemble.title')}
      </h2>
      <Radio.Group
        aria-labelledby="ensemble-title"
        value={wanted}
        onChange={(value) => {
          const choice = ENSEMBLES.find((one) => one === value);
          if (choice) edit((study) => ({ ...study, evaluation: { ...study.evaluation, ensemble: choice } }));
        }}
      >
        <Stack gap="sm">
          {ENSEMBLES.map((name) => (
            <Radio
              key={name}
              value={name}
              label={t(`ensemble.${name}.label`)}
              description={t(`ensemble.${name}.help`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {told && ensemble && (
        <p className={classes.note} data-testid="ensemble-gain">
          {t(`ensemble.${told.key}`, { ...told.fill, metric: t(`ensemble.metric.${ensemble.metric}`) })}
        </p>
      )}
      {ensemble?.gain && <p className={classes.note}>{t(opened ? 'ensemble.howOpened' : 'ensemble.how')}</p>}
      {pending && (
        <p className={classes.working} role="status">
          <Loader size={18} aria-hidden />
          {t('ensemble.working')}
        </p>
      )}
      {error && <Problem error={error} />}
    </section>
  );
}
