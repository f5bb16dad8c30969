import { BenchsideError } from '../study/errors';
import type { ColumnPlan, Study } from '../study/schema';
import { identifies } from '../study/split-column';
import type { DateColumn, NumColumn, ReadColumn, Table } from './dataset';
import { decideMissing } from './missing-cells';
import { asCategories, mergeLevels, typedColumns } from './typed-column';

/** Whatever a column is called, its numbers or days can put rows in order. */
const NONE: ReadonlySet<string> = new Set();

/**
 * What a split by time or by a column's values reads: the order of the rows (days, or the column's numbers; NaN where
 * missing) or the cell of each row. Empty where the split needs neither, or the column is not there. Throws
 * `split.identifier` where the column identifies people: it could not be kept, nor its values be said.
 */
export function splitBy(
  table: Table,
  { split: { test }, columns }: Pick<Study, 'split' | 'columns'>,
): { order?: Float64Array; marks?: (string | null)[] } {
  if (test.kind !== 'time' && test.kind !== 'column') return {};
  const read = table.columns.find((c) => c.name === test.column);
  const plan = columns.find((c) => c.name === test.column);
  if (!read || !plan) return {};
  if (identifies(plan)) throw new BenchsideError('split.identifier', { name: plan.name });
  return test.kind === 'column' ? { marks: marksOf(read, plan) } : { order: orderOf(read, plan) };
}

/** The cell of each row as a text, levels that mean the same as one; null where missing. */
export function marksOf(read: ReadColumn, { missing, same }: ColumnPlan): (string | null)[] {
  const { codes, dict } = mergeLevels(asCategories(decideMissing(read, missing)), same);
  return Array.from(codes, (code) => dict[code] ?? null);
}

/** Days since 1970 of a date, else the column's numbers; NaN where a row has neither. */
export function orderOf(read: ReadColumn, plan: ColumnPlan): Float64Array {
  const type = plan.type === 'date' ? 'date' : 'continuous';
  const [[, column]] = typedColumns(read, { ...plan, type }, NONE);
  return (column as NumColumn | DateColumn).v;
}
