import { useTranslation } from 'react-i18next';
import type { Trial } from '../../../study/events';
import type { Metric } from '../../../study/schema';
import { metricText } from '../metric-text';
import { useRowTexts } from '../use-row-texts';
import classes from './found.module.css';
import type { FoundWords } from './words';

/** The trial that is pointed at, in words; a line that is always there, so that nothing moves. */
export function Pointed({
  trial,
  metric,
  words,
}: {
  trial: Trial | undefined;
  metric: Metric;
  words: FoundWords;
}) {
  const { t } = useTranslation('train-found');
  const texts = useRowTexts(metric === 'rmse' ? 'regression' : undefined);
  if (!trial) return <p className={classes.pointed}>{t('point')}</p>;
  const model = words.family(trial.config.family);
  const told = { number: trial.trial + 1, model, config: texts.config(trial.config) };
  return (
    <p className={classes.pointed}>
      {trial.score
        ? t('pointed', { ...told, metric: words.metric, value: metricText(trial.score.metric, metric) })
        : t('pointedNoScore', { ...told, state: texts.state(trial) })}
    </p>
  );
}
