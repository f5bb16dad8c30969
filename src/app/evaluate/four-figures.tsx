import type { Evaluation } from '../../study/events';
import type { Task } from '../../study/schema';
import { CalibrationFigure } from './figure-calibration';
import { DecisionFigure } from './figure-decision';
import { RisksFigure } from './figure-risks';
import { RocFigure } from './figure-roc';
import type { useThreshold } from './use-threshold';

interface Props {
  evaluation: Evaluation;
  task: Task;
  view: NonNullable<ReturnType<typeof useThreshold>>;
  /** Where the threshold is, and where it is reported if that is elsewhere. */
  marks: { current: number; reported: number | null };
}

/** What every evaluation of two classes shows: who is told apart, how right risks are, what they are worth. */
export function FourFigures({ evaluation, task, view, marks }: Props) {
  const { binary, metrics } = evaluation;
  const event = `${task.target} = ${task.classes[1]}`;
  return (
    <>
      <RocFigure evaluation={evaluation} view={view} />
      {binary && (
        <>
          <CalibrationFigure
            calibration={binary.calibration}
            distributions={binary.distributions}
            metrics={metrics}
            event={event}
          />
          <DecisionFigure decision={binary.decision} threshold={marks} event={event} />
          <RisksFigure distributions={binary.distributions} task={task} threshold={marks} />
        </>
      )}
    </>
  );
}
