import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../engine/protocol';
import { formatEstimate } from '../ui/estimate';
import { formatCount, formatRisk } from '../ui/number';
import { picturesRead } from './pictures/reads-pictures';
import classes from './use.module.css';

/** What the loaded model predicts, how well it did on its test set, and what it is made of. */
export function ModelCardView({ model }: { model: ModelCard }) {
  const { t } = useTranslation('use');
  const { t: i } = useTranslation('images');
  const picture = picturesRead(model);
  const { task, test, threshold, members, inputs } = model;
  const style = test?.metric === 'rmse' ? 'value' : 'index';
  return (
    <section className={classes.card} aria-labelledby="model-title" data-testid="model-card">
      <h2 id="model-title" className={classes.cardTitle}>
        {model.studyName || t('card.unnamed')}
      </h2>
      <dl className={classes.facts}>
        <div>
          <dt>{t('card.predicts')}</dt>
          <dd>
            {t(`card.kind.${task.kind}`, {
              target: task.target,
              positive: task.classes[1],
              count: task.classes.length,
            })}
          </dd>
        </div>
        <div>
          <dt>{t('card.test')}</dt>
          <dd>
            {test
              ? t('card.performance', {
                  metric: t(`card.metric.${test.metric}`),
                  estimate: formatEstimate(test, style),
                })
              : t('card.untested')}
            {test && test.low === null && ` ${t('card.noInterval')}`}
          </dd>
        </div>
        <div>
          <dt>{t('card.inputs')}</dt>
          <dd>
            {picture && i('use.reads', { height: picture[0], width: picture[1] })}
            {picture && inputs.length > 0 && ' + '}
            {(!picture || inputs.length > 0) && formatCount(inputs.length)}
          </dd>
        </div>
        <div>
          <dt>{t('card.members')}</dt>
          <dd>{t('card.membersText', { count: members })}</dd>
        </div>
        {threshold !== null && (
          <div>
            <dt>{t('card.threshold')}</dt>
            <dd>{formatRisk(threshold)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
