import { useTranslation } from 'react-i18next';
import type { Predictions } from '../../export/predictor';
import { Notice } from '../ui/notice';
import { formatRisk, formatValue } from '../ui/number';
import { ProbabilityBar } from './probability-bar';
import { readings, thresholdOf } from './reading';
import classes from './use.module.css';

interface ResultProps {
  predictions: Predictions;
  target: string;
  /** Inputs outside the range the model has seen. */
  unlike: string[];
  /** How many inputs the answer was made without, of how many. */
  empty: number;
  all: number;
}

/** What the model says about the one patient of the form. */
export function Result({ predictions, target, unlike, empty, all }: ResultProps) {
  const { t } = useTranslation('use');
  const { kind } = predictions;
  const [reading] = readings(predictions, 0, 1);
  const threshold = thresholdOf(predictions);
  const positive = predictions.classes[1];
  return (
    <section className={classes.card} aria-label={t('result.label')} data-testid="result">
      {kind === 'regression' && (
        <>
          <p className={classes.what}>{t('result.value', { target })}</p>
          <p className={classes.number}>{formatValue(reading.value)}</p>
        </>
      )}
      {kind === 'binary' && (
        <>
          <p className={classes.what}>{t('result.probability', { target, label: positive })}</p>
          <p className={classes.number}>{formatRisk(reading.value)}</p>
          <ProbabilityBar share={reading.value} mark={threshold} />
          <p className={classes.said}>
            {t(reading.label === positive ? 'result.above' : 'result.below', {
              target,
              label: reading.label,
              threshold: formatRisk(threshold),
            })}
          </p>
        </>
      )}
      {kind === 'multiclass' && (
        <>
          <p className={classes.what}>{t('result.mostProbable', { target })}</p>
          <p className={classes.number}>{reading.label}</p>
          {reading.classes.map(({ label, p }) => (
            <div key={label} className={classes.classRow}>
              <span>{label}</span>
              <span>{formatRisk(p)}</span>
              <ProbabilityBar share={p} />
            </div>
          ))}
        </>
      )}
      {empty > all / 2 && (
        <Notice tone="warn" title={t('result.sparseTitle')}>
          {t('result.sparse', { empty, all })}
        </Notice>
      )}
      {unlike.length > 0 && (
        <Notice tone="warn" title={t('result.unlikeTitle')}>
          {t('result.unlike', { names: unlike.join(', ') })}
        </Notice>
      )}
    </section>
  );
}
