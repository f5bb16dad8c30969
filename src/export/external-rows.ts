import { type Table, type Target, takeColumn } from '../data/dataset';
import { materialize } from '../data/materialize';
import { convertSource } from '../data/sites/combine';
import type { ColumnPlan, SourcePlan } from '../study/schema';
import { datasetFromTable, type NewRows } from './inputs';
import type { Predictor } from './predictor';

/** Another hospital's rows of known outcome, as the model reads them. */
export interface ExternalRows {
  data: NewRows;
  target: Target;
  /** The file's row of each. */
  rows: Uint32Array;
  /** Patient of each row, as 0, 1, 2 …; the row's own number where no column says. */
  unit: Int32Array;
  /** Rows whose outcome is not known, or is none of the model's classes. */
  left: number;
  /** Rows of known outcome whose picture the model does not look at. */
  leftOut: number;
  /** Inputs that the file does not have: missing in every row. */
  absent: Set<string>;
}

/** A name that no column has: the patients' own column may be called as the outcome is. */
const PATIENT = '\u0000patient';

const takeTable = ({ columns }: Table, rows: ArrayLike<number>): Table => ({
  n: rows.length,
  columns: columns.map(({ gaps, ...read }) => ({
    ...read,
    column: takeColumn(read.column, rows) as typeof read.column,
    ...(gaps && { gaps: { ...gaps, codes: Uint8Array.from(rows, (row) => gaps.codes[row]) } }),
  })),
});

/**
 * Rows of a file under its mapping; `patient`: its column of patients; `looked`: the rows that the model looks at, all
 * without it. Throws `use.missingColumn` where it has no
 * outcome or no follow-up time.
 */
export function externalRows(
  { inputs, task }: Pick<Predictor, 'inputs' | 'task'>,
  table: Table,
  { columns }: Pick<SourcePlan, 'columns'>,
  patient: string | null,
  looked: Uint32Array | null = null,
): ExternalRows {
  const common = convertSource(table, { columns });
  const outcomes = new Set([task.target, ...(task.survival ? [task.survival.time] : [])]);
  const patients = table.columns.find(({ name }) => name === patient);
  const plan: ColumnPlan = { name: PATIENT, type: 'identifier', role: 'patient', stored: true };
  const { data, target } = materialize(
    {
      n: table.n,
      columns: [
        ...common.columns.filter(({ name }) => outcomes.has(name)),
        ...(patients ? [{ ...patients, name: PATIENT }] : []),
      ],
    },
    patients ? [plan] : [],
    task,
  );
  const y = target?.y ?? new Float64Array(table.n).fill(Number.NaN);
  const told = Uint32Array.from(y.keys()).filter((row) => !Number.isNaN(y[row]));
  const seen = looked && new Set(looked);
  const known = seen ? told.filter((row) => seen.has(row)) : told;
  const have = new Set(common.columns.map(({ name }) => name));
  const absent = new Set(inputs.map(({ name }) => name).filter((name) => !have.has(name)));
  const empty = { kind: 'cat' as const, codes: new Int32Array(known.length).fill(-1), dict: [] };
  const whole = takeTable(common, known);
  return {
    data: datasetFromTable(inputs, {
      n: known.length,
      columns: [...whole.columns, ...[...absent].map((name) => ({ name, column: empty }))],
    }),
    target: { kind: task.kind, classes: task.classes, y: Float64Array.from(known, (row) => y[row]) },
    rows: known,
    unit: Int32Array.from(known, (row) => data.unit[row]),
    left: table.n - told.length,
    leftOut: told.length - known.length,
    absent,
  };
}
