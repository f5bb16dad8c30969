import type { ColumnPlan, DateOrder } from '../study/schema';
import { parseMeasurement } from './clinical-number';
import type { CatColumn, Column, DateColumn, MultiColumn, NumColumn, ReadColumn } from './dataset';
import { parseDate } from './dates';
import { sortedLevels } from './levels';
import { decideMissing } from './missing-cells';
import { pairNames, parsePair } from './pair';
import { unitKey } from './unit-grammar';

type Read = NumColumn | CatColumn;

/** How a number is written where it stands for a category: 1 for 1.0. */
const asText = (value: number): string => String(value);

/** A column as categories; numbers become their own texts, in the order of the numbers. */
export function asCategories(column: Read): CatColumn {
  if (column.kind === 'cat') return column;
  const { v } = column;
  const known = new Map<number, number>();
  for (let i = 0; i < v.length; i++) if (!Number.isNaN(v[i])) known.set(v[i], 0);
  const values = Float64Array.from(known.keys()).sort();
  values.forEach((value, code) => {
    known.set(value, code);
  });
  const codes = new Int32Array(v.length);
  for (let i = 0; i < v.length; i++) codes[i] = known.get(v[i]) ?? -1;
  return { kind: 'cat', codes, dict: Array.from(values, asText) };
}

/** What says how the numbers of a column are written. */
type NumberReading = Pick<ColumnPlan, 'decimal' | 'unit'>;

/** The number of a cell under a column's reading; NaN where it is none, or has another unit. */
export function readNumber(text: string, { decimal = 'point', unit = '' }: NumberReading): number {
  const found = parseMeasurement(text, decimal);
  if (found) return found.unit === '' || unitKey(found.unit) === unitKey(unit) ? found.value : Number.NaN;
  // 007 was taken for a code, as a very long number is; who calls the column a number wants 7.
  return /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** A column as numbers, of values beyond a limit (<0.01) the limit; a text that is no number is missing. */
export function asNumbers(column: Read, reading: NumberReading = {}): NumColumn {
  if (column.kind === 'num') return column;
  const values = column.dict.map((text) => readNumber(text, reading));
  const { codes } = column;
  const v = new Float64Array(codes.length);
  for (let i = 0; i < v.length; i++) v[i] = codes[i] < 0 ? Number.NaN : values[codes[i]];
  return { kind: 'num', v };
}

/** Levels in sorted order, the same whatever the order of the rows. */
export function sortLevels(column: CatColumn): CatColumn {
  const dict = sortedLevels(column.dict);
  const places = new Map(dict.map((text, i) => [text, i]));
  const place = column.dict.map((text) => places.get(text) ?? -1);
  return { kind: 'cat', codes: column.codes.map((code) => (code < 0 ? -1 : place[code])), dict };
}

/** Levels that a person took for the same become one. */
export function mergeLevels(column: CatColumn, same: Record<string, string> | undefined): CatColumn {
  if (!same) return column;
  const dict: string[] = [];
  const places = new Map<string, number>();
  const place = column.dict.map((text) => {
    const level = Object.hasOwn(same, text) ? same[text] : text;
    const known = places.get(level) ?? dict.length;
    if (known === dict.length) places.set(level, dict.push(level) - 1);
    return known;
  });
  return { ...column, codes: column.codes.map((code) => (code < 0 ? -1 : place[code])), dict };
}

/** Cells such as `HTN;DM` as sets of items; an item named twice in a cell counts once. */
export function splitMulti(column: CatColumn, separator: string): MultiColumn {
  const items = new Map<string, number>();
  const cells = column.dict.map((text) => {
    const named = text
      .split(separator)
      .map((item) => item.trim())
      .filter((item) => item !== '');
    return Int32Array.from(new Set(named), (item) => {
      const code = items.get(item) ?? items.size;
      items.set(item, code);
      return code;
    });
  });
  const offsets = new Uint32Array(column.codes.length + 1);
  column.codes.forEach((code, row) => {
    offsets[row + 1] = offsets[row] + (code < 0 ? 0 : cells[code].length);
  });
  const codes = new Int32Array(offsets[column.codes.length]);
  column.codes.forEach((code, row) => {
    if (code >= 0) codes.set(cells[code], offsets[row]);
  });
  return { kind: 'multi', codes, offsets, dict: [...items.keys()] };
}

/** Levels from low to high; a level that the order does not name is missing. Without an order, as sorted. */
function inOrder(column: CatColumn, order: string[] | undefined): CatColumn {
  const dict = order ?? sortedLevels(column.dict);
  const places = new Map(dict.map((text, i) => [text, i]));
  const place = column.dict.map((text) => places.get(text) ?? -1);
  const codes = column.codes.map((code) => (code < 0 ? -1 : place[code]));
  return { kind: 'cat', codes, dict: [...dict], ordered: true };
}

function asDates({ codes, dict }: CatColumn, dateOrder: DateOrder | undefined): DateColumn {
  const days = dict.map((text) => parseDate(text, dateOrder));
  return { kind: 'date', v: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : days[code])) };
}

function asPair({ codes, dict }: CatColumn, decimal: ColumnPlan['decimal']): [NumColumn, NumColumn] {
  const pairs = dict.map((text) => parsePair(text, decimal ?? 'point'));
  const part = (which: 0 | 1): NumColumn => ({
    kind: 'num',
    v: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : (pairs[code]?.[which] ?? Number.NaN))),
  });
  return [part(0), part(1)];
}

/** The part of a column's plan that decides how its cells are read. */
export type Reading = Pick<
  ColumnPlan,
  'name' | 'type' | 'separator' | 'order' | 'missing' | 'same' | 'dateOrder' | 'decimal' | 'unit'
>;

function typed(column: Read, { type, separator, order, same, dateOrder, ...numbers }: Reading): Column {
  switch (type) {
    case 'continuous':
    case 'integer':
      return asNumbers(column, numbers);
    case 'multi':
      return splitMulti(asCategories(column), separator ?? ';');
    case 'ordinal':
      return inOrder(asCategories(column), order);
    case 'date':
      return asDates(asCategories(column), dateOrder);
    case 'text':
      return { ...asCategories(column), kind: 'text' };
    default:
      return sortLevels(mergeLevels(asCategories(column), same));
  }
}

/**
 * A column as read becomes the feature that its plan says, or two where a cell holds two numbers; their names stay
 * clear of `taken`, the names of all columns. The same at training and for rows to come.
 */
export function typedColumns(
  read: Pick<ReadColumn, 'column' | 'gaps'>,
  reading: Reading,
  taken: ReadonlySet<string>,
): [string, Column][] {
  const column = decideMissing(read, reading.missing);
  if (reading.type !== 'pair') return [[reading.name, typed(column, reading)]];
  const [first, second] = pairNames(reading.name, taken);
  const [one, other] = asPair(asCategories(column), reading.decimal);
  return [
    [first, one],
    [second, other],
  ];
}
