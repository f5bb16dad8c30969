import { BenchsideError } from '../../study/errors';
import type { DateOrder, JoinPlan } from '../../study/schema';
import type { CatColumn, NumColumn, ReadColumn, Table } from '../dataset';
import { parseDate } from '../dates';
import { asCategories, asNumbers } from '../typed-column';

type Long = NonNullable<JoinPlan['long']>;
type Aggregate = Long['concepts'][number]['aggregates'][number];

/** What has a meaning for numbers alone. */
const OF_NUMBERS: readonly Aggregate[] = ['mean', 'min', 'max'];
/** The share of a concept's values from which on the others are slips. */
const MOSTLY = 0.9;

function columnNamed(table: Table, name: string): NumColumn | CatColumn {
  const column = table.columns.find((c) => c.name === name)?.column;
  if (!column) throw new BenchsideError('use.missingColumn', { name });
  return column;
}

/** Days since 1970-01-01 of each row, NaN where it is no date. */
function daysOf(table: Table, name: string, dateOrder: DateOrder | undefined): Float64Array {
  const { codes, dict } = asCategories(columnNamed(table, name));
  const days = dict.map((text) => parseDate(text, dateOrder));
  return Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : days[code]));
}

/**
 * One measurement a row becomes one column a concept and aggregate (`creatinine:last`), for each row of the first
 * table. With a window, a measurement counts from `from` to `to` days after that row's index date (-30 to 0: the
 * month before), both ends within; one without a date, or a row without an index date, counts for nothing. First
 * and last are by date, by the order of the file where dates are equal or there are none. Mean, least and greatest
 * are of the values that are numbers. A concept is numbers where nine in ten of its values are, or where an earlier
 * join took it for numbers (`named`, its columns): what is none ("hemolyzed") is then passed over, but counted. Any
 * other concept has no mean, least and greatest, and its first and last are texts. No measurement: missing, and a
 * count of 0.
 */
export function pivot(
  left: Table,
  right: Table,
  keys: (string | null)[],
  others: (string | null)[],
  long: Long,
  named: JoinPlan['columns'] = [],
): ReadColumn[] {
  const { window } = long;
  const index = window ? daysOf(left, window.index, window.dateOrder) : null;
  const dates = long.date === undefined ? null : daysOf(right, long.date, long.dateOrder);
  if (index && !dates) throw new BenchsideError('join.noDate');
  const concepts = asCategories(columnNamed(right, long.concept));
  const codeOf = new Map(concepts.dict.map((name, code) => [name, code]));
  const cells = columnNamed(right, long.value);
  const texts = asCategories(cells);
  const numbers = asNumbers(cells).v;
  const rowsOf = new Map<string, Map<number, number[]>>();
  others.forEach((key, row) => {
    const concept = concepts.codes[row];
    if (key === null || concept < 0 || texts.codes[row] < 0) return;
    const own = rowsOf.get(key) ?? new Map<number, number[]>();
    rowsOf.set(key, own);
    const rows = own.get(concept) ?? [];
    own.set(concept, rows);
    rows.push(row);
  });
  const at = (row: number) => dates?.[row] ?? Number.NaN;
  if (dates)
    // A stable sort: without a date a measurement stands before those that have one.
    for (const own of rowsOf.values())
      for (const rows of own.values())
        rows.sort((a, b) => (Number.isNaN(at(a)) ? -1e12 : at(a)) - (Number.isNaN(at(b)) ? -1e12 : at(b)));
  const within = (row: number, day: number): boolean =>
    !window || (at(row) - day >= window.from && at(row) - day <= window.to);
  return long.concepts.flatMap(({ concept, aggregates }) => {
    const code = codeOf.get(concept) ?? -1;
    const found = keys.map((key, i) => {
      const rows = (key === null ? undefined : rowsOf.get(key)?.get(code)) ?? [];
      return index ? rows.filter((row) => within(row, index[i])) : rows;
    });
    // By all its measurements, not by those that fell into somebody's window.
    let [all, read] = [0, 0];
    for (const own of rowsOf.values())
      for (const row of own.get(code) ?? []) {
        all++;
        if (!Number.isNaN(numbers[row])) read++;
      }
    const before = named.some(({ from }) =>
      OF_NUMBERS.some((aggregate) => from === `${concept}:${aggregate}`),
    );
    const numeric = before || read >= all * MOSTLY;
    const values = numeric ? found.map((rows) => rows.filter((row) => !Number.isNaN(numbers[row]))) : found;
    return aggregates
      .filter((aggregate) => numeric || ['first', 'last', 'count'].includes(aggregate))
      .map((aggregate) => ({
        name: `${concept}:${aggregate}`,
        column:
          numeric || aggregate === 'count'
            ? {
                kind: 'num' as const,
                v: Float64Array.from(aggregate === 'count' ? found : values, (rows) =>
                  numberOf(rows, numbers, aggregate),
                ),
              }
            : { ...texts, codes: Int32Array.from(found, (rows) => texts.codes[pick(rows, aggregate)] ?? -1) },
      }));
  });
}

const pick = (rows: number[], aggregate: Aggregate): number =>
  (aggregate === 'first' ? rows[0] : rows[rows.length - 1]) ?? -1;

function numberOf(rows: number[], values: Float64Array, aggregate: Aggregate): number {
  if (aggregate === 'count') return rows.length;
  if (rows.length === 0) return Number.NaN;
  switch (aggregate) {
    case 'first':
    case 'last':
      return values[pick(rows, aggregate)];
    case 'mean':
      return rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
    case 'min':
      return rows.reduce((least, row) => Math.min(least, values[row]), Number.POSITIVE_INFINITY);
    case 'max':
      return rows.reduce((most, row) => Math.max(most, values[row]), Number.NEGATIVE_INFINITY);
  }
}
