import type { Dataset, Target } from '../../data/dataset';
import type { Rng } from '../../study/random';
import { columnsOf, fittedColumn, freshName, replaceColumns } from '../columns';
import { rowsByPatient } from '../patients';
import type { Step } from '../step';
import { type Folds, levelMeans, tallyOf } from './level-means';

/** What each output knows of one column's levels: in place of a level the (shrunken) mean outcome of its rows. */
interface EncodedColumn {
  column: string;
  /** One new column an output: the positive class, each class of several, or the amount. */
  names: string[];
  /** Level and a value an output; levels of too few patients are not held. */
  levels: [string, number[]][];
  missing: number[];
  /** For all other levels: the mean of all rows. */
  prior: number[];
}

export interface TargetEncodingState {
  columns: EncodedColumn[];
}

/** The outcome as numbers, one list an output; NaN where it is not known. `blank`: the mean of no row at all. */
function outputsOf({ kind, classes, y }: Target): {
  labels: string[];
  values: Float64Array[];
  blank: number;
} {
  if (kind === 'regression') return { labels: ['mean'], values: [y], blank: 0 };
  const shown = kind === 'binary' ? [1] : [...classes.keys()];
  return {
    labels: shown.map((k) => classes[k]),
    values: shown.map((k) => y.map((value) => (Number.isNaN(value) ? value : +(value === k)))),
    blank: 1 / classes.length,
  };
}

/** For each row a fold; a patient is in one fold, and the classes are dealt out evenly. */
function dealOut({ unit }: Dataset, { kind, classes, y }: Target, folds: number, rng: Rng): Int32Array {
  const highest = new Int32Array(unit.reduce((most, patient) => Math.max(most, patient), -1) + 1).fill(-2);
  const patients: number[] = [];
  for (let row = 0; row < unit.length; row++) {
    const patient = unit[row];
    if (highest[patient] === -2) patients.push(patient);
    const value = kind === 'regression' || Number.isNaN(y[row]) ? -1 : y[row];
    if (value > highest[patient]) highest[patient] = value;
  }
  rng.shuffle(patients);
  const foldOf = new Int32Array(highest.length);
  let dealt = 0;
  for (let level = -1; level < Math.max(1, classes.length); level++)
    for (const patient of patients) if (highest[patient] === level) foldOf[patient] = dealt++ % folds;
  return unit.map((patient) => foldOf[patient]);
}

const withColumns = (
  data: Dataset,
  columns: EncodedColumn[],
  valuesOf: (at: number) => Float64Array[],
): Dataset =>
  replaceColumns(
    data,
    new Map(
      columns.map(({ column, names }, at) => {
        const values = valuesOf(at);
        return [column, names.map((name, k) => [name, { kind: 'num', v: values[k] }])];
      }),
    ),
  );

/**
 * A level becomes the mean outcome of its training rows, drawn towards the mean of all rows the fewer there are
 * (Micci-Barreca, SIGKDD Explorations 2001; scikit-learn's TargetEncoder). The training part itself is encoded out
 * of fold, a patient's rows in one fold, so that no row sees its own patient's outcome. New columns are
 * `column→class`, one for a binary outcome, one a class for several, `column→mean` for an amount.
 */
export const targetEncoding: Step<TargetEncodingState> = {
  name: 'target-encoding',
  kind: 'expand',
  usesOutcome: true,
  params: [
    { key: 'smoothing', kind: 'choice', choices: ['auto', 1, 10, 100], default: 10 },
    { key: 'minPatients', kind: 'int', low: 1, high: 100, default: 5 },
    { key: 'folds', kind: 'int', low: 2, high: 20, default: 5 },
  ],
  concerns: (data) => columnsOf(data, 'cat').map(([name]) => name),
  fit(data, target, params) {
    const taken = new Set(data.cols.keys());
    const { labels, values, blank } = outputsOf(target);
    const { unit } = data;
    const rows: Folds = { order: rowsByPatient(unit), unit, foldOf: new Int32Array(data.n), folds: 1 };
    return {
      columns: columnsOf(data, 'cat').map(([column, cat]): EncodedColumn => {
        const fitted = values.map((y) => levelMeans(tallyOf(cat, y, rows), blank, params));
        return {
          column,
          names: labels.map((label) => freshName(`${column}→${label}`, taken)),
          levels: cat.dict.flatMap((level, code): [string, number[]][] =>
            fitted[0].held[code] ? [[level, fitted.map(({ means }) => means[code])]] : [],
          ),
          missing: fitted.map(({ means }) => means[cat.dict.length]),
          prior: fitted.map(({ prior }) => prior),
        };
      }),
    };
  },
  apply(data, _params, { columns }) {
    return withColumns(data, columns, (at) => {
      const { column, names, levels, missing, prior } = columns[at];
      const { codes, dict } = fittedColumn(data, column, 'cat');
      const known = new Map(levels);
      const ofLevel = dict.map((level) => known.get(level) ?? prior);
      return names.map((_, k) => Float64Array.from(codes, (code) => (code < 0 ? missing : ofLevel[code])[k]));
    });
  },
  trainOut: {
    deal: (data, target, params, ctx) => dealOut(data, target, Number(params.folds), ctx.rng),
    values(data, target, params, { columns }, foldOf) {
      const { values, blank } = outputsOf(target);
      const folds = Number(params.folds);
      const rows: Folds = { order: rowsByPatient(data.unit), unit: data.unit, foldOf, folds };
      return withColumns(data, columns, (at) => {
        const cat = fittedColumn(data, columns[at].column, 'cat');
        return values.map((y) => {
          const tally = tallyOf(cat, y, rows);
          const means = tally.map(
            (own) =>
              levelMeans(
                tally.filter((fold) => fold !== own),
                blank,
                params,
              ).means,
          );
          const v = new Float64Array(data.n);
          for (let row = 0; row < data.n; row++)
            v[row] = means[foldOf[row]][cat.codes[row] < 0 ? cat.dict.length : cat.codes[row]];
          return v;
        });
      });
    },
  },
  forget: ({ columns }, rare) => ({
    state: {
      columns: columns.map((column) => ({
        ...column,
        levels: column.levels.filter(([level]) => !rare.get(column.column)?.has(level)),
      })),
    },
  }),
};
