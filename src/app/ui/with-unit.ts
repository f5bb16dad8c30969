import type { ColumnPlan } from '../../study/schema';

/** A column as an axis names it: with its unit, where the study knows one. */
export function withUnit(
  name: string,
  columns: readonly Pick<ColumnPlan, 'name' | 'unit'>[] | undefined,
): string {
  const unit = columns?.find((column) => column.name === name)?.unit;
  return unit ? `${name} (${unit})` : name;
}
