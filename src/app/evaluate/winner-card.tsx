import { useTranslation } from 'react-i18next';
import type { Trial } from '../../study/events';
import type { EnsembleMember } from '../../study/results/ensemble';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import { selectionWords } from '../train/selection-words';
import { formatPoint } from '../ui/estimate';
import { familyKey } from '../ui/family-key';
import { paramEntries, paramLabel, paramValueText } from '../ui/param-label';
import { memberTexts } from './ensemble-words';
import classes from './evaluate.module.css';

interface Props {
  trial: Trial;
  study: Study;
  /** The trials that predict together; the best one alone where there is no ensemble. */
  members: readonly EnsembleMember[];
}

/** The model that the search chose: its family, its hyperparameters, and a score to be taken with care. */
export function WinnerCard({ trial, study, members }: Props) {
  const { t } = useTranslation('evaluate');
  const { t: rooms } = useTranslation('rooms');
  const { t: train } = useTranslation('train');
  const selection = useApp((s) => s.journal.selection);
  const ensemble = useApp((s) => s.journal.ensemble);
  const trials = useApp((s) => s.journal.trials);
  const { family, params } = trial.config;
  const { metric } = study.search;
  const together = members.length > 1;
  const reached = together ? ensemble?.score : trial.score?.metric;
  const score = { estimate: reached ?? Number.NaN, low: null, high: null };
  const nameOf = (number: number) =>
    rooms(familyKey(trials.find((one) => one.trial === number)?.config.family ?? family, study.task?.kind));
  return (
    <section className={classes.card} aria-labelledby="winner-title">
      <h2 id="winner-title" className={classes.cardTitle}>
        {t('winner.title')}
      </h2>
      <p className={classes.big}>
        {together
          ? t('winner.together', { count: members.length })
          : rooms(familyKey(family, study.task?.kind))}
      </p>
      {together && (
        <ul className={classes.note} data-testid="ensemble-members">
          {memberTexts(members, nameOf, (fill) => t('winner.member', fill)).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <dl className={classes.facts}>
        {(together ? [] : paramEntries(params)).map(([key, value]) => (
          <div key={key}>
            <dt>{paramLabel(rooms, family, key)}</dt>
            <dd>{paramValueText(rooms, family, key, value)}</dd>
          </div>
        ))}
        <div>
          <dt>{t(`winner.${metric}`)}</dt>
          <dd>{formatPoint(score, metric === 'rmse' ? 'value' : 'index')}</dd>
        </div>
      </dl>
      <p className={classes.note}>
        {t(together ? 'winner.optimisticTogether' : 'winner.optimistic', { trial: trial.trial + 1 })}
      </p>
      {selection && (
        <p className={classes.note}>
          {train('selection.note', selectionWords(selection, t(`winner.${metric}`)))}
        </p>
      )}
    </section>
  );
}
