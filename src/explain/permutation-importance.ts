import { type Column, type Dataset, type Target, takeColumn, takeRows } from '../data/dataset';
import { bootstrapIntervals, type WeightedStatistic } from '../evaluate/bootstrap';
import { statisticOf } from '../evaluate/paired';
import type { Ctx } from '../study/context';
import { BenchsideError } from '../study/errors';
import type { Importance } from '../study/events';
import { higherIsBetter } from '../study/journal-state';
import type { Metric } from '../study/schema';

export interface PermutationJob extends Pick<Ctx, 'rng' | 'signal' | 'report'> {
  /** Source columns to shuffle, each in turn: as read, before any encoding. */
  names: string[];
  data: Dataset;
  target: Target;
  metric: Metric;
  /** Shaped as `Predictions.p`. */
  predict(data: Dataset): Promise<Float32Array>;
  repeats: number;
  /**
   * Rows that are predicted at once at most; without it one shuffle at a time. Where a model is of many networks, each of
   * which prepares its own inputs, the calls are what small tables wait for.
   */
  rowsAtOnce?: number;
}

/** Patients are drawn so often for each column. */
const REPLICATES = 500;

/** The rows once for each order, one below the other, with one column's cells in that order. */
function withShuffled(data: Dataset, name: string, column: Column, orders: readonly Uint32Array[]): Dataset {
  const shuffled = takeColumn(column, concat(orders));
  if (orders.length === 1) return { ...data, cols: new Map(data.cols).set(name, shuffled) };
  const stacked = takeRows(data, concat(orders.map(() => Uint32Array.from({ length: data.n }, (_, i) => i))));
  return { ...stacked, cols: new Map(stacked.cols).set(name, shuffled) };
}

function concat(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019): how much worse the metric gets when one
 * column's cells change places among the rows, with everything else left alone. Positive: the model uses the
 * column, whichever way the metric points. Mean over the shuffles, with a 95 % interval from a bootstrap of whole
 * patients that draws the same ones for the intact and the shuffled rows: what other patients like these would show.
 * Largest first; of equals in the order given. Correlated columns share what they carry. Throws
 * `evaluate.oneClass`; aborts with the signal's reason.
 */
export async function permutationImportance(job: PermutationJob): Promise<Importance[]> {
  const { names, data, target, metric, repeats, rng, signal, report } = job;
  const truth = { kind: target.kind, y: target.y, classes: target.classes.length };
  const statistic = async (rows: Dataset) => statisticOf(metric, truth, await job.predict(rows));
  const sign = higherIsBetter(metric) ? 1 : -1;
  const ones = new Float64Array(data.n).fill(1);
  const intact = await statistic(data);
  if (Number.isNaN(intact(ones))) throw new BenchsideError('evaluate.oneClass', { part: 'test' });
  const importances: Importance[] = [];
  const order = Uint32Array.from({ length: data.n }, (_, i) => i);
  const together = Math.max(1, Math.floor((job.rowsAtOnce ?? 0) / Math.max(1, data.n)));
  for (const [done, name] of names.entries()) {
    report({ phase: 'explain', done, total: names.length, unit: 'columns' });
    const column = data.cols.get(name)!;
    const shuffles: WeightedStatistic[] = [];
    for (let from = 0; from < repeats; from += together) {
      signal.throwIfAborted();
      const orders = Array.from({ length: Math.min(together, repeats - from) }, () =>
        rng.shuffle(order).slice(),
      );
      const p = await job.predict(withShuffled(data, name, column, orders));
      const each = p.length / orders.length;
      for (const i of orders.keys())
        shuffles.push(statisticOf(metric, truth, p.subarray(i * each, (i + 1) * each)));
    }
    const drop: WeightedStatistic = (weights) =>
      sign * (intact(weights) - shuffles.reduce((sum, one) => sum + one(weights), 0) / repeats) + 0;
    const mean = drop(ones);
    const [interval] = bootstrapIntervals(data.unit, [drop], rng, REPLICATES);
    importances.push({ column: name, mean, low: interval?.low ?? mean, high: interval?.high ?? mean });
  }
  report({ phase: 'explain', done: names.length, total: names.length, unit: 'columns' });
  return importances.sort((a, b) => b.mean - a.mean);
}
