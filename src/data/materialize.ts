import { BenchsideError } from '../study/errors';
import type { ColumnPlan, Task } from '../study/schema';
import type { CatColumn, Column, Dataset, NumColumn, Table, Target } from './dataset';
import { decideMissing } from './missing-cells';
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
  return {
    kind: task.kind,
    classes: task.classes,
    y: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : classes[code])),
  };
}

/**
 * A table under a study's columns: features by their types, the patient of each row, and the outcome (NaN where
 * missing or not one of the task's classes). Patient, site, time and ignored columns are never features, nor is
 * the outcome, whatever role a document gives it.
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
    if (plan.role === 'feature' && plan.name !== task?.target && column)
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
 * What may be kept on disk: no identifier, no free text that is ignored, no ignored column; the patient as
 * sequential pseudonyms P1, P2 … in order of appearance, so that grouping survives and the key does not.
 */
export function forStorage(table: Table, columns: ColumnPlan[]): Table {
  const plans = new Map(columns.map((c) => [c.name, c]));
  const units = unitsOf(table, columns);
  return {
    n: table.n,
    columns: table.columns.flatMap((read) => {
      const { name } = read;
      const plan = plans.get(name);
      if (!plan || plan.role === 'ignore') return [];
      if (plan.role === 'patient') {
        const dict = Array.from(
          { length: units.reduce((most, u) => Math.max(most, u), -1) + 1 },
          (_, i) => `P${i + 1}`,
        );
        return [{ name, column: { kind: 'cat' as const, codes: Int32Array.from(units), dict } }];
      }
      return plan.type === 'identifier' ? [] : [read];
    }),
  };
}
