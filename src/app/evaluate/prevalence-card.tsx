import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { predictiveValuesAt } from '../../evaluate/predictive-values';
import type { Estimate, Evaluation } from '../../study/events';
import { useApp } from '../store';
import { formatEstimate } from '../ui/estimate';
import { formatRisk } from '../ui/number';
import { NumberField } from '../ui/number-field';
import classes from './evaluate.module.css';
import type { ThresholdView } from './use-threshold';

/** Predictive values depend on how common the outcome is: here as common as where the model will be used. */
export function PrevalenceCard({ evaluation, view }: { evaluation: Evaluation; view: ThresholdView }) {
  const { t } = useTranslation('evaluate-plan');
  const { t: names } = useTranslation('evaluate');
  const chosen = useApp((s) => s.study?.evaluation.prevalence);
  const edit = useApp((s) => s.edit);
  const [others, cases] = evaluation.counts;
  const own = cases / (cases + others);
  const set = (prevalence: number | undefined) =>
    edit((study) => ({ ...study, evaluation: { ...study.evaluation, prevalence } }));
  // A ratio that is not defined has no rows.
  const defined = (estimate: Estimate) => (estimate.n === 0 ? undefined : estimate);
  const { sensitivity, specificity, lrPositive, lrNegative } = view.estimates;
  const values = predictiveValuesAt(chosen ?? own, {
    sensitivity,
    specificity,
    lrPositive: defined(lrPositive),
    lrNegative: defined(lrNegative),
  });
  return (
    <section className={classes.card} aria-labelledby="prevalence-title" data-testid="prevalence">
      <h2 id="prevalence-title" className={classes.cardTitle}>
        {t('prevalence.title')}
      </h2>
      <div className={classes.fieldRow}>
        <NumberField
          label={t('prevalence.label')}
          description={t('prevalence.help', { own: formatRisk(own) })}
          value={Number(((chosen ?? own) * 100).toPrecision(3))}
          low={0.01}
          high={99.9}
          onChange={(percent) => set(percent / 100)}
        />
        {chosen !== undefined && (
          <Button variant="default" size="xs" onClick={() => set(undefined)}>
            {t('prevalence.reset', { own: formatRisk(own) })}
          </Button>
        )}
      </div>
      <dl className={classes.facts}>
        {(['ppv', 'npv'] as const).map((name) => (
          <div key={name}>
            <dt>{names(`metric.${name}.name`)}</dt>
            <dd>{values[name] ? formatEstimate(values[name], 'share') : '–'}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{t(view.intervals ? 'prevalence.note' : 'prevalence.noteNoInterval')}</p>
    </section>
  );
}
