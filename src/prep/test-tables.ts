import type {
  CatColumn,
  Column,
  Dataset,
  DateColumn,
  MultiColumn,
  NumColumn,
  Target,
  TextColumn,
} from '../data/dataset';
import { defaultsOf, type ParamValues } from '../study/params';
import { rng } from '../study/random';
import type { Step } from './step';

/** Small tables for the tests of this room and the rooms after it. */

export const num = (...values: (number | null)[]): NumColumn => ({
  kind: 'num',
  v: Float64Array.from(values, (value) => value ?? Number.NaN),
});

/** Levels in order of appearance unless a dictionary is given. */
export function cat(values: readonly (string | null)[], dict = distinct(values)): CatColumn {
  return {
    kind: 'cat',
    codes: Int32Array.from(values, (value) => (value === null ? -1 : dict.indexOf(value))),
    dict,
  };
}

export function multi(cells: readonly (readonly string[])[], dict = distinct(cells.flat())): MultiColumn {
  const offsets = new Uint32Array(cells.length + 1);
  cells.forEach((cell, i) => {
    offsets[i + 1] = offsets[i] + cell.length;
  });
  return {
    kind: 'multi',
    codes: Int32Array.from(cells.flat(), (level) => dict.indexOf(level)),
    offsets,
    dict,
  };
}

/** Levels from low to high; a value that the order does not name is missing. */
export const ordinal = (values: readonly (string | null)[], order: string[]): CatColumn => ({
  ...cat(values, order),
  ordered: true,
});

/** Dates as YYYY-MM-DD or YYYY-MM-DDThh:mm. */
export const dates = (...values: (string | null)[]): DateColumn => ({
  kind: 'date',
  v: Float64Array.from(values, (value) =>
    value === null ? Number.NaN : Date.parse(value.includes('T') ? `${value}Z` : value) / 86_400_000,
  ),
});

export const text = (...values: (string | null)[]): TextColumn => ({ ...cat(values), kind: 'text' });

const distinct = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
];

export function table(cols: Record<string, Column>, n: number): Dataset {
  return { n, cols: new Map(Object.entries(cols)), unit: Int32Array.from({ length: n }, (_, i) => i) };
}

export const binaryTarget = (...y: number[]): Target => ({
  kind: 'binary',
  classes: ['no', 'yes'],
  y: Float64Array.from(y),
});

export const multiclassTarget = (...y: number[]): Target => ({
  kind: 'multiclass',
  classes: ['home', 'rehabilitation', 'died'],
  y: Float64Array.from(y),
});

export const regressionTarget = (...y: number[]): Target => ({
  kind: 'regression',
  classes: [],
  y: Float64Array.from(y),
});

/** A column's content without typed arrays, NaN as null: readable in a failing test. */
export const plain = (data: Dataset): Record<string, unknown> =>
  Object.fromEntries(
    [...data.cols].map(([name, column]) => {
      if (column.kind === 'num' || column.kind === 'date')
        return [name, Array.from(column.v, (value) => (Number.isNaN(value) ? null : value))];
      const text = (code: number) => (code < 0 ? null : column.dict[code]);
      if (column.kind === 'cat' || column.kind === 'text') return [name, Array.from(column.codes, text)];
      const { codes, offsets } = column;
      return [
        name,
        Array.from({ length: data.n }, (_, i) =>
          Array.from(codes.subarray(offsets[i], offsets[i + 1]), text),
        ),
      ];
    }),
  );

/** `rows` after a step that was fitted on `train`, its state having gone through JSON. Defaults for what is not said. */
export function fitAndApply<S>(
  step: Step<S>,
  params: ParamValues,
  train: Dataset,
  rows: Dataset,
  target: Target = binaryTarget(...Array<number>(train.n).fill(0)),
): Record<string, unknown> {
  const values = { ...defaultsOf(step.params), ...params };
  const state = step.fit(train, target, values, { rng: rng(1) });
  return plain(step.apply(rows, values, JSON.parse(JSON.stringify(state)) as S));
}
