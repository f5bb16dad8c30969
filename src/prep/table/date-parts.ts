import type { Dataset, NumColumn } from '../../data/dataset';
import type { ParamValues } from '../../study/params';
import { columnsOf, fittedColumn, freshName, replaceColumns } from '../columns';
import type { Step } from '../step';

export interface DatePartsState {
  /** Date column, and what each of its new columns holds. */
  columns: { column: string; parts: [Part, string][] }[];
}

const DAY_MS = 86_400_000;
const DAYS_A_YEAR = 365.25;

/** `weekday 1` is Monday, as in ISO 8601. */
const WEEKDAYS = [
  'weekday 1',
  'weekday 2',
  'weekday 3',
  'weekday 4',
  'weekday 5',
  'weekday 6',
  'weekday 7',
] as const;
const INTERVALS = ['days', 'years', 'age'] as const;
type Part = (typeof INTERVALS)[number] | 'year' | 'month sin' | 'month cos' | (typeof WEEKDAYS)[number];

/** Which numbers a date is taken apart into. */
function partsOf(params: ParamValues, hasInterval: boolean): Part[] {
  const interval = INTERVALS.find((each) => each === params.interval);
  return [
    ...(hasInterval && interval ? [interval] : []),
    ...(params.year === true ? ['year' as const] : []),
    ...(params.season === true ? ['month sin' as const, 'month cos' as const] : []),
    ...(params.weekday === true ? WEEKDAYS : []),
  ];
}

/** Days since 1970-01-01 to a number; the point in the middle of the circle, and no weekday, where there is no date. */
function numberOf(part: Part, day: number, reference: number): number {
  switch (part) {
    case 'days':
      return day - reference;
    case 'years':
      return (day - reference) / DAYS_A_YEAR;
    case 'age':
      return (reference - day) / DAYS_A_YEAR;
    case 'year':
      return new Date(day * DAY_MS).getUTCFullYear();
  }
  if (Number.isNaN(day)) return 0;
  const angle = (2 * Math.PI * (new Date(day * DAY_MS).getUTCMonth() + 1)) / 12;
  if (part === 'month sin') return Math.sin(angle);
  if (part === 'month cos') return Math.cos(angle);
  return +(WEEKDAYS[(((Math.floor(day) + 3) % 7) + 7) % 7] === part);
}

const concerned = (data: Dataset, { reference, keepReference }: ParamValues): string[] =>
  columnsOf(data, 'date')
    .map(([name]) => name)
    .filter((name) => keepReference !== true || name !== reference);

/**
 * A date becomes numbers: the time from a reference date (`column:days` and `column:years`, positive after it;
 * `column:age` in years, positive before it; a year is 365.25 days), the calendar year, the month on a circle, the
 * day of the week. A date itself, and no reference, says when a patient came and nothing that holds for the next.
 * Throws `use.missingColumn` where the reference is no date column at hand.
 */
export const dateParts: Step<DatePartsState> = {
  name: 'date-parts',
  kind: 'expand',
  params: [
    { key: 'reference', kind: 'column', of: 'date', default: '' },
    { key: 'interval', kind: 'choice', choices: INTERVALS, default: 'days' },
    { key: 'keepReference', kind: 'flag', default: false },
    { key: 'season', kind: 'flag', default: true },
    { key: 'year', kind: 'flag', default: false },
    { key: 'weekday', kind: 'flag', default: false },
  ],
  concerns: concerned,
  fit(data, _target, params) {
    const reference = String(params.reference);
    if (reference !== '') fittedColumn(data, reference, 'date');
    const taken = new Set(data.cols.keys());
    return {
      columns: concerned(data, params).map((column) => ({
        column,
        parts: partsOf(params, reference !== '' && column !== reference).map((part) => [
          part,
          freshName(`${column}:${part}`, taken),
        ]),
      })),
    };
  },
  apply(data, params, state) {
    const reference = params.reference === '' ? null : fittedColumn(data, String(params.reference), 'date').v;
    return replaceColumns(
      data,
      new Map(
        state.columns.map(({ column, parts }) => {
          const { v } = fittedColumn(data, column, 'date');
          const numbers = (part: Part): NumColumn => ({
            kind: 'num',
            v: v.map((day, row) => numberOf(part, day, reference ? reference[row] : Number.NaN)),
          });
          return [column, parts.map(([part, name]) => [name, numbers(part)])];
        }),
      ),
    );
  },
};
