import type { ColumnPlan } from './schema';

/** Columns of existing scores and readers' calls, in the table's order. */
export const scoreNames = (columns: readonly ColumnPlan[]): string[] =>
  columns.filter(({ role }) => role === 'score').map(({ name }) => name);

/** A score is compared with a model after its search: to the search it is an ignored column. */
export const searchedRole = (role: ColumnPlan['role']): ColumnPlan['role'] =>
  role === 'score' ? 'ignore' : role;
