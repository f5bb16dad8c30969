import type { Cell, Count, TableOne, TableOneGroup, TableOneLine, TableOneVariable } from './types';

/** Counts from 1 to 4 are not shown, nor what is said of so few. */
export const FEWEST = 5;

const isSmall = (n: number): boolean => n > 0 && n < FEWEST;
const shown = (n: Count): Count => (n !== null && isSmall(n) ? null : n);
const small: Cell = { kind: 'small' };
const masked: Cell = { kind: 'masked' };

/**
 * A table without counts of 1 to 4, and without what would give them away: the column of all rows (all less the
 * other groups), a variable's only other level, the next smallest of more levels, and the differences and tests
 * that were computed from a hidden count.
 */
export function suppressed(table: TableOne): TableOne {
  const grouped = table.groups.length > 0;
  const columns = grouped ? table.groups : [table.overall];
  const hide = (group: TableOneGroup): TableOneGroup => ({
    ...group,
    n: shown(group.n),
    patients: shown(group.patients),
  });
  return {
    ...table,
    overall: grouped ? { ...table.overall, n: null, patients: null } : hide(table.overall),
    groups: table.groups.map(hide),
    variables: table.variables.map((variable) => hideIn(variable, columns, grouped)),
  };
}

function hideIn(variable: TableOneVariable, groups: TableOneGroup[], grouped: boolean): TableOneVariable {
  const first = grouped ? 1 : 0;
  const lines: TableOneLine[] = variable.lines.map((line) => ({ ...line, cells: [...line.cells] }));
  const missing = shown(variable.missing);
  groups.forEach(({ n }, g) => {
    const column = lines.map((line) => line.cells[g + first]);
    const hidden =
      n !== null && isSmall(n)
        ? column.map(() => masked)
        : variable.kind === 'several'
          ? column.map((cell) => hideItem(cell, n))
          : hideLevels(column);
    lines.forEach((line, i) => {
      line.cells[g + first] = hidden[i];
    });
  });
  if (grouped) for (const line of lines) line.cells[0] = masked;
  const touched = (line: TableOneLine) =>
    line.cells.slice(first).some(({ kind }) => kind === 'small' || kind === 'masked');
  const without = { smd: null, p: null, test: null };
  if (variable.kind === 'several')
    return {
      ...variable,
      missing,
      lines: lines.map((line) => (touched(line) ? { ...line, ...without } : line)),
    };
  return { ...variable, missing, lines, ...(lines.some(touched) ? without : {}) };
}

/** Of an item, those who have it and those who do not. */
function hideItem(cell: Cell, n: Count): Cell {
  if (cell.kind !== 'count' || n === null) return cell;
  if (isSmall(cell.n)) return small;
  return isSmall(n - cell.n) ? masked : cell;
}

/**
 * Hidden levels are what the shown ones leave: where that sum has one solution, the next smallest level goes with
 * them, until it has more or nothing is left to hide.
 */
function hideLevels(column: Cell[]): Cell[] {
  const counts = column.map((cell) => (cell.kind === 'count' ? cell.n : 0));
  const hidden = column.map((cell, i) => (isSmall(counts[i]) ? small : cell));
  while (solved(hidden, counts)) {
    let next = -1;
    hidden.forEach((cell, i) => {
      if (cell.kind === 'count' && counts[i] > 0 && (next < 0 || counts[i] < counts[next])) next = i;
    });
    if (next < 0) break;
    hidden[next] = masked;
  }
  return hidden;
}

/** Whether the sum of what is hidden tells each count: a single one, or all as small or as large as they can be. */
function solved(hidden: Cell[], counts: number[]): boolean {
  const smalls = hidden.filter((cell) => cell === small).length;
  const masks = hidden.filter((cell) => cell === masked).length;
  if (smalls + masks < 2) return smalls === 1;
  const sum = hidden.reduce(
    (total, cell, i) => total + (cell === small || cell === masked ? counts[i] : 0),
    0,
  );
  return sum === smalls + masks * FEWEST || (masks === 0 && sum === smalls * (FEWEST - 1));
}
