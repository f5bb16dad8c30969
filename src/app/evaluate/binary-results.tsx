import { useTranslation } from 'react-i18next';
import { EVEN_THRESHOLD } from '../../evaluate/threshold';
import { ConfusionTable } from '../charts/confusion-table';
import { Figure } from '../charts/figure';
import { ink } from '../charts/figure-colors';
import { RocChart } from '../charts/roc-chart';
import { complement } from '../ui/estimate';
import { formatCount, formatRisk, percentDigits } from '../ui/number';
import { Answer } from './answer';
import classes from './evaluate.module.css';
import type { KindProps } from './kind-props';
import { MetricTiles } from './metric-tiles';
import { operatingPoint } from './result-state';
import { useInWords } from './use-in-words';

const PROPORTIONS = ['sensitivity', 'specificity', 'ppv', 'npv'] as const;

export function BinaryResults({ evaluation, task, children }: KindProps) {
  const { t } = useTranslation('evaluate');
  const inWords = useInWords();
  const { metrics, confusion, roc } = evaluation;
  const [negative, positive] = task.classes;
  const context = evaluation.patients < evaluation.n ? 'records' : 'patients';
  const names = { target: task.target, positive, negative, context };
  const alarms = complement(metrics.specificity);
  const threshold = formatRisk(evaluation.threshold ?? EVEN_THRESHOLD);
  const of100 = (share: number) => Math.round(share * 100);
  const point = operatingPoint(evaluation);
  const auroc = inWords(metrics.auroc, 'index');
  // The positive class first, as in the textbooks' table.
  const reversed = [...confusion].reverse().map((row) => [...row].reverse());
  return (
    <>
      <Answer
        label={t('answer.label')}
        sentences={[
          {
            key: 'found',
            of100: of100(metrics.sensitivity.estimate),
            text: t('answer.found', { ...names, found: inWords(metrics.sensitivity, 'perHundred') }),
          },
          {
            key: 'alarms',
            of100: of100(alarms.estimate),
            text: t('answer.alarms', { ...names, alarms: inWords(alarms, 'perHundred') }),
          },
          {
            key: 'pairs',
            of100: of100(metrics.auroc.estimate),
            text: t('answer.pairs', { ...names, pairs: percentDigits(metrics.auroc.estimate), auroc }),
          },
        ]}
      />
      <p className={classes.note} style={{ marginTop: 0 }} data-testid="threshold">
        {t('threshold', { ...names, threshold })}
      </p>
      <MetricTiles
        tiles={[
          { metric: 'auroc', estimate: metrics.auroc },
          ...PROPORTIONS.map((metric) => ({
            metric,
            estimate: metrics[metric],
            denominator: t(`denominator.${metric}`, { ...names, n: formatCount(metrics[metric].n ?? 0) }),
          })),
        ]}
      />
      {children}
      <div className={classes.pair}>
        <Figure title={t('roc.title')} fileName="roc" maxWidth={440} caption={t('roc.caption')}>
          {(width) => (
            <RocChart
              width={width}
              description={t('roc.description', { auroc })}
              xLabel={t('roc.x')}
              yLabel={t('roc.y')}
              curves={roc.map((curve) => ({ ...curve, color: ink('accent') }))}
              operating={{ ...point, label: t('roc.operating', { threshold }) }}
            />
          )}
        </Figure>
        <section>
          <h2 className={classes.cardTitle}>{t('confusion.title')}</h2>
          <ConfusionTable
            caption={t('confusion.title')}
            observed={t('confusion.observed')}
            predicted={t('confusion.predicted')}
            total={t('confusion.total')}
            names={[t('confusion.positive', { name: positive }), t('confusion.negative', { name: negative })]}
            counts={reversed}
          />
          <p className={classes.note}>{t('confusion.binaryNote', names)}</p>
        </section>
      </div>
    </>
  );
}
