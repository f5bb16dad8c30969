import type { Evaluation } from '../../study/events';
import type { Study, Task } from '../../study/schema';
import { seriesColor } from '../charts/palette';
import { RocChart } from '../charts/roc-chart';
import { ScatterChart } from '../charts/scatter-chart';
import { CalibrationFigure } from '../evaluate/figure-calibration';
import { DecisionFigure } from '../evaluate/figure-decision';
import { GainFigure } from '../evaluate/figure-gain';
import { FourFigures } from '../evaluate/four-figures';
import { NumberFigures } from '../evaluate/number-figures';
import { useThreshold } from '../evaluate/use-threshold';
import { withUnit } from '../ui/with-unit';
import { Drawn } from './parts';
import { useWords } from './words';

interface Props {
  evaluation: Evaluation;
  task: Task;
  /** Of the study, for their units. */
  columns: Study['columns'];
}

/** The figures of the Evaluate screen, as they are there. */
export function PerformanceFigures(props: Props) {
  switch (props.evaluation.kind) {
    case 'binary':
      return <Binary {...props} />;
    case 'multiclass':
      return <Multiclass {...props} />;
    case 'regression':
      return <Regression {...props} />;
  }
}

function Binary({ evaluation, task }: Props) {
  const view = useThreshold(evaluation);
  if (!view) return null;
  const marks = { current: view.reported.threshold, reported: null };
  return (
    <>
      <FourFigures evaluation={evaluation} task={task} view={view} marks={marks} />
      {evaluation.binary && <GainFigure lift={evaluation.binary.lift} />}
    </>
  );
}

function Multiclass({ evaluation, task }: Props) {
  const { say, estimate } = useWords();
  const { aurocMacro } = evaluation.metrics;
  return (
    <>
      {evaluation.roc.length > 0 && (
        <Drawn title={say('evaluate:roc.title')} caption={say('evaluate:roc.captionRest')}>
          <RocChart
            width={390}
            description={say('evaluate:roc.descriptionRest', {
              auroc: estimate(aurocMacro ?? null, 'index'),
            })}
            xLabel={say('evaluate:roc.x')}
            yLabel={say('evaluate:roc.y')}
            curves={evaluation.roc.map((curve) => ({
              ...curve,
              color: seriesColor(task.classes.indexOf(curve.label)),
            }))}
            marks={[]}
          />
        </Drawn>
      )}
      {evaluation.multiclass?.classes.map(({ label, calibration, decision }) => {
        const event = `${task.target} = ${label}`;
        return (
          <div key={label}>
            <h3>{event}</h3>
            <CalibrationFigure calibration={calibration} event={event} />
            <DecisionFigure decision={decision} threshold={null} event={event} />
          </div>
        );
      })}
    </>
  );
}

function Regression({ evaluation, task, columns }: Props) {
  const { say, estimate } = useWords();
  const target = withUnit(task.target, columns);
  const count = evaluation.scatter.length;
  return (
    <>
      <Drawn
        title={say('evaluate:scatter.title')}
        caption={say('evaluate:scatter.caption', { count, n: count })}
      >
        <ScatterChart
          width={390}
          description={say('evaluate:scatter.description', {
            target,
            r2: estimate(evaluation.metrics.r2 ?? null, 'index'),
          })}
          xLabel={say('evaluate:scatter.x', { target })}
          yLabel={say('evaluate:scatter.y', { target })}
          points={evaluation.scatter}
        />
      </Drawn>
      {evaluation.regression && (
        <NumberFigures evaluation={evaluation} detail={evaluation.regression} target={target} />
      )}
    </>
  );
}
