import type { Table } from '../data/dataset';
import { materialize } from '../data/materialize';
import type { ReadResult } from '../data/profile-types';
import { proposeColumns, proposeKnown, proposeTask } from '../data/propose';
import { families, familyByName, usualFamilies } from '../models/index';
import { proposeSteps } from '../prep/propose';
import { familiesSearched } from '../search/families-searched';
import { strategyByName } from '../search/index';
import { emptyStudy, metricFor } from '../study/defaults';
import { BenchsideError } from '../study/errors';
import type { ColumnPlan, Role, StepPlan, Study, Task } from '../study/schema';
import { repeatedWhereFew, splitAsked } from '../study/split-kinds';
import { proposeBudget } from './propose-budget';
import { prunerAsked } from './propose-pruner';
import type { ProposeOptions } from './protocol';

/** Steps for the columns as they are planned now, and for the families that are searched. */
export function stepsFor(
  table: Table,
  columns: ColumnPlan[],
  task: Task | null,
  families: Iterable<string>,
): StepPlan[] {
  const networks = [...families].some((name) => familyByName(name).reads === 'embedded');
  return proposeSteps(materialize(table, columns, task).data, networks);
}

/** All rows while nobody has said which column the outcome is. */
function rowsWithOutcome(table: Table, columns: ColumnPlan[], task: Task | null): number {
  const { target } = materialize(table, columns, task);
  return target ? target.y.reduce((n, y) => n + Number(!Number.isNaN(y)), 0) : table.n;
}

/** A role given by hand takes the place of the proposed one. Throws `use.missingColumn`. */
function assign(columns: ColumnPlan[], name: string | undefined, role: Role): ColumnPlan[] {
  if (name === undefined) return columns;
  if (!columns.some((c) => c.name === name)) throw new BenchsideError('use.missingColumn', { name });
  return columns.map((c) => {
    if (c.name === name) return { ...c, role };
    return c.role === role
      ? { ...c, role: role === 'target' && c.identifier === undefined ? 'feature' : 'ignore' }
      : c;
  });
}

/** The recommended Study for a table just read: what the app shows after a drop and the headless runner runs. */
export function proposeStudy(result: ReadResult, options: ProposeOptions): Study {
  const base = emptyStudy(options.id);
  let columns = proposeColumns(result.profile);
  columns = assign(columns, options.target, 'target');
  columns = assign(columns, options.patient, 'patient');
  columns = assign(columns, options.site, 'site');
  columns = assign(columns, options.time, 'time');
  columns = proposeKnown(columns, result.profile);
  const target = columns.find((c) => c.role === 'target')?.name;
  const task = target === undefined ? null : proposeTask(result.profile, target, result.table);
  for (const name of options.families ?? []) familyByName(name);
  const strategy = strategyByName(options.strategy ?? base.search.strategy);
  const chosen = options.families
    ? families.filter((f) => options.families?.includes(f.name))
    : familiesSearched(strategy, usualFamilies('table'), 'table');
  const budget = proposeBudget(strategy, chosen, result.table, columns, task);
  return {
    ...base,
    name: options.name ?? '',
    seed: options.seed ?? base.seed,
    data: { kind: options.kind, sha256: result.sha256, rows: result.table.n },
    ...(options.joins && { joins: options.joins }),
    ...(options.names && { names: options.names }),
    columns,
    task,
    split: repeatedWhereFew(splitAsked(base.split, options), rowsWithOutcome(result.table, columns, task)),
    steps: stepsFor(
      result.table,
      columns,
      task,
      chosen.map((f) => f.name),
    ),
    search: {
      strategy: strategy.name,
      space: Object.fromEntries(chosen.map((f) => [f.name, f.space()])),
      budget: {
        trials: options.trials ?? budget.trials,
        minutes: options.minutes ?? budget.minutes,
      },
      metric: options.metric ?? metricFor(task?.kind ?? 'binary'),
      ...prunerAsked(base.search.pruner, options.pruner),
    },
    evaluation: { ...base.evaluation, ensemble: 'auto' },
    backend: options.backend ?? base.backend,
  };
}
