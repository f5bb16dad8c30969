import type { Dataset, Target } from '../../data/dataset';
import type { Ctx } from '../../study/context';
import type { Association, Coefficient } from '../../study/results/association';
import { type Fitted, fitLinear, type Rows } from './fit';
import { fitOdds } from './logistic';
import { type Coded, codedVariables } from './variables';

/** More coefficients than this no table of a paper has. */
const MOST_PARAMETERS = 150;

export interface AssociateJob extends Pick<Ctx, 'signal' | 'report'> {
  /** Development rows with their clinical columns; of a gap that was filled, what it was filled with. */
  data: Dataset;
  target: Target;
  units: ReadonlyMap<string, string>;
  missing: Association['missing'];
  filled: number;
}

/**
 * Univariable and multivariable regression on the outcome: odds ratios for two classes, differences for a number. A row
 * with a gap is left out: alone of its own column, together of any. Where a patient has several rows, standard errors
 * are clustered by patient. Aborts with the signal's reason.
 */
export function associate(job: AssociateJob): Association {
  const { data, target, signal, report } = job;
  const { coded, leftOut } = codedVariables(data, job.units);
  const regress = target.kind === 'regression' ? fitLinear : fitOdds;
  const all = rowsOf(coded, data, target);
  const alone = coded.map((one, done) => {
    signal.throwIfAborted();
    report({ phase: 'explain', done, total: coded.length + 1, unit: 'columns' });
    return regress(rowsOf([one], data, target).rows);
  });
  report({ phase: 'explain', done: coded.length, total: coded.length + 1, unit: 'columns' });
  const affordable = all.rows.p > 0 && all.rows.p <= MOST_PARAMETERS;
  const together = affordable ? regress(all.rows) : null;
  const events = target.kind === 'regression' ? null : all.rows.y.reduce((sum, value) => sum + value, 0);
  let at = 0;
  return {
    kind: target.kind === 'regression' ? 'linear' : 'logistic',
    n: all.rows.n,
    patients: new Set(all.units).size,
    left: data.n - all.rows.n,
    events,
    missing: job.missing,
    filled: job.filled,
    parameters: all.rows.p,
    clustered: new Set(data.unit).size < data.n,
    adjusted:
      together && (target.kind === 'regression' ? 'least-squares' : together.firth ? 'firth' : 'likelihood'),
    variables: coded.map(({ about, terms }, v) => ({
      ...about,
      terms: terms.map((term, k) => ({
        ...term,
        alone: coefficientOf(alone[v], k),
        adjusted: coefficientOf(together, at++),
      })),
    })),
    leftOut,
  };
}

const coefficientOf = (fitted: Fitted | null, at: number): Coefficient | null => {
  const found = fitted?.coefficients[at] ?? null;
  return found && Number.isFinite(found.beta) ? found : null;
};

/** The rows without a gap in any of the columns. */
function rowsOf(
  coded: readonly Coded[],
  { n, unit }: Dataset,
  { y }: Target,
): { rows: Rows; units: Int32Array } {
  const columns = coded.flatMap(({ values }) => values);
  const kept: number[] = [];
  for (let row = 0; row < n; row++)
    if (!Number.isNaN(y[row]) && columns.every((values) => !Number.isNaN(values[row]))) kept.push(row);
  const p = columns.length;
  const x = new Float64Array(kept.length * p);
  kept.forEach((row, i) => {
    for (let j = 0; j < p; j++) x[i * p + j] = columns[j][row];
  });
  const units = Int32Array.from(kept, (row) => unit[row]);
  const repeated = new Set(units).size < units.length;
  return {
    rows: {
      n: kept.length,
      p,
      x,
      y: Float64Array.from(kept, (row) => y[row]),
      cluster: repeated ? units : null,
    },
    units,
  };
}
