import { useTranslation } from 'react-i18next';
import type { Trial } from '../../study/events';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import { selectionWords } from '../train/selection-words';
import { formatPoint } from '../ui/estimate';
import { familyKey } from '../ui/family-key';
import { paramEntries, paramLabel, paramValueText } from '../ui/param-label';
import classes from './evaluate.module.css';

/** The model that the search chose: its family, its hyperparameters, and a score to be taken with care. */
export function WinnerCard({ trial, study }: { trial: Trial; study: Study }) {
  const { t } = useTranslation('evaluate');
  const { t: rooms } = useTranslation('rooms');
  const { t: train } = useTranslation('train');
  const selection = useApp((s) => s.journal.selection);
  const { family, params } = trial.config;
  const { metric } = study.search;
  const score = { estimate: trial.score?.metric ?? Number.NaN, low: null, high: null };
  return (
    <section className={classes.card} aria-labelledby="winner-title">
      <h2 id="winner-title" className={classes.cardTitle}>
        {t('winner.title')}
      </h2>
      <p className={classes.big}>{rooms(familyKey(family, study.task?.kind))}</p>
      <dl className={classes.facts}>
        {paramEntries(params).map(([key, value]) => (
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
      <p className={classes.note}>{t('winner.optimistic', { trial: trial.trial + 1 })}</p>
      {selection && (
        <p className={classes.note}>
          {train('selection.note', selectionWords(selection, t(`winner.${metric}`)))}
        </p>
      )}
    </section>
  );
}
