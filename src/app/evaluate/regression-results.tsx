import { useTranslation } from 'react-i18next';
import { Figure } from '../charts/figure';
import { ScatterChart } from '../charts/scatter-chart';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { withUnit } from '../ui/with-unit';
import { Answer } from './answer';
import classes from './evaluate.module.css';
import type { KindProps } from './kind-props';
import { MetricTiles } from './metric-tiles';
import { NumberFigures } from './number-figures';
import { useInWords } from './use-in-words';

export function RegressionResults({ evaluation, task, children }: KindProps) {
  const { t } = useTranslation('evaluate');
  const inWords = useInWords();
  const { mae, rmse, r2 } = evaluation.metrics;
  const { target } = task;
  // An external model's outcome may be no column of the open study: then its bare name.
  const axis = withUnit(
    target,
    useApp((s) => s.journal.study?.columns),
  );
  const better = r2.estimate > 0;
  return (
    <>
      <Answer
        label={t('answer.label')}
        sentences={[
          { key: 'mae', of100: null, text: t('answer.mae', { target, mae: inWords(mae, 'value') }) },
          {
            key: 'r2',
            of100: better ? Math.round(r2.estimate * 100) : null,
            text: t(better ? 'answer.r2' : 'answer.r2None', {
              target,
              share: Math.round(r2.estimate * 100),
              r2: inWords(r2, 'index'),
            }),
          },
        ]}
      />
      <MetricTiles
        tiles={[
          { metric: 'rmse', estimate: rmse },
          { metric: 'mae', estimate: mae },
          { metric: 'r2', estimate: r2 },
        ]}
      />
      {children}
      <div className={classes.figures}>
        <Figure
          title={t('scatter.title')}
          fileName="observed-predicted"
          maxWidth={480}
          caption={t('scatter.caption', {
            count: evaluation.scatter.length,
            n: formatCount(evaluation.scatter.length),
          })}
        >
          {(width) => (
            <ScatterChart
              width={width}
              description={t('scatter.description', { target, r2: inWords(r2, 'index') })}
              xLabel={t('scatter.x', { target: axis })}
              yLabel={t('scatter.y', { target: axis })}
              points={evaluation.scatter}
            />
          )}
        </Figure>
        {evaluation.regression && (
          <NumberFigures evaluation={evaluation} detail={evaluation.regression} target={axis} />
        )}
      </div>
    </>
  );
}
