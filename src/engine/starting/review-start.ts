import type { Table } from '../../data/dataset';
import { convertSource } from '../../data/sites/combine';
import type { SourceTable } from '../../data/sites/propose-sources';
import { datasetFromTable } from '../../export/inputs';
import type { ModelSource } from '../../export/model-source';
import type { SourcePlan } from '../../study/schema';
import { reviewMapping } from '../external/mapping';
import type { StartAnswer, Template } from './api';
import { splitOnNewData, stepsOnNewData } from './on-new-data';
import { templateInputs, wantedColumns } from './template-columns';

/** A table beside a study that waits for data. */
export interface Beside {
  template: Template;
  /** The study as if it were a hospital. */
  model: ModelSource;
  table: Table;
  facts: SourceTable;
}

/** What of a study's columns is there under a mapping. */
export function foundColumns({ study }: Template, plan: SourcePlan) {
  const mapped = new Set(plan.columns.map(({ to }) => to));
  const missing = wantedColumns(study).filter(({ name }) => !mapped.has(name));
  const gone = new Set(missing.map(({ name }) => name));
  const has = (what: 'site' | 'chosenBy') => {
    if (what === 'site') return study.columns.some(({ name, role }) => role === 'site' && mapped.has(name));
    const { test } = study.split;
    return 'column' in test && mapped.has(test.column);
  };
  return { missing, gone, ...splitOnNewData(study.split, has), ...stepsOnNewData(study, gone) };
}

/** Cells that are no value of what the study takes the column for. */
function unreadOf({ template, table }: Beside, plan: SourcePlan): StartAnswer['unread'] {
  const mapped = new Set(plan.columns.map(({ to }) => to));
  const inputs = templateInputs(template).filter(({ name }) => mapped.has(name));
  const { unread } = datasetFromTable(inputs, convertSource(table, plan));
  return Array.from(unread, ([name, rows]) => ({ name, rows: rows.length }));
}

/** Everything that is known of a mapping, and all that stands against starting with it. */
export function reviewStart(beside: Beside, sources: SourcePlan[]): StartAnswer {
  const { template, model, facts } = beside;
  const { study } = template;
  const [, plan] = sources;
  const task = study.task ?? { kind: 'regression' as const, target: '', classes: [] };
  // Nothing of it is trained yet: it can do without whatever is not there.
  const reviewed = reviewMapping(model, facts, sources, { task, inputs: [], members: [] });
  const taken = new Set(plan.columns.map(({ from }) => from));
  const { missing, replaced, lost } = foundColumns(template, plan);
  const outcomes = [task.target, task.survival?.time];
  return {
    sources,
    review: reviewed.review,
    rows: facts.rows,
    missing: missing.filter(({ name }) => !outcomes.includes(name)).map(({ name, role }) => ({ name, role })),
    extra: facts.facts.map(({ name }) => name).filter((name) => !taken.has(name)),
    unread: unreadOf(beside, plan),
    replaced,
    stepsLost: lost,
    joins: study.joins?.length ?? 0,
    problems: reviewed.problems.filter(({ details }) => study.task !== null || details.name !== task.target),
  };
}
