import { BenchsideError } from '../study/errors';
import type { ColumnPlan, Task } from '../study/schema';
import type {
  CatColumn,
  Column,
  Dataset,
  DateColumn,
  MultiColumn,
  NumColumn,
  Table,
  Target,
} from './dataset';
import { parseDate } from './dates';
import { sortedLevels } from './levels';

type Read = NumColumn | CatColumn;

/** How a number is written where it stands for a category: 1 for 1.0. */
const asText = (value: number): string => String(value);

/** A column as categories; numbers become their own texts, in the order of the numbers. */
export function asCategories(column: Read): CatColumn {
  if (column.kind === 'cat') return column;
  const { v } = column;
  const known = new Map<number, number>();
  for (let i = 0; i < v.length; i++) if (!Number.isNaN(v[i])) known.set(v[i], 0);
  const values = Float64Array.from(known.keys()).sort();
  values.forEach((value, code) => {
    known.set(value, code);
  });
  const codes = new Int32Array(v.length);
  for (let i = 0; i < v.length; i++) codes[i] = known.get(v[i]) ?? -1;
  return { kind: 'cat', codes, dict: Array.from(values, asText) };
}

/** A column as numbers; a text that is none is missing. */
export function asNumbers(column: Read): NumColumn {
  if (column.kind === 'num') return column;
  const values = column.dict.map((text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    return Number.isFinite(value) ? value : Number.NaN;
  });
  return {
    kind: 'num',
    v: Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : values[code])),
  };
}

/** Levels in sorted order, the same whatever the order of the rows. */
function sortLevels(column: CatColumn): CatColumn {
  const dict = sortedLevels(column.dict);
  const places = new Map(dict.map((text, i) => [text, i]));
  const place = column.dict.map((text) => places.get(text) ?? -1);
  return { kind: 'cat', codes: column.codes.map((code) => (code < 0 ? -1 : place[code])), dict };
}

/** Cells such as `HTN;DM` as sets of items; an item named twice in a cell counts once. */
export function splitMulti(column: CatColumn, separator: string): MultiColumn {
  const items = new Map<string, number>();
  const cells = column.dict.map((text) => {
    const named = text
      .split(separator)
      .map((item) => item.trim())
      .filter((item) => item !== '');
    return Int32Array.from(new Set(named), (item) => {
      const code = items.get(item) ?? items.size;
      items.set(item, code);
      return code;
    });
  });
  const offsets = new Uint32Array(column.codes.length + 1);
  column.codes.forEach((code, row) => {
    offsets[row + 1] = offsets[row] + (code < 0 ? 0 : cells[code].length);
  });
  const codes = new Int32Array(offsets[column.codes.length]);
  column.codes.forEach((code, row) => {
    if (code >= 0) codes.set(cells[code], offsets[row]);
  });
  return { kind: 'multi', codes, offsets, dict: [...items.keys()] };
}

/** Levels from low to high; a level that the order does not name is missing. Without an order, as sorted. */
function inOrder(column: CatColumn, order: string[] | undefined): CatColumn {
  const dict = order ?? sortedLevels(column.dict);
  const places = new Map(dict.map((text, i) => [text, i]));
  const place = column.dict.map((text) => places.get(text) ?? -1);
  const codes = column.codes.map((code) => (code < 0 ? -1 : place[code]));
  return { kind: 'cat', codes, dict: [...dict], ordered: true };
}

function asDates({ codes, dict }: CatColumn, dayFirst: boolean): DateColumn {
  const days = dict.map((text) => parseDate(text, dayFirst));
  return { kind: 'date', v: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : days[code])) };
}

/** A feature column by its planned type. */
function feature(column: Read, { type, separator, order, dayFirst }: ColumnPlan): Column {
  switch (type) {
    case 'continuous':
    case 'integer':
      return asNumbers(column);
    case 'multi':
      return splitMulti(asCategories(column), separator ?? ';');
    case 'ordinal':
      return inOrder(asCategories(column), order);
    case 'date':
      return asDates(asCategories(column), dayFirst ?? false);
    case 'text':
      return { ...asCategories(column), kind: 'text' };
    default:
      return sortLevels(asCategories(column));
  }
}

/** The column that has this role, if any. */
const withRole = (table: Table, columns: ColumnPlan[], role: ColumnPlan['role']): Read | null => {
  const plan = columns.find((c) => c.role === role);
  return (plan && table.columns.find((c) => c.name === plan.name)?.column) ?? null;
};

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

function targetOf(table: Table, task: Task): Target {
  const column = table.columns.find((c) => c.name === task.target)?.column;
  if (!column) throw new BenchsideError('use.missingColumn', { name: task.target });
  if (task.kind === 'regression') return { kind: task.kind, classes: [], y: asNumbers(column).v };
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
  const read = new Map(table.columns.map((c) => [c.name, c.column]));
  const cols = new Map<string, Column>();
  for (const plan of columns) {
    const column = read.get(plan.name);
    if (plan.role === 'feature' && plan.name !== task?.target && column)
      cols.set(plan.name, feature(column, plan));
  }
  return {
    data: { n: table.n, cols, unit: unitsOf(table, columns) },
    target: task && targetOf(table, task),
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
    columns: table.columns.flatMap(({ name, column }) => {
      const plan = plans.get(name);
      if (!plan || plan.role === 'ignore') return [];
      if (plan.role === 'patient') {
        const dict = Array.from(
          { length: units.reduce((most, u) => Math.max(most, u), -1) + 1 },
          (_, i) => `P${i + 1}`,
        );
        return [{ name, column: { kind: 'cat' as const, codes: Int32Array.from(units), dict } }];
      }
      return plan.type === 'identifier' ? [] : [{ name, column }];
    }),
  };
}
