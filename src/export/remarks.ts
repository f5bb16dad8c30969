import { pairNames } from '../data/pair';
import { type NewRows, type RowsOf, rowsWhere, unknownLevels } from './inputs';
import type { InputColumn } from './predictor';

/** What there is to say about rows to come, input by input. */
export interface Remarks {
  /** How many inputs the model has. */
  inputs: number;
  /** Levels that it has never seen, and cells that are no value of their column. */
  unknown: RowsOf[];
  /** Numbers and dates beyond what the development rows had. */
  outside: RowsOf[];
  /** Rows that lack an input which the model cannot do without: they get no prediction. */
  needed: RowsOf[];
  /** How many inputs are missing in each row. */
  missing: Uint16Array;
}

/** What there is to say about one row: names of inputs. */
export interface RowRemarks {
  unknown: string[];
  outside: string[];
  needed: string[];
  missing: number;
}

/** Where a number of an input lies beyond the range of the development rows. */
function outsideOf(input: InputColumn, data: NewRows, names: ReadonlySet<string>): RowsOf[] {
  const columns = input.type === 'pair' ? pairNames(input.name, names) : [input.name];
  const beyond = columns.flatMap((name, i) => {
    const column = data.cols.get(name);
    const range = i === 1 ? input.second : input.range;
    if (!range || (column?.kind !== 'num' && column?.kind !== 'date')) return [];
    // A missing value is neither above nor below.
    return [(row: number) => column.v[row] < range.min || column.v[row] > range.max];
  });
  return beyond.length > 0 ? rowsWhere(data.n, input.name, (row) => beyond.some((is) => is(row))) : [];
}

/** Rows that lack what the model cannot do without: of a cell of two numbers, where one is missing too. */
function lackingOf(input: InputColumn, data: NewRows, names: ReadonlySet<string>): RowsOf[] {
  if (input.type !== 'pair') {
    const rows = data.missing.get(input.name);
    return rows ? [{ name: input.name, rows }] : [];
  }
  const columns = pairNames(input.name, names).map((name) => data.cols.get(name));
  return rowsWhere(data.n, input.name, (row) =>
    columns.some((column) => column?.kind === 'num' && Number.isNaN(column.v[row])),
  );
}

/** `needed`: inputs that the model cannot do without. */
export function remarksOn(inputs: InputColumn[], data: NewRows, needed: readonly string[]): Remarks {
  const names = new Set(inputs.map(({ name }) => name));
  const missing = new Uint16Array(data.n);
  for (const rows of data.missing.values()) for (const row of rows) missing[row]++;
  return {
    inputs: inputs.length,
    unknown: unknownLevels(inputs, data),
    outside: inputs.flatMap((input) => outsideOf(input, data, names)),
    needed: inputs.flatMap((input) => (needed.includes(input.name) ? lackingOf(input, data, names) : [])),
    missing,
  };
}

/** Whether an ascending list has the row. */
function has(rows: Uint32Array, row: number): boolean {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle] < row) low = middle + 1;
    else high = middle;
  }
  return rows[low] === row;
}

export function remarksOfRow({ unknown, outside, needed, missing }: Remarks, row: number): RowRemarks {
  const named = (list: RowsOf[]) => list.filter(({ rows }) => has(rows, row)).map(({ name }) => name);
  return { unknown: named(unknown), outside: named(outside), needed: named(needed), missing: missing[row] };
}

/** Rows with an unknown value, one out of range or without a prediction, ascending: those worth a look. */
export function markedRows({ unknown, outside, needed, missing }: Remarks): Uint32Array {
  const marked = new Uint8Array(missing.length);
  for (const { rows } of [...unknown, ...outside, ...needed]) for (const row of rows) marked[row] = 1;
  return Uint32Array.from(marked.keys()).filter((row) => marked[row] === 1);
}

/** Rows that the model can predict, ascending. */
export function predictable({ needed, missing }: Remarks): Uint32Array {
  const left = new Uint8Array(missing.length);
  for (const { rows } of needed) for (const row of rows) left[row] = 1;
  return Uint32Array.from(left.keys()).filter((row) => left[row] === 0);
}
