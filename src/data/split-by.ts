import type { Study } from '../study/schema';
import type { Table } from './dataset';
import { decideMissing } from './missing-cells';
import { asCategories, typedColumns } from './typed-column';

/** Whatever a column is called, its numbers or days can put rows in order. */
const NONE: ReadonlySet<string> = new Set();

/**
 * What a split by time or by a column's values reads: the order of the rows (days, or the column's numbers; NaN where
 * missing) or the cell of each row. Empty where the split needs neither, or the column is not there.
 */
export function splitBy(
  table: Table,
  { split: { test }, columns }: Pick<Study, 'split' | 'columns'>,
): { order?: Float64Array; marks?: (string | null)[] } {
  if (test.kind !== 'time' && test.kind !== 'column') return {};
  const read = table.columns.find((c) => c.name === test.column);
  const plan = columns.find((c) => c.name === test.column);
  if (!read || !plan) return {};
  if (test.kind === 'column') {
    const { codes, dict } = asCategories(decideMissing(read, plan.missing));
    return { marks: Array.from(codes, (code) => dict[code] ?? null) };
  }
  const type = plan.type === 'date' ? 'date' : 'continuous';
  const [[, column]] = typedColumns(read, { ...plan, type }, NONE);
  return column.kind === 'date' || column.kind === 'num' ? { order: column.v } : {};
}
