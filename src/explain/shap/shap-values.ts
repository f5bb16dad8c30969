import { type Dataset, takeColumn, takeRows } from '../../data/dataset';
import type { Ctx } from '../../study/context';
import { breathe } from '../../train/pacing';
import { coalitionsOf } from './coalitions';
import { kernelRegression } from './kernel-regression';

/** What a model says of rows, [n, outputs] row-major. */
export type Model = (data: Dataset) => Promise<ArrayLike<number>>;

export interface ShapJob extends Pick<Ctx, 'rng' | 'signal' | 'report'> {
  data: Dataset;
  /** Rows of `data` that are explained, and those that stand for everybody. */
  rows: ArrayLike<number>;
  background: ArrayLike<number>;
  /** The columns of each player: mostly one; several stand or fall together. */
  players: readonly (readonly string[])[];
  model: Model;
  outputs: number;
  /** Coalitions at most. */
  limit: number;
}

export interface ShapValues {
  /** Mean over the background, a number an output. */
  base: Float64Array;
  /** What the model says of each explained row, [rows, outputs]. */
  said: Float64Array;
  /** [rows, players, outputs]: for each row and output they add up to said - base. */
  values: Float64Array;
  coalitions: number;
  /** All coalitions were looked at; else the values have an error of sampling. */
  complete: boolean;
}

/** Rows made at once. */
const BATCH = 8192;

/**
 * Kernel SHAP (Lundberg & Lee 2017): how much each column moved the prediction of a row away from the mean prediction
 * of the background. A column that takes no part has the cells of the background's rows, one after another (the
 * interventional value function), so that rows are asked about that no patient may be. Between batches the worker hears
 * its messages. Aborts with the signal's reason.
 */
export async function shapValues(job: ShapJob): Promise<ShapValues> {
  const { data, rows, background, players, outputs, signal, report } = job;
  const coalitions = coalitionsOf(players.length, job.limit, job.rng);
  const regression = kernelRegression(coalitions);
  const { base, said } = await ends(job);
  const d = players.length;
  const values = new Float64Array(rows.length * d * outputs);
  const b = background.length;
  const { masks } = coalitions;
  const at = Math.max(1, Math.floor(BATCH / b));
  const worth = Array.from({ length: outputs }, () => new Float64Array(masks.length));
  const single = rows.length === 1;
  for (let r = 0; r < rows.length; r++) {
    for (let from = 0; from < masks.length; from += at) {
      // One row alone has its coalitions to count.
      report(
        single
          ? { phase: 'explain', done: from, total: masks.length, unit: 'steps' }
          : { phase: 'explain', done: r, total: rows.length, unit: 'rows' },
      );
      await breathe();
      signal.throwIfAborted();
      const some = masks.slice(from, from + at);
      const p = await job.model(blended(data, players, some, rows[r], background));
      for (let c = 0; c < some.length; c++)
        for (let o = 0; o < outputs; o++) {
          let sum = 0;
          for (let k = 0; k < b; k++) sum += p[(c * b + k) * outputs + o];
          worth[o][from + c] = sum / b;
        }
    }
    for (let o = 0; o < outputs; o++)
      regression(worth[o], base[o], said[r * outputs + o]).forEach((value, j) => {
        values[(r * d + j) * outputs + o] = value;
      });
  }
  report({ phase: 'explain', done: rows.length, total: rows.length, unit: 'rows' });
  return { base, said, values, coalitions: masks.length, complete: coalitions.complete };
}

/** How far the parts of an additive model may miss the whole, as a share of the largest part: float32 and no more. */
const ROUNDING = 1e-3;

/**
 * SHAP values of a model that adds up what its columns say, each for itself: exact, with one coalition a column. Null
 * where the model does not, such as when a gap is filled in from other columns.
 */
export async function additiveShap(job: Omit<ShapJob, 'limit' | 'rng'>): Promise<ShapValues | null> {
  const { data, rows, background, players, outputs, signal, report } = job;
  const { base, said } = await ends(job);
  const d = players.length;
  const b = background.length;
  const alone = players.map((_, j) => Uint8Array.from(players, (_, i) => +(i === j)));
  const at = Math.max(1, Math.floor(BATCH / b));
  const values = new Float64Array(rows.length * d * outputs);
  for (let r = 0; r < rows.length; r++) {
    report({ phase: 'explain', done: r, total: rows.length, unit: 'rows' });
    await breathe();
    for (let from = 0; from < d; from += at) {
      signal.throwIfAborted();
      const some = alone.slice(from, from + at);
      const p = await job.model(blended(data, players, some, rows[r], background));
      for (let c = 0; c < some.length; c++)
        for (let o = 0; o < outputs; o++) {
          let sum = 0;
          for (let k = 0; k < b; k++) sum += p[(c * b + k) * outputs + o];
          values[(r * d + from + c) * outputs + o] = sum / b - base[o];
        }
    }
    for (let o = 0; o < outputs; o++) {
      const whole = said[r * outputs + o] - base[o];
      let sum = 0;
      let largest = Math.abs(whole);
      for (let j = 0; j < d; j++) {
        const value = values[(r * d + j) * outputs + o];
        sum += value;
        largest = Math.max(largest, Math.abs(value));
      }
      if (Math.abs(sum - whole) > ROUNDING * Math.max(largest, 1e-3)) return null;
    }
  }
  report({ phase: 'explain', done: rows.length, total: rows.length, unit: 'rows' });
  return { base, said, values, coalitions: d, complete: true };
}

/** What the model says of the background, on average, and of each row. */
async function ends(
  job: Pick<ShapJob, 'data' | 'rows' | 'background' | 'model' | 'outputs'>,
): Promise<Pick<ShapValues, 'base' | 'said'>> {
  const { data, rows, background, outputs } = job;
  const both = Uint32Array.from([...Array.from(background), ...Array.from(rows)]);
  const p = await job.model(takeRows(data, both));
  const base = new Float64Array(outputs);
  for (let k = 0; k < background.length; k++)
    for (let o = 0; o < outputs; o++) base[o] += p[k * outputs + o] / background.length;
  const from = background.length * outputs;
  return { base, said: Float64Array.from({ length: rows.length * outputs }, (_, i) => p[from + i]) };
}

/** Rows [masks, background]: the players of a mask have the cells of `row`, the others those of a background row. */
function blended(
  data: Dataset,
  players: readonly (readonly string[])[],
  masks: readonly Uint8Array[],
  row: number,
  background: ArrayLike<number>,
): Dataset {
  const b = background.length;
  const n = masks.length * b;
  const cols: Dataset['cols'] = new Map();
  const player = new Map(players.flatMap((names, j) => names.map((name) => [name, j] as const)));
  for (const [name, column] of data.cols) {
    const j = player.get(name);
    const from = new Uint32Array(n);
    for (let c = 0; c < masks.length; c++)
      for (let k = 0; k < b; k++)
        from[c * b + k] = j !== undefined && masks[c][j] === 1 ? row : background[k];
    cols.set(name, takeColumn(column, from));
  }
  return { n, cols, unit: Int32Array.from({ length: n }, (_, i) => i) };
}
