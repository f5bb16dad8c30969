import { type Dataset, type Target, takeColumn } from '../data/dataset';
import { quantile } from '../evaluate/bootstrap';
import { metricValue } from '../evaluate/study-metric';
import type { Ctx } from '../study/context';
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

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019): how much worse the metric gets when one
 * column's cells change places among the rows, with everything else left alone. Positive: the model uses the
 * column, whichever way the metric points. Mean over repeats, and their 2.5th and 97.5th percentiles, which tell
 * how much the shuffling matters and nothing of other patients. Largest first; of equals in the order given.
 * Correlated columns share what they carry. Aborts with the signal's reason.
 */
export async function permutationImportance(job: PermutationJob): Promise<Importance[]> {
  const { names, data, target, metric, repeats, rng, signal, report } = job;
  const score = async (rows: Dataset) =>
    metricValue(metric, target.kind, target.y, await job.predict(rows), target.classes.length);
  const sign = higherIsBetter(metric) ? 1 : -1;
  const intact = await score(data);
  const importances: Importance[] = [];
  const order = Uint32Array.from({ length: data.n }, (_, i) => i);
  for (const [done, name] of names.entries()) {
    report({ phase: 'explain', done, total: names.length, unit: 'columns' });
    const column = data.cols.get(name)!;
    const drops: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      signal.throwIfAborted();
      const shuffled = takeColumn(column, rng.shuffle(order));
      drops.push(sign * (intact - (await score({ ...data, cols: new Map(data.cols).set(name, shuffled) }))));
    }
    drops.sort((a, b) => a - b);
    const mean = drops.reduce((sum, drop) => sum + drop, 0) / repeats;
    importances.push({ column: name, mean, low: quantile(drops, 0.025), high: quantile(drops, 0.975) });
  }
  report({ phase: 'explain', done: names.length, total: names.length, unit: 'columns' });
  return importances.sort((a, b) => b.mean - a.mean);
}
