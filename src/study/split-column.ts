import type { ColumnPlan, SplitPlan } from './schema';

/** The column whose values or times decide who is tested; null where none does. */
export const splitColumn = ({ test }: SplitPlan): string | null =>
  test.kind === 'time' || test.kind === 'column' ? test.column : null;

/** Whether a column's own cells may stand nowhere outside the table because they identify people. */
export const identifies = ({ role, type, identifier }: ColumnPlan): boolean =>
  role === 'patient' || type === 'identifier' || identifier !== undefined;
