import { type Dataset, type Target, takeColumn } from '../data/dataset';
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
}

/** Patients are drawn so often for each column. */
const REPLICATES = 500;

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
  for (const [done, name] of names.entries()) {
    report({ phase: 'explain', done, total: names.length, unit: 'columns' });
    const column = data.cols.get(name)!;
    const shuffles: WeightedStatistic[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      signal.throwIfAborted();
      const shuffled = takeColumn(column, rng.shuffle(order));
      shuffles.push(await statistic({ ...data, cols: new Map(data.cols).set(name, shuffled) }));
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
