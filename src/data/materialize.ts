import { BenchsideError } from '../study/errors';
import type { ColumnPlan, Task } from '../study/schema';
import { identifies } from '../study/split-column';
import type { CatColumn, Column, Dataset, NumColumn, Table, Target } from './dataset';
import { decideMissing } from './missing-cells';
import { eventWithin } from './survival';
import { asCategories, asNumbers, sortLevels, typedColumns } from './typed-column';

type Read = NumColumn | CatColumn;

/** The column that has this role, if any, its missing cells decided. */
function withRole(table: Table, columns: ColumnPlan[], role: ColumnPlan['role']): Read | null {
  const plan = columns.find((c) => c.role === role);
  const read = plan && table.columns.find((c) => c.name === plan.name);
  return read ? decideMissing(read, plan.missing) : null;
}

/** Patient of each row as 0, 1, 2 … in order of appearance; a row without a patient is one of its own. */
function unitsOf(table: Table, columns: ColumnPlan[]): Int32Array {
  const patient = withRole(table, columns, 'patient');
  if (!patient) return Int32Array.from({ length: table.n }, (_, row) => row);
  const seen = new Map<number, number>();
  let next = 0;
  return Int32Array.from({ length: table.n }, (_, row) => {
    const key = patient.kind === 'num' ? patient.v[row] : patient.codes[row];
    if (Number.isNaN(key) || (patient.kind === 'cat' && key < 0)) return next++;
    const unit = seen.get(key);
    if (unit !== undefined) return unit;
    seen.set(key, next);
    return next++;
  });
}

function targetOf(table: Table, columns: ColumnPlan[], task: Task): Target {
  const read = table.columns.find((c) => c.name === task.target);
  if (!read) throw new BenchsideError('use.missingColumn', { name: task.target });
  const plan = columns.find((c) => c.name === task.target);
  const column = decideMissing(read, plan?.missing);
  if (task.kind === 'regression') return { kind: task.kind, classes: [], y: asNumbers(column, plan).v };
  const { codes, dict } = asCategories(column);
  const place = new Map(task.classes.map((label, i) => [label, i]));
  const classes = dict.map((text) => place.get(text) ?? Number.NaN);
  const y = Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : classes[code]));
  return { kind: task.kind, classes: task.classes, y: task.survival ? timed(table, columns, task, y) : y };
}

/** Follow-up of each row, as the time column's plan reads it. Throws `use.missingColumn`. */
export function followUpTimes(table: Table, columns: ColumnPlan[], time: string): Float64Array {
  const read = table.columns.find((c) => c.name === time);
  if (!read) throw new BenchsideError('use.missingColumn', { name: time });
  const plan = columns.find((c) => c.name === time);
  return asNumbers(decideMissing(read, plan?.missing), plan).v;
}

/** Classes of rows with a horizon: the event is the class that the task names, whichever is the positive one. */
function timed(table: Table, columns: ColumnPlan[], task: Task, classes: Float64Array): Float64Array {
  const { survival } = task;
  if (!survival) return classes;
  const seen = task.classes.indexOf(survival.event);
  const event = classes.map((c) => (Number.isNaN(c) ? c : Number(c === seen)));
  const within = eventWithin(event, followUpTimes(table, columns, survival.time), survival.horizon);
  return within.map((y) => (Number.isNaN(y) ? y : y === 1 ? seen : 1 - seen));
}

/**
 * A table under a study's columns: features by their types, the patient of each row, and the outcome (NaN where
 * missing, not one of the task's classes, or of an event nobody was followed for long enough to know). Patient,
 * site, time and ignored columns are never features, nor are the outcome and its follow-up time, whatever role a
 * document gives them.
 */
export function materialize(
  table: Table,
  columns: ColumnPlan[],
  task: Task | null,
): { data: Dataset; target: Target | null } {
  const read = new Map(table.columns.map((c) => [c.name, c]));
  const names = new Set(columns.filter((c) => c.role === 'feature').map((c) => c.name));
  const cols = new Map<string, Column>();
  for (const plan of columns) {
    const column = read.get(plan.name);
    const outcome = plan.name === task?.target || plan.name === task?.survival?.time;
    if (plan.role === 'feature' && !outcome && column)
      for (const [name, feature] of typedColumns(column, plan, names)) cols.set(name, feature);
  }
  return {
    data: { n: table.n, cols, unit: unitsOf(table, columns) },
    target: task && targetOf(table, columns, task),
  };
}

/** The site of each row, -1 where missing; null where no column has that role. */
export function siteOf(table: Table, columns: ColumnPlan[]): CatColumn | null {
  const site = withRole(table, columns, 'site');
  return site && sortLevels(asCategories(site));
}

/**
 * Existing scores and readers' calls: numbers, ordered levels as their places, or two words. What has more unordered
 * levels, or names people, is neither. The columns have the role `score`; they are never features.
 */
export function scoresOf(
  table: Table,
  columns: ColumnPlan[],
): { name: string; column: NumColumn | CatColumn }[] {
  return columns.flatMap((plan): { name: string; column: NumColumn | CatColumn }[] => {
    const read =
      plan.role === 'score' && !identifies(plan)
        ? table.columns.find((c) => c.name === plan.name)
        : undefined;
    if (!read) return [];
    const [[, column]] = typedColumns(read, plan, new Set([plan.name]));
    if (column.kind === 'num') return [{ name: plan.name, column }];
    const told = column.kind === 'cat' && (column.ordered || column.dict.length === 2);
    return told ? [{ name: plan.name, column }] : [];
  });
}

/**
 * The table with the patient as sequential pseudonyms P1, P2 … in order of appearance, so that grouping survives
 * and the key does not.
 */
export function withPseudonyms(table: Table, columns: ColumnPlan[]): Table {
  const patient = columns.find((c) => c.role === 'patient')?.name;
  if (patient === undefined) return table;
  const codes = unitsOf(table, columns);
  const people = codes.reduce((most, unit) => Math.max(most, unit), -1) + 1;
  const dict = Array.from({ length: people }, (_, i) => `P${i + 1}`);
  const column: CatColumn = { kind: 'cat', codes, dict };
  return {
    ...table,
    columns: table.columns.map((read) => (read.name === patient ? { name: patient, column } : read)),
  };
}

/**
 * What may be kept on disk: no identifier, whatever its role; no ignored column but the one by which the test part
 * is chosen (`chosenBy`); the patient as pseudonyms.
 */
export function forStorage(table: Table, columns: ColumnPlan[], chosenBy: string | null = null): Table {
  const plans = new Map(columns.map((c) => [c.name, c]));
  return {
    n: table.n,
    columns: withPseudonyms(table, columns).columns.filter(({ name }) => {
      const plan = plans.get(name);
      if (!plan || (plan.role === 'ignore' && name !== chosenBy)) return false;
      return plan.role === 'patient' || !identifies(plan);
    }),
  };
}
