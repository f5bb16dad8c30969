import type {
  CatColumn,
  Column,
  Dataset,
  DateColumn,
  MultiColumn,
  NumColumn,
  TextColumn,
} from '../data/dataset';
import { BenchsideError } from '../study/errors';

const KINDS = ['num', 'cat', 'multi', 'date', 'text'] as const;
interface ByKind {
  num: NumColumn;
  cat: CatColumn;
  multi: MultiColumn;
  date: DateColumn;
  text: TextColumn;
}

/** The columns of one kind, in the dataset's order. */
export function columnsOf<K extends (typeof KINDS)[number]>(data: Dataset, kind: K): [string, ByKind[K]][] {
  return [...data.cols].filter((entry): entry is [string, ByKind[K]] => entry[1].kind === kind);
}

/** The column that a step was fitted on, in the rows at hand. Throws `use.missingColumn`. */
export function fittedColumn<K extends (typeof KINDS)[number]>(
  data: Dataset,
  name: string,
  kind: K,
): ByKind[K] {
  const column = data.cols.get(name);
  if (column?.kind !== kind) throw new BenchsideError('use.missingColumn', { name });
  return column as ByKind[K];
}

/** The dataset with some columns replaced, each in its place, by any number of others. */
export function replaceColumns(data: Dataset, replacements: Map<string, [string, Column][]>): Dataset {
  const cols = new Map<string, Column>();
  for (const [name, column] of data.cols)
    for (const [newName, newColumn] of replacements.get(name) ?? [[name, column] as const])
      cols.set(newName, newColumn);
  return { ...data, cols };
}

/** `wanted`, or `wanted (2)` and so on where that name is taken. Takes what it returns. */
export function freshName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let i = 2; taken.has(name); i++) name = `${wanted} (${i})`;
  taken.add(name);
  return name;
}

export function countMissing(column: Column): number {
  let count = 0;
  if (column.kind === 'num' || column.kind === 'date')
    for (const value of column.v) count += Number.isNaN(value) ? 1 : 0;
  if (column.kind === 'cat' || column.kind === 'text')
    for (const code of column.codes) count += code < 0 ? 1 : 0;
  return count;
}

/** Whether scaling has a meaning: some value is neither 0 nor 1. Indicators and one-hot columns have none. */
function isScalable({ v }: NumColumn): boolean {
  // By index: most columns of a wide table are one-hot, and are read to their end.
  for (let i = 0; i < v.length; i++) if (v[i] !== 0 && v[i] !== 1 && !Number.isNaN(v[i])) return true;
  return false;
}

/** The number columns that scaling has a meaning for. */
export const scalableColumns = (data: Dataset): [string, NumColumn][] =>
  columnsOf(data, 'num').filter(([, column]) => isScalable(column));

/** Rescales the named number columns; missing stays missing. */
export function mapNumbers(
  data: Dataset,
  columns: readonly { name: string; of: (value: number) => number }[],
): Dataset {
  return replaceColumns(
    data,
    new Map(
      columns.map(({ name, of }) => [
        name,
        [[name, { kind: 'num', v: fittedColumn(data, name, 'num').v.map(of) }]],
      ]),
    ),
  );
}
