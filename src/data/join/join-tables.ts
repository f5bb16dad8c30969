import { BenchsideError } from '../../study/errors';
import type { JoinPlan } from '../../study/schema';
import type { CatColumn, NumColumn, ReadColumn, Table } from '../dataset';
import { asCategories } from '../typed-column';
import { pivot } from './pivot';

/** How well the keys of two tables met: counts only. */
export interface JoinReport {
  /** Rows of the first table with and without a partner. */
  matched: number;
  unmatched: number;
  /** Keys of the second table that the first has not. */
  unused: number;
}

/** `007`, ` 7` and `7.0` are one patient: blanks are cut, whole numbers are compared as numbers. */
export function joinKey(text: string): string {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,15}(\.0+)?$/.test(plain) ? String(Number(plain)) : plain.toLowerCase();
}

/** The key of each row, null where missing. Throws `use.missingColumn`. */
export function keysOf(table: Table, name: string): (string | null)[] {
  const { codes, dict } = asCategories(columnOf(table, name));
  const keys = dict.map(joinKey);
  return Array.from(codes, (code) => (code < 0 ? null : keys[code]));
}

export function columnOf(table: Table, name: string): NumColumn | CatColumn {
  const column = table.columns.find((c) => c.name === name)?.column;
  if (!column) throw new BenchsideError('use.missingColumn', { name });
  return column;
}

/** The rows of `column` in this order; -1: missing. */
function taken(column: NumColumn | CatColumn, rows: Int32Array): NumColumn | CatColumn {
  if (column.kind === 'num')
    return { ...column, v: Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : column.v[row])) };
  return { ...column, codes: Int32Array.from(rows, (row) => (row < 0 ? -1 : column.codes[row])) };
}

/** Names of the joined columns in the joined table. */
type Named = NonNullable<JoinPlan['columns']>;

/**
 * The second table's columns beside the first's, under free names. A plan of an earlier join keeps its names: what
 * the first table has under one of them gives way, so that a model never reads another column under that name.
 */
function added(left: Table, columns: ReadColumn[], given: Named = []): { table: Table; named: Named } {
  const before = new Map(given.map(({ from, to }) => [from, to]));
  const kept = left.columns.filter((c) => !given.some(({ to }) => to === c.name));
  const names = new Set([...kept.map((c) => c.name), ...before.values()]);
  const free = columns.map((c): ReadColumn => {
    let name = before.get(c.name);
    if (name === undefined) {
      name = c.name;
      for (let i = 2; names.has(name); i++) name = `${c.name} (${i})`;
    }
    names.add(name);
    return { ...c, name };
  });
  return {
    table: { n: left.n, columns: [...kept, ...free] },
    named: columns.map((c, i) => ({ from: c.name, to: free[i].name })),
  };
}

/**
 * A left join: every row of the first table stays, once, with the columns of the second beside it, missing where
 * there is no partner. The second has one row a key (`join.manyToMany` otherwise), or is long: one row a
 * measurement, aggregated by `plan.long`. Names are those of `plan.columns` where it has them, and come back as
 * `named`. Throws `use.missingColumn`, and `join.noMatch` where no key meets.
 */
export function joinTables(
  left: Table,
  right: Table,
  plan: JoinPlan,
): { table: Table; named: Named; report: JoinReport } {
  const keys = keysOf(left, plan.key.left);
  const others = keysOf(right, plan.key.right);
  const known = new Set(others.filter((key) => key !== null));
  const mine = new Set(keys.filter((key) => key !== null));
  const matched = keys.filter((key) => key !== null && known.has(key)).length;
  if (matched === 0) throw new BenchsideError('join.noMatch', plan.key);
  const report = {
    matched,
    unmatched: left.n - matched,
    unused: [...known].filter((key) => !mine.has(key)).length,
  };
  if (plan.long)
    return {
      ...added(left, pivot(left, right, keys, others, plan.long, plan.columns), plan.columns),
      report,
    };
  const place = new Map<string, number>();
  let repeated = 0;
  others.forEach((key, row) => {
    if (key === null) return;
    if (place.has(key)) repeated++;
    else place.set(key, row);
  });
  if (repeated > 0) throw new BenchsideError('join.manyToMany', { name: plan.key.right, rows: repeated });
  const rows = Int32Array.from(keys, (key) => (key === null ? -1 : (place.get(key) ?? -1)));
  const columns = right.columns.filter((c) => c.name !== plan.key.right);
  return {
    ...added(
      left,
      columns.map(({ name, column }) => ({ name, column: taken(column, rows) })),
      plan.columns,
    ),
    report,
  };
}
