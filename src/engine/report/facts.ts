import { type Column, takeRows } from '../../data/dataset';
import { type Grouping, type TableOne, tableOneDefaults } from '../../evaluate/table-one/types';
import { rareLevels } from '../../prep/rare-levels';
import { BenchsideError } from '../../study/errors';
import type { JournalEvent } from '../../study/events';
import { atOnce } from '../../study/in-pieces';
import type { Study } from '../../study/schema';
import { studyOfWinner } from '../../study/steps-in-space';
import { checkSession } from '../check';
import { declaredIn } from '../counted';
import type { Ready } from '../prepare';
import { qualityOf } from '../quality';
import type { Session } from '../session';
import { tableOneOf } from '../table-one';
import type { PredictorFacts, ReportFacts } from './api';
import { flowOf } from './flow';
import { withoutRareLabels } from './rare-labels';

function missingIn(column: Column, rows: Uint32Array): number {
  switch (column.kind) {
    case 'num':
    case 'date':
      return rows.filter((row) => Number.isNaN(column.v[row])).length;
    case 'cat':
    case 'text':
      return rows.filter((row) => column.codes[row] < 0).length;
    // An empty list is a value: nothing was named.
    case 'multi':
      return 0;
  }
}

function predictorsOf({ data, parts }: Ready, { columns }: Study): PredictorFacts[] {
  const rows = Uint32Array.from([...parts.dev, ...parts.test]);
  const plans = new Map(columns.map((c) => [c.name, c]));
  return [...data.cols].map(([name, column]) => {
    const plan = plans.get(name);
    return {
      name,
      type: plan?.type ?? 'continuous',
      ...(plan?.unit !== undefined && { unit: plan.unit }),
      ...(plan?.known && { known: plan.known }),
      missing: missingIn(column, rows),
    };
  });
}

const hides = ({ overall, groups, variables }: TableOne): boolean =>
  [overall, ...groups].some(({ n }) => n === null) ||
  variables.some(
    ({ missing, lines }) =>
      missing === null ||
      lines.some(({ cells }) => cells.some(({ kind }) => kind === 'small' || kind === 'masked')),
  );

/** Table 1 with small counts hidden; where there are none, with the column of all. Null where there are no groups. */
function tableFor(ready: Ready, study: Study, by: Grouping): TableOne | null {
  if (ready.data.cols.size === 0) return null;
  const of = (suppress: boolean) => tableOneOf(ready, study, true, by, { ...tableOneDefaults(), suppress });
  try {
    const hidden = of(true);
    return hides(hidden) ? hidden : of(false);
  } catch (error) {
    if (error instanceof BenchsideError && error.code === 'tableOne.groups') return null;
    throw error;
  }
}

export function linesByKind(events: readonly JournalEvent[]): ReportFacts['journal'] {
  const lines: ReportFacts['journal'] = {};
  for (const { type } of events) lines[type] = (lines[type] ?? 0) + 1;
  return lines;
}

/** Of the study as it was searched, with its winner's steps. Throws `train.noTrial`, `evaluate.noModel` where the test set is still closed. */
export function reportFacts(session: Session): ReportFacts {
  const study = studyOfWinner(session.journal.state);
  const { testOpened } = session.journal.state;
  if (!study) throw new BenchsideError('train.noTrial');
  if (testOpened === 0) throw new BenchsideError('evaluate.noModel');
  const ready = session.ready(study);
  const { data, parts } = ready;
  const rare = rareLevels(takeRows(data, [...parts.dev, ...parts.test]), declaredIn(study));
  return {
    study,
    flow: flowOf(session.tableFor(study), study, ready),
    summary: session.split(study),
    predictors: predictorsOf(ready, study),
    baseline: withoutRareLabels(
      tableFor(ready, study, ready.target.kind === 'regression' ? 'none' : 'outcome'),
      rare,
    ),
    parts: parts.test.length > 0 ? withoutRareLabels(tableFor(ready, study, 'part'), rare) : null,
    findings: atOnce(checkSession(session, study)),
    quality: atOnce(qualityOf(session, study)),
    journal: linesByKind(session.journal.all()),
  };
}
