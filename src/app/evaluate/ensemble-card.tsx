import { Loader, Radio, Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ENSEMBLES } from '../../study/evaluation-plan';
import { isTrainedHere } from '../../study/journal-state';
import type { Ensemble } from '../../study/results/ensemble';
import { useApp } from '../store';
import { familyKey } from '../ui/family-key';
import { Problem } from '../ui/problem';
import { eachWords, ensembleWords, gainsWords, memberTexts } from './ensemble-words';
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
      {ensemble?.used && wanted === 'auto' && <WhatItIs ensemble={ensemble} />}
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

/** In plain words: how many models, how they are averaged, how the weights came about, and what each of them is. */
function WhatItIs({ ensemble }: { ensemble: Ensemble }) {
  const { t, i18n } = useTranslation('evaluate');
  const { t: rooms } = useTranslation('rooms');
  const study = useApp((s) => s.journal.study);
  const trials = useApp((s) => s.journal.trials);
  if (!study) return null;
  const kind = study.task?.kind;
  const { members, method = 'greedy' } = ensemble;
  const nameOf = (number: number) =>
    rooms(familyKey(trials.find(({ trial }) => trial === number)?.config.family ?? '', kind));
  const list = new Intl.ListFormat(i18n.language).format(
    memberTexts(members, nameOf, (fill) => t('winner.member', fill)),
  );
  const each = eachWords(study, members.length);
  const gains = gainsWords(ensemble);
  return (
    <p className={classes.note} data-testid="ensemble-what">
      {[
        t(kind === 'regression' ? 'ensemble.whatNumbers' : 'ensemble.what', {
          count: members.length,
          members: list,
        }),
        t(`ensemble.weights.${method}`),
        t(`ensemble.each.${each.key}`, each.fill),
        gains && t('ensemble.gains', { ...gains, metric: t(`ensemble.metric.${ensemble.metric}`) }),
      ]
        .filter(Boolean)
        .join(' ')}
    </p>
  );
}
