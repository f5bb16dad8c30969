import type { Rng } from '../study/random';
import type { Estimate } from '../study/results/estimate';
import { bootstrapIntervals, type WeightedStatistic } from './bootstrap';
import { type Proportion, wilsonEstimate } from './proportions';

/** Rows that were predicted: whose they are, and by how many models. */
export interface Predicted {
  /** Patient of each entry. */
  unit: Int32Array;
  /** Where each row was tested several times: the repeat of each entry. */
  repeat?: Int32Array;
  /** By several models: no interval is taken from a formula for one. */
  pooled?: boolean;
}

/** A number to be measured. */
export interface Measure {
  /** Of some of the entries: their weights in that order. */
  of: (entries: Uint32Array) => WeightedStatistic;
  /** Its interval by a formula for independent rows. */
  analytic?: () => Estimate;
  /** Of all entries, where it is a share: Wilson's interval stands in where a bootstrap collapses. */
  share?: Proportion;
}

const every = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);

/** A statistic of rows that were tested several times: the mean of its values in the repeats. */
export function overRepeats({ unit, repeat }: Predicted, of: Measure['of']): WeightedStatistic {
  const repeats = [...new Set(repeat ?? [])];
  if (!repeat || repeats.length < 2) return of(every(unit.length));
  const parts = repeats.map((r) => {
    const entries = every(unit.length).filter((i) => repeat[i] === r);
    return { entries, statistic: of(entries), weights: new Float64Array(entries.length) };
  });
  return (weights) => {
    let sum = 0;
    for (const part of parts) {
      for (let i = 0; i < part.entries.length; i++) part.weights[i] = weights[part.entries[i]];
      sum += part.statistic(part.weights);
    }
    return sum / parts.length;
  };
}

/** True where a patient has several rows, repeats of the same row apart. */
export function patientsRepeat({ unit, repeat }: Predicted): boolean {
  const seen = new Set<string>();
  for (let i = 0; i < unit.length; i++) seen.add(`${repeat?.[i] ?? 0} ${unit[i]}`);
  return seen.size < unit.length;
}

/**
 * Each measure with its interval: by its formula where rows are independent and of one model, else by a bootstrap of
 * whole patients, all on the same draws. Limits are null where neither can be had; a statistic that is not defined,
 * or a share of nothing, is 0 with `n` 0.
 */
export function estimatesOf(
  predicted: Predicted,
  measures: Record<string, Measure>,
  rng: Rng,
  replicates?: number,
): Record<string, Estimate> {
  const clustered = patientsRepeat(predicted);
  const plain = !clustered && !predicted.pooled && !predicted.repeat;
  const names = Object.keys(measures);
  const statistics = names.map((name) => overRepeats(predicted, measures[name].of));
  const drawn = names.map((name, i) => (plain && measures[name].analytic ? null : statistics[i]));
  const used = drawn.filter((statistic) => statistic !== null);
  const intervals = used.length > 0 ? bootstrapIntervals(predicted.unit, used, rng, replicates) : [];
  const ones = new Float64Array(predicted.unit.length).fill(1);
  const repeats = new Set(predicted.repeat ?? [0]).size;
  return Object.fromEntries(
    names.map((name, i): [string, Estimate] => {
      const { analytic, share } = measures[name];
      const value = statistics[i](ones);
      if (!Number.isFinite(value) || share?.n === 0)
        return [name, { estimate: 0, low: null, high: null, method: 'none', n: 0 }];
      if (analytic && !drawn[i]) return [name, analytic()];
      const interval = intervals[used.indexOf(statistics[i])];
      if (interval) {
        const method = clustered ? 'cluster-bootstrap' : 'bootstrap';
        return [name, { estimate: value, ...interval, method, ...(share && { n: share.n / repeats }) }];
      }
      if (share) return [name, wilsonEstimate(share, predicted.unit)];
      return [name, { estimate: value, low: null, high: null, method: 'none' }];
    }),
  );
}
