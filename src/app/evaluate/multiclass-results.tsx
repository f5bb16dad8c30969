import { useTranslation } from 'react-i18next';
import { ConfusionTable } from '../charts/confusion-table';
import { Figure } from '../charts/figure';
import { seriesColor } from '../charts/palette';
import { RocChart } from '../charts/roc-chart';
import { formatInterval, formatPoint } from '../ui/estimate';
import { formatCount, percentDigits } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import { Answer } from './answer';
import { ClassFigures } from './class-figures';
import classes from './evaluate.module.css';
import type { KindProps } from './kind-props';
import { MetricTiles } from './metric-tiles';
import { useInWords } from './use-in-words';

export function MulticlassResults({ evaluation, task, children }: KindProps) {
  const { t } = useTranslation('evaluate');
  const inWords = useInWords();
  const { roc, confusion, counts } = evaluation;
  // Class names come from a file: a Map cannot be fooled by `constructor`.
  const metrics = new Map(Object.entries(evaluation.metrics));
  const macro = metrics.get('aurocMacro')!;
  const accuracy = metrics.get('accuracy')!;
  const context = evaluation.patients < evaluation.n ? 'records' : 'patients';
  const of100 = (share: number) => Math.round(share * 100);
  const words = inWords(macro, 'index');
  const withoutInterval = task.classes.some((name) => {
    const estimate = metrics.get(`auroc:${name}`);
    return estimate && formatInterval(estimate, 'index') === null;
  });
  return (
    <>
      <Answer
        label={t('answer.label')}
        sentences={[
          {
            key: 'right',
            of100: of100(accuracy.estimate),
            text: t('answer.right', { context, right: inWords(accuracy, 'perHundred') }),
          },
          {
            key: 'macro',
            of100: of100(macro.estimate),
            text: t('answer.macro', { context, pairs: percentDigits(macro.estimate), auroc: words }),
          },
        ]}
      />
      <MetricTiles
        tiles={[
          { metric: 'aurocMacro', estimate: macro },
          {
            metric: 'accuracy',
            estimate: accuracy,
            denominator: t('denominator.accuracy', { context, n: formatCount(evaluation.n) }),
          },
          ...(['kappa', 'quadraticKappa'] as const).flatMap((metric) => {
            const estimate = metrics.get(metric);
            return estimate ? [{ metric, estimate }] : [];
          }),
        ]}
      />
      {children}
      <div className={classes.pair}>
        <Figure title={t('roc.title')} fileName="roc" maxWidth={440} caption={t('roc.captionRest')}>
          {(width) => (
            <RocChart
              width={width}
              description={t('roc.descriptionRest', { auroc: words })}
              xLabel={t('roc.x')}
              yLabel={t('roc.y')}
              curves={roc.map((curve) => ({
                ...curve,
                color: seriesColor(task.classes.indexOf(curve.label)),
              }))}
              marks={[]}
            />
          )}
        </Figure>
        <ScrollRegion className={classes.tableScroll} label={t('perClass.title')}>
          <h2 className={classes.cardTitle}>{t('perClass.title')}</h2>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{task.target}</th>
                <th scope="col">{t('perClass.n')}</th>
                <th scope="col">{t('metric.auroc.name')}</th>
                <th scope="col">{t('perClass.interval')}</th>
              </tr>
            </thead>
            <tbody>
              {task.classes.map((name, i) => {
                const estimate = metrics.get(`auroc:${name}`);
                return (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{formatCount(counts[i])}</td>
                    <td>{estimate ? formatPoint(estimate, 'index') : '–'}</td>
                    <td>{estimate ? (formatInterval(estimate, 'index') ?? '–') : t('perClass.absent')}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          {withoutInterval && <p className={classes.note}>{t('perClass.noInterval')}</p>}
        </ScrollRegion>
      </div>
      {evaluation.multiclass && <ClassFigures classes={evaluation.multiclass.classes} task={task} />}
      <section>
        <h2 className={classes.cardTitle}>{t('confusion.title')}</h2>
        <ConfusionTable
          caption={t('confusion.title')}
          observed={t('confusion.observed')}
          predicted={t('confusion.predicted')}
          total={t('confusion.total')}
          names={task.classes}
          counts={confusion}
        />
        <p className={classes.note}>{t('confusion.note')}</p>
      </section>
    </>
  );
}
