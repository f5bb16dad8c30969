import { useTranslation } from 'react-i18next';
import { ConfusionTable } from '../charts/confusion-table';
import { complement, formatPoint } from '../ui/estimate';
import { formatCount, percentDigits } from '../ui/number';
import { Answer } from './answer';
import { AT_THRESHOLD } from './at-threshold';
import classes from './evaluate.module.css';
import { GainFigure } from './figure-gain';
import { FourFigures } from './four-figures';
import type { KindProps } from './kind-props';
import { MetricTiles } from './metric-tiles';
import { PrevalenceCard } from './prevalence-card';
import { ThresholdBar } from './threshold-bar';
import { useInWords } from './use-in-words';
import { useThreshold } from './use-threshold';

const RATIOS: readonly string[] = ['lrPositive', 'lrNegative'];

/** The answer in words, the four figures that every evaluation needs, and one threshold that moves them all. */
export function BinaryResults({ evaluation, task, children }: KindProps) {
  const { t } = useTranslation('evaluate');
  const inWords = useInWords();
  const view = useThreshold(evaluation);
  if (!view) return null;
  const { metrics, binary } = evaluation;
  const { estimates, point } = view;
  const [negative, positive] = task.classes;
  const context = evaluation.patients < evaluation.n ? 'records' : 'patients';
  const names = { target: task.target, positive, negative, context };
  const alarms = complement(estimates.specificity);
  const of100 = (share: number) => Math.round(share * 100);
  const auroc = inWords(metrics.auroc, 'index');
  const perHundred = (estimate: typeof alarms) =>
    view.intervals ? inWords(estimate, 'perHundred') : formatPoint(estimate, 'perHundred');
  const marks = {
    current: point.threshold,
    reported: view.exploring ? view.reported.threshold : null,
  };
  return (
    <>
      <Answer
        label={t('answer.label')}
        sentences={[
          {
            key: 'found',
            of100: of100(estimates.sensitivity.estimate),
            text: t('answer.found', { ...names, found: perHundred(estimates.sensitivity) }),
          },
          {
            key: 'alarms',
            of100: of100(alarms.estimate),
            text: t('answer.alarms', { ...names, alarms: perHundred(alarms) }),
          },
          {
            key: 'pairs',
            of100: of100(metrics.auroc.estimate),
            text: t('answer.pairs', { ...names, pairs: percentDigits(metrics.auroc.estimate), auroc }),
          },
        ]}
      />
      <ThresholdBar evaluation={evaluation} task={task} view={view} />
      <MetricTiles
        tiles={[
          { metric: 'auroc', estimate: metrics.auroc },
          ...AT_THRESHOLD.map((metric) => ({
            metric,
            estimate: estimates[metric],
            unexplored: !view.intervals,
            denominator: RATIOS.includes(metric)
              ? undefined
              : t(`denominator.${metric}`, { ...names, n: formatCount(estimates[metric].n ?? 0) }),
          })),
        ]}
      />
      {children}
      <div className={classes.figures} data-testid="four-figures">
        <FourFigures evaluation={evaluation} task={task} view={view} marks={marks} />
      </div>
      <div className={classes.figures}>
        <section>
          <h2 className={classes.cardTitle}>{t('confusion.title')}</h2>
          <ConfusionTable
            caption={t('confusion.title')}
            observed={t('confusion.observed')}
            predicted={t('confusion.predicted')}
            total={t('confusion.total')}
            names={[t('confusion.positive', { name: positive }), t('confusion.negative', { name: negative })]}
            // The positive class first, as in the textbooks' table.
            counts={[
              [point.tp, point.fn],
              [point.fp, point.tn],
            ]}
          />
          <p className={classes.note}>{t('confusion.binaryNote', names)}</p>
        </section>
        <PrevalenceCard evaluation={evaluation} view={view} />
        {binary && binary.lift.length > 0 && <GainFigure lift={binary.lift} />}
      </div>
    </>
  );
}
