import type { Trial } from '../../study/events';
import { isSettled, leaderboard } from '../../study/journal-state';
import type { Metric } from '../../study/schema';

/** What a family of models took of a search, and came to. */
export interface FamilyShare {
  family: string;
  /** Trials that are over. */
  trials: number;
  /** Of the seconds of all trials that are over, 0 to 1; of their number, where none has a time. */
  time: number;
  /** The study's metric of its best trial; null where none has finished. */
  best: number | null;
}

/** The families of a search, whoever took most time first. */
export function familyShares(trials: readonly Trial[], metric: Metric): FamilyShare[] {
  const over = trials.filter(isSettled);
  const seconds = (list: readonly Trial[]) => list.reduce((sum, trial) => sum + (trial.seconds ?? 0), 0);
  const all = seconds(over);
  return [...new Set(over.map(({ config }) => config.family))]
    .map((family) => {
      const own = over.filter(({ config }) => config.family === family);
      return {
        family,
        trials: own.length,
        time: all > 0 ? seconds(own) / all : own.length / over.length,
        best: leaderboard(own, metric)[0]?.score?.metric ?? null,
      };
    })
    .sort((a, b) => b.time - a.time);
}
