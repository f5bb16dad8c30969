import { type Column, type Dataset, takeColumn, takeRows } from '../data/dataset';
import { quantile } from '../evaluate/bootstrap';
import type { Ctx } from '../study/context';
import type { Dependence } from '../study/results/explanation';
import { FEWEST, featureBins, kindOf } from './feature-bins';
import type { Model } from './shap/shap-values';

export interface DependenceJob extends Pick<Ctx, 'signal' | 'report'> {
  data: Dataset;
  /** Whose predictions are averaged, one row a patient. */
  rows: ArrayLike<number>;
  /** Development rows, one a patient: which values there are. */
  known: ArrayLike<number>;
  names: readonly string[];
  model: Model;
  outputs: number;
}

type Point = Dependence['points'][number];

/** A value that is set: the cells of these rows, in turn; or a number that no row need have. */
interface Setting {
  point: Point;
  from: Uint32Array | number;
}

/** 5th to 95th percentile: beyond them hardly anybody is. */
const STEPS = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);

/**
 * Partial dependence (Friedman 2001): the mean prediction over `rows` with one column set to a value and the others
 * left as they are, with the 10th and 90th percentile of single predictions (Goldstein et al. 2015, in aggregate).
 * Numbers are set to percentiles of the known rows, categories to each level, levels of fewer than five patients
 * together. Lists and texts have no such value and are left out. Where columns go together it asks about patients that
 * hardly exist. Aborts with the signal's reason.
 */
export async function partialDependence(job: DependenceJob): Promise<Dependence[]> {
  const { data, names, outputs, signal, report } = job;
  const rows = Uint32Array.from(job.rows);
  const part = takeRows(data, rows);
  const curves: Dependence[] = [];
  for (const [done, name] of names.entries()) {
    report({ phase: 'explain', done, total: names.length, unit: 'columns' });
    const column = data.cols.get(name)!;
    const settings = settingsOf(column, job.known);
    const told: Dependence['outputs'] = Array.from({ length: outputs }, () => []);
    for (const { from } of settings) {
      signal.throwIfAborted();
      const p = await job.model({
        ...part,
        cols: new Map(part.cols).set(name, filled(column, from, rows.length)),
      });
      for (let o = 0; o < outputs; o++) {
        const own = Float64Array.from(rows, (_, i) => p[i * outputs + o]);
        const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
        own.sort();
        told[o].push({ mean, low: quantile(own, 0.1), high: quantile(own, 0.9) });
      }
    }
    if (settings.length > 1)
      curves.push({
        column: name,
        kind: kindOf(column),
        points: settings.map((s) => s.point),
        outputs: told,
      });
  }
  report({ phase: 'explain', done: names.length, total: names.length, unit: 'columns' });
  return curves;
}

function settingsOf(column: Column, known: ArrayLike<number>): Setting[] {
  if (column.kind === 'multi' || column.kind === 'text') return [];
  const { bins, of } = featureBins(column, known);
  const donors = (bin: number) => Uint32Array.from(known).filter((_, i) => of[i] === bin);
  const cells = bins.flatMap(({ n: _, at, ...point }, bin): Setting[] =>
    at === undefined ? [{ point, from: donors(bin) }] : [],
  );
  if (column.kind === 'cat') return cells;
  const values = Float64Array.from(known, (row) => column.v[row]).filter((value) => !Number.isNaN(value));
  if (values.length < FEWEST) return cells;
  values.sort();
  const steps = [...new Set(STEPS.map((q) => quantile(values, q)))];
  return [...steps.map((at) => ({ point: { at }, from: at })), ...cells];
}

function filled(column: Column, from: Uint32Array | number, n: number): Column {
  if (typeof from === 'number') {
    const v = new Float64Array(n).fill(from);
    return column.kind === 'date' ? { kind: 'date', v } : { kind: 'num', v };
  }
  return takeColumn(
    column,
    Uint32Array.from({ length: n }, (_, i) => from[i % from.length]),
  );
}
