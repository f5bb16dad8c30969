import type { Ctx } from '../study/context';
import type { Rng } from '../study/random';
import { Pace } from '../train/pacing';
import { type Interval, percentileInterval, REPLICATES } from './bootstrap';
import type { Statistics } from './statistics';

/** How long work is watched and stopped. Without a clock it runs through without a pause. */
export type Watch = Partial<Pick<Ctx, 'signal' | 'clock' | 'report'>>;

/**
 * 95 % percentile intervals of all statistics from the same draws of whole patients with replacement (Field & Welsh
 * 2007), by name; as `bootstrapIntervals`, but giving way to messages. Throws `cancelled`.
 */
export async function resample(
  statistics: Statistics,
  patients: number,
  random: Rng,
  watch: Watch = {},
  replicates = REPLICATES,
): Promise<Map<string, Interval | null>> {
  const { names } = statistics;
  const draws = new Int32Array(patients);
  const values = names.map(() => new Float64Array(replicates));
  const pace = watch.clock && new Pace(watch.clock);
  for (let replicate = 0; replicate < replicates; replicate++) {
    if (pace?.due()) {
      watch.report?.({ phase: 'evaluate', done: replicate, total: replicates, unit: 'steps' });
      await pace.rest(watch);
    }
    random.tally(draws);
    const drawn = statistics.of(draws);
    for (let s = 0; s < names.length; s++) values[s][replicate] = drawn[s];
  }
  watch.report?.({ phase: 'evaluate', done: replicates, total: replicates, unit: 'steps' });
  return new Map(names.map((name, s) => [name, percentileInterval(values[s], replicates)]));
}
