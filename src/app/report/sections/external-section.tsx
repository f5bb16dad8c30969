import type { External as Validated } from '../../../study/results/external';
import type { Study, Task } from '../../../study/schema';
import { DriftFigure } from '../../external/drift-figure';
import { driftRows } from '../../external/drift-rows';
import { formatEstimate } from '../../ui/estimate';
import { formatCount, formatFixed, formatPercent } from '../../ui/number';
import { ConfusionTable } from '../confusion';
import { DataTable, Section } from '../parts';
import { PerformanceFigures } from '../performance-figures';
import { useWords } from '../words';
import { MetricTable } from './result-sections';
import type { SectionProps } from './study-sections';

/** The frozen model in other hospitals: what the screen of each validation says, in its order. */
export function External({ input, sentences }: SectionProps) {
  const { say } = useWords();
  const { externals } = input.journal;
  return (
    <Section id="external">
      <p>{externals.length === 0 ? say('noExternal') : sentences.external}</p>
      {externals.map((external) => (
        <One key={external.sha256} external={external} task={input.task} columns={input.study.columns} />
      ))}
    </Section>
  );
}

function One({ external, task, columns }: { external: Validated; task: Task; columns: Study['columns'] }) {
  const { say } = useWords();
  const { name, sha256, rows, left, evaluation, updated } = external;
  const { calibrationIntercept, calibrationSlope } = evaluation.metrics;
  return (
    <>
      <h3>{name}</h3>
      <p>
        {say('external:counted', {
          count: rows,
          n: formatCount(rows),
          patients: formatCount(evaluation.patients),
        })}{' '}
        {evaluation.kind === 'binary' &&
          say('external:events', {
            n: formatCount(evaluation.counts[1]),
            target: task.target,
            positive: task.classes[1],
          })}{' '}
        {left > 0 && say('external:left', { count: left, n: formatCount(left) })} {say('external:frozen')}{' '}
        {say('externalFile', { sha256 })}
      </p>
      <MetricTable caption={say('tables.external', { name })} metrics={evaluation.metrics} />
      {calibrationIntercept && calibrationSlope && (
        <p>
          {say('external:calibration', {
            intercept: formatEstimate(calibrationIntercept, 'index', 2),
            slope: formatEstimate(calibrationSlope, 'index', 2),
          })}
        </p>
      )}
      {evaluation.confusion.length > 0 && <ConfusionTable evaluation={evaluation} task={task} />}
      <PerformanceFigures evaluation={evaluation} task={task} columns={columns} />
      <Drift external={external} target={task.target} />
      {updated && (
        <>
          <MetricTable
            caption={say(`tables.updated.${updated.kind}`, {
              name,
              intercept: formatFixed(updated.intercept, 3),
              slope: formatFixed(updated.slope, 3),
            })}
            metrics={updated.evaluation.metrics}
          />
          <p className="note">{say('external:update.honest')}</p>
        </>
      )}
    </>
  );
}

/** Who is different there: each input, and the outcome, against the development rows. */
function Drift({ external: { name, drift, membership }, target }: { external: Validated; target: string }) {
  const { say } = useWords();
  const { sorted, known, notable } = driftRows(drift);
  if (drift.length === 0) return null;
  const share = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : formatPercent(value);
  return (
    <>
      <p>
        {known.length > 0
          ? say('external:drift.lead', { notable: notable.length, all: known.length })
          : say('external:drift.unknown')}{' '}
        {membership && say('external:drift.membership', { auroc: formatEstimate(membership, 'index') })}
      </p>
      <DriftFigure drift={drift} target={target} />
      <DataTable
        caption={say('tables.drift', { name })}
        head={['column', 'smd', 'missing', 'before', 'outside', 'unknownLevels'].map((head) =>
          say(`external:drift.${head}`),
        )}
        rows={sorted.map(({ column, difference, missing, before, absent, outside, unknown }) => {
          const outcome = column === target;
          return {
            cells: [
              outcome ? say('external:drift.outcome', { column }) : column,
              absent ? say('external:drift.absent') : difference === null ? '–' : formatFixed(difference, 2),
              outcome ? '–' : share(missing),
              outcome ? '–' : share(before),
              share(outside),
              share(unknown),
            ],
          };
        })}
        notes={[say('external:drift.note')]}
      />
    </>
  );
}
