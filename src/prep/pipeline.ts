import { type Dataset, type Target, takeRows } from '../data/dataset';
import type { Ctx } from '../study/context';
import { BenchsideError } from '../study/errors';
import { defaultsOf, invalidParam, type ParamValues } from '../study/params';
import type { StepPlan } from '../study/schema';
import { stepByName } from '.';
import type { FittedStep, Matrix } from './step';

/** More columns than this no network here is trained on. */
export const MAX_COLUMNS = 20_000;

/** The step's parameters with defaults for what is not said. Throws `prep.unknownStep`, `prep.badParameter`. */
function paramsOf({ step: name, params }: StepPlan): ParamValues {
  const { params: declared } = stepByName(name);
  const values: ParamValues = { ...defaultsOf(declared), ...params };
  for (const param of declared) {
    const wrong = invalidParam(param, values[param.key]);
    if (wrong) throw new BenchsideError('prep.badParameter', { step: name, parameter: param.key, ...wrong });
  }
  return values;
}

/** Throws `prep.unknownStep` or `prep.badParameter` where a plan could not run. */
export function checkParams(plan: readonly StepPlan[]): void {
  for (const step of plan) paramsOf(step);
}

/** The dataset with the given columns alone; all of them where none are given. */
const only = (data: Dataset, columns: readonly string[] | undefined): Dataset =>
  columns ? { ...data, cols: new Map([...data.cols].filter(([name]) => columns.includes(name))) } : data;

/** `changed`, which came from the given columns of `data`, back among the others, where the first of them stood. */
function putBack(data: Dataset, columns: readonly string[] | undefined, changed: Dataset): Dataset {
  if (!columns) return changed;
  const cols: Dataset['cols'] = new Map();
  let placed = false;
  const place = () => {
    if (!placed) for (const [name, column] of changed.cols) cols.set(name, column);
    placed = true;
  };
  for (const [name, column] of data.cols) {
    if (columns.includes(name)) place();
    else {
      if (changed.cols.has(name)) throw new BenchsideError('prep.nameTaken', { name });
      cols.set(name, column);
    }
  }
  return { ...changed, cols };
}

/** What fitting made: the steps, and the training part as the model will be given it. */
export interface FittedPipeline {
  fitted: FittedStep[];
  data: Dataset;
  /** The outcomes of `data`: other than those given where a step resamples. */
  target: Target;
  /** Where a step resamples: which of the rows it was given, in the order of `data`. */
  rows?: Uint32Array;
  /** Where steps give training rows values out of fold. */
  dealt: Dealt[];
}

/** How a step dealt the training rows out. */
export interface Dealt {
  id: string;
  /** Where a step before has resampled: which of the rows the pipeline was given, in the order of `foldOf`. */
  rows?: Uint32Array;
  foldOf: Int32Array;
}

const takeTarget = (target: Target, rows: Uint32Array): Target => ({
  ...target,
  y: Float64Array.from(rows, (row) => target.y[row]),
});

/** Fits each step on what the steps before it made of `data`, the training part, whose outcomes are `target`. */
export function fitPipeline(
  plan: readonly StepPlan[],
  data: Dataset,
  target: Target,
  ctx: Pick<Ctx, 'rng'>,
): FittedPipeline {
  const fitted: FittedStep[] = [];
  let current = data;
  let outcome = target;
  let kept: Uint32Array | undefined;
  const dealt: Dealt[] = [];
  for (const planned of plan) {
    const step = stepByName(planned.step);
    const params = paramsOf(planned);
    const { columns } = planned;
    const given = only(current, columns);
    const state = step.fit(given, outcome, params, ctx);
    if (step.trainOut) {
      const foldOf = step.trainOut.deal(given, outcome, params, ctx);
      dealt.push({ id: planned.id, foldOf, ...(kept && { rows: kept }) });
      current = putBack(current, columns, step.trainOut.values(given, outcome, params, state, foldOf));
    } else current = putBack(current, columns, step.apply(given, params, state));
    const rows = step.resample?.(current, outcome, params, ctx);
    if (rows) {
      current = takeRows(current, rows);
      outcome = takeTarget(outcome, rows);
      kept = kept ? rows.map((row) => (kept as Uint32Array)[row]) : rows;
    }
    fitted.push({ id: planned.id, step: planned.step, params, ...(columns && { columns }), state });
  }
  return { fitted, data: current, target: outcome, dealt, ...(kept && { rows: kept }) };
}

/** The same for validation, test and new rows. Throws `use.missingColumn` where a fitted column is not there. */
export const applyPipeline = (fitted: readonly FittedStep[], data: Dataset): Dataset =>
  fitted.reduce(
    (current, { step, params, columns, state }) =>
      putBack(current, columns, stepByName(step).apply(only(current, columns), params, state)),
    data,
  );

/**
 * The numbers a model is given, in float32. With `names`, those columns in that order: what a fitted model was
 * trained on, whatever the order of the rows' own columns. With `gaps` a missing value is NaN. Throws `features.none`,
 * `prep.tooManyColumns`, `prep.categoryLeft`, without `gaps` `prep.missingLeft`, `use.missingColumn`.
 */
export function toMatrix(
  data: Dataset,
  names: readonly string[] = [...data.cols.keys()],
  gaps = false,
): Matrix {
  const width = names.length;
  if (width === 0) throw new BenchsideError('features.none');
  if (width > MAX_COLUMNS)
    throw new BenchsideError('prep.tooManyColumns', { got: width, limit: MAX_COLUMNS });
  const x = new Float32Array(data.n * width);
  names.forEach((name, j) => {
    const column = data.cols.get(name);
    if (!column) throw new BenchsideError('use.missingColumn', { name });
    if (column.kind !== 'num') throw new BenchsideError('prep.categoryLeft', { name });
    let missing = 0;
    for (let i = 0, k = j; i < data.n; i++, k += width) {
      x[k] = column.v[i];
      // Beyond the range of float32 a number is as useless to a network as none.
      if (Number.isFinite(x[k])) continue;
      x[k] = Number.NaN;
      missing++;
    }
    if (missing > 0 && !gaps) throw new BenchsideError('prep.missingLeft', { name, count: missing });
  });
  return { n: data.n, names: [...names], x };
}

/** What was fitted to make a model's inputs. */
export interface Prepared {
  steps: readonly FittedStep[];
  names: readonly string[];
  /** The model takes missing values as they are. */
  gaps?: true;
}

/** The inputs of a fitted model for rows to come. Throws what `applyPipeline` and `toMatrix` throw. */
export const preparedRows = ({ steps, names, gaps }: Prepared, data: Dataset): Matrix =>
  toMatrix(applyPipeline(steps, data), names, gaps);
