import type { Column } from '../../data/dataset';
import { suppressed } from './suppress';
import type { Grouping, TableOne, TableOneGroup, TableOneOptions, TableOneVariable } from './types';
import { dateVariable, levelVariable, numberVariable, severalVariable } from './variables';

export interface TableOneInput {
  by: Grouping;
  /** In the order of the table. Free text is left out. */
  columns: Iterable<[string, Column]>;
  /** With `by` none a single one. */
  groups: { label: string; rows: Uint32Array }[];
  /** Patient of each row. */
  unit: Int32Array;
  options: TableOneOptions;
  developmentOnly: boolean;
}

/** The first row of each patient, in the order given. */
function firstRows(rows: Uint32Array, unit: Int32Array): Uint32Array {
  const seen = new Set<number>();
  return rows.filter((row) => !seen.has(unit[row]) && seen.add(unit[row]));
}

/**
 * Baseline characteristics (STROBE item 14a, TRIPOD+AI item 20b) of groups of rows that do not overlap. With
 * `options.unit` patient, each counts once a group, with the first of their rows in it.
 */
export function tableOne({ by, columns, groups, unit, options, developmentOnly }: TableOneInput): TableOne {
  const rows = groups.map((g) => (options.unit === 'patient' ? firstRows(g.rows, unit) : g.rows));
  const patients = (list: Uint32Array) => new Set(Array.from(list, (row) => unit[row])).size;
  const counted = groups.map(
    ({ label }, g): TableOneGroup => ({ label, n: rows[g].length, patients: patients(rows[g]) }),
  );
  const n = rows.reduce((sum, list) => sum + list.length, 0);
  const all = new Set<number>();
  for (const list of rows) for (const row of list) all.add(unit[row]);

  const variables: TableOneVariable[] = [];
  for (const [name, column] of columns) {
    const variable = variableOf(name, column, rows, options);
    if (variable) variables.push(variable);
  }
  const table: TableOne = {
    by,
    overall: { label: '', n, patients: all.size },
    groups: by === 'none' ? [] : counted,
    variables: by === 'none' ? variables.map(withoutGroups) : variables,
    options,
    developmentOnly,
    repeated: all.size < n,
  };
  return options.suppress ? suppressed(table) : table;
}

function variableOf(
  name: string,
  column: Column,
  rows: Uint32Array[],
  options: TableOneOptions,
): TableOneVariable | null {
  switch (column.kind) {
    case 'num':
      return numberVariable(name, column, rows, options);
    case 'cat':
      return levelVariable(name, column, rows, options);
    case 'multi':
      return severalVariable(name, column, rows, options);
    case 'date':
      return dateVariable(name, column, rows);
    case 'text':
      return null;
  }
}

/** The only group says the same as all rows. */
const withoutGroups = (variable: TableOneVariable): TableOneVariable => ({
  ...variable,
  lines: variable.lines.map((line) => ({ ...line, cells: line.cells.slice(0, 1) })),
});
