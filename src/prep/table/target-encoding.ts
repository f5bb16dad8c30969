import type { CatColumn, Dataset, Target } from '../../data/dataset';
import type { ParamValues } from '../../study/params';
import type { Rng } from '../../study/random';
import { columnsOf, fittedColumn, freshName, replaceColumns } from '../columns';
import type { Step } from '../step';

/** What each output knows of one column's levels: in place of a level the (shrunken) mean outcome of its rows. */
interface LevelMeans {
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
  columns: LevelMeans[];
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

/** Rows with those of one patient next to each other. */
const byPatient = (unit: Int32Array): Uint32Array =>
  Uint32Array.from(unit.keys()).sort((a, b) => unit[a] - unit[b] || a - b);

/** For each row a fold; a patient is in one fold, and the classes are dealt out evenly. */
function foldsOf({ unit }: Dataset, { kind, y }: Target, folds: number, rng: Rng): Int32Array {
  const highest = new Map<number, number>();
  unit.forEach((patient, row) => {
    const value = Number.isNaN(y[row]) ? -1 : y[row];
    highest.set(patient, Math.max(highest.get(patient) ?? -1, value));
  });
  const patients = rng.shuffle([...highest.keys()]);
  if (kind !== 'regression') patients.sort((a, b) => highest.get(a)! - highest.get(b)!);
  const foldOf = new Map(patients.map((patient, i) => [patient, i % folds]));
  return unit.map((patient) => foldOf.get(patient)!);
}

interface Rows {
  order: Uint32Array;
  unit: Int32Array;
  /** Whether a row is learned from. */
  used(row: number): boolean;
}

/**
 * Shrunken mean of one output a level, the last place being the missing level; the prior where a level has too few
 * patients. With `smoothing` m: (sum + m prior) / (n + m). With `auto` the weight of the level's own mean is
 * n var(y) / (n var(y) + var(y within the level)).
 */
function levelMeans(column: CatColumn, y: Float64Array, blank: number, rows: Rows, params: ParamValues) {
  const size = column.dict.length + 1;
  const place = (row: number) => (column.codes[row] < 0 ? size - 1 : column.codes[row]);
  const [counts, sums, squares] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const patients = new Uint32Array(size);
  const last = new Int32Array(size).fill(-1);
  const each = (visit: (level: number, row: number) => void) => {
    for (const row of rows.order) if (!Number.isNaN(y[row]) && rows.used(row)) visit(place(row), row);
  };
  let [n, sum, squaresOfAll] = [0, 0, 0];
  each((level, row) => {
    counts[level]++;
    sums[level] += y[row];
    n++;
    sum += y[row];
    if (last[level] !== rows.unit[row]) patients[level]++;
    last[level] = rows.unit[row];
  });
  const prior = n === 0 ? blank : sum / n;
  each((level, row) => {
    squares[level] += (y[row] - sums[level] / counts[level]) ** 2;
    squaresOfAll += (y[row] - prior) ** 2;
  });
  const means = new Float64Array(size).fill(prior);
  const held = patients.map((count) => +(count >= Number(params.minPatients)));
  for (let level = 0; level < size; level++) {
    if (!held[level]) continue;
    const own = sums[level] / counts[level];
    if (params.smoothing === 'auto') {
      const between = (squaresOfAll / n) * counts[level];
      const weight = between / (between + squares[level] / counts[level]);
      means[level] = Number.isNaN(weight) ? prior : weight * own + (1 - weight) * prior;
    } else {
      const m = Number(params.smoothing);
      means[level] = (sums[level] + m * prior) / (counts[level] + m);
    }
  }
  return { prior, means, held };
}

const withColumns = (
  data: Dataset,
  columns: LevelMeans[],
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
    const rows: Rows = { order: byPatient(data.unit), unit: data.unit, used: () => true };
    return {
      columns: columnsOf(data, 'cat').map(([column, cat]): LevelMeans => {
        const fitted = values.map((y) => levelMeans(cat, y, blank, rows, params));
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
  trainOut(data, target, params, { columns }, ctx) {
    const { values, blank } = outputsOf(target);
    const folds = Number(params.folds);
    const foldOf = foldsOf(data, target, folds, ctx.rng);
    const order = byPatient(data.unit);
    return withColumns(data, columns, (at) => {
      const cat = fittedColumn(data, columns[at].column, 'cat');
      return values.map((y) => {
        const v = new Float64Array(data.n);
        for (let fold = 0; fold < folds; fold++) {
          const rows: Rows = { order, unit: data.unit, used: (row) => foldOf[row] !== fold };
          const { means } = levelMeans(cat, y, blank, rows, params);
          for (let row = 0; row < data.n; row++)
            if (foldOf[row] === fold) v[row] = means[cat.codes[row] < 0 ? cat.dict.length : cat.codes[row]];
        }
        return v;
      });
    });
  },
};
