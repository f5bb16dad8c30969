import type { Trial } from '../study/events';
import { higherIsBetter, leaderboard } from '../study/journal-state';
import type { Rng } from '../study/random';
import type { Config, Space } from '../study/space';
import { categoricalParzen } from './parzen';
import { inSpace, keyOf } from './points';
import type { SearchFacts } from './strategy';

/** Families are drawn so often that each has its chance to come first. */
const DRAWS = 24;

/** What past trials of this space tell a strategy that learns from them. */
export interface Learned {
  /** Those with a score, best first. */
  finished: Trial[];
  /** Those, and after them the ones that were ended early, which tell where not to look. */
  told: Trial[];
  /** Those at work: what is told of them is that nobody need look there too. */
  running: Trial[];
  /** The score to be made small, whatever the metric. What has none counts as the worst that finished. */
  lossOf(trial: Trial): number;
  isNew(config: Config): boolean;
}

export function learnedFrom(space: Space, trials: readonly Trial[], { metric }: SearchFacts): Learned {
  const own = trials.filter(({ config }) => inSpace(space, config));
  const tried = new Set(own.map(({ config }) => keyOf(config)));
  const sign = higherIsBetter(metric) ? -1 : 1;
  const finished = leaderboard(own, metric);
  const worst = finished.at(-1);
  return {
    finished,
    told: [...finished, ...own.filter(({ state }) => state === 'pruned')],
    running: own.filter(({ state }) => state === 'running'),
    lossOf: (trial) => sign * ((trial.score ?? worst?.score)?.metric ?? Number.NaN),
    isNew: (config) => !tried.has(keyOf(config)),
  };
}

/**
 * The families that have something to choose from, in the order in which they are to be asked: drawn by their shares
 * of the good trials. Taking the likeliest every time would leave a family that learns more slowly untried. Where one is
 * asked for, that one alone.
 */
export function familiesByShare(
  space: Space,
  good: readonly Trial[],
  { family: asked }: Pick<SearchFacts, 'family'>,
  rng: Rng,
): string[] {
  const families = Object.keys(space).filter((family) =>
    Object.values(space[family]).every((domain) => domain.kind !== 'choice' || domain.values.length > 0),
  );
  if (asked !== undefined) return families.filter((family) => family === asked);
  if (families.length === 0) return [];
  const places = good.map(({ config }) => families.indexOf(config.family)).filter((place) => place >= 0);
  const share = categoricalParzen(places, families.length);
  return [...new Set(Array.from({ length: DRAWS }, () => families[share.draw(rng)]))];
}
