import { chooseActive } from '../study/conditions';
import type { Trial } from '../study/events';
import type { ParamValues } from '../study/params';
import type { Rng } from '../study/random';
import type { Domain } from '../study/space';
import { familiesByShare, learnedFrom } from './learned';
import { drawValue, shareOf } from './points';
import { random } from './random';
import type { Strategy } from './strategy';

/** Trials drawn at random before any have children. */
const FIRST = 10;
/** The best quarter of the finished trials may have children, within bounds. */
const parentsOf = (finished: number): number => Math.min(20, Math.max(5, Math.ceil(finished / 4)));
/** A parent is the best of so many drawn. */
const TOURNAMENT = 3;
/** How far a number moves, as a share of its range. */
const STEP = 0.15;
/** Children that are born in vain, as they were tried, before a stranger is drawn. */
const PATIENCE = 50;

/** `parents` stand best first. */
const parentOf = (parents: readonly Trial[], rng: Rng): ParamValues =>
  parents[Math.min(...Array.from({ length: TOURNAMENT }, () => rng.int(parents.length)))].config.params;

/** One value anew: a number near its old one, a choice at random. */
function mutated(domain: Domain, share: number, rng: Rng): number {
  if (domain.kind === 'choice') return rng.next();
  return Math.min(1 - 1e-9, Math.max(0, share + STEP * rng.normal()));
}

/**
 * Each value of one parent or the other, and on the average one of them changed. What is active in one parent alone is
 * that one's, what is in neither is drawn.
 */
function child(domains: Record<string, Domain>, parents: readonly Trial[], rng: Rng): ParamValues {
  const [mother, father] = [parentOf(parents, rng), parentOf(parents, rng)];
  const count = Object.keys(domains).length;
  return chooseActive(domains, (key) => {
    const [first, second] = rng.next() < 0.5 ? [mother, father] : [father, mother];
    const value = first[key] ?? second[key];
    const domain = domains[key];
    if (value === undefined) return drawValue(domain, rng.next());
    if (rng.next() * count >= 1) return value;
    return drawValue(domain, mutated(domain, shareOf(domain, value), rng));
  });
}

/**
 * A genetic strategy in a steady state (Whitley 1989): children of two good trials of a family, each chosen by a
 * tournament, with uniform crossover and one mutation on the average. The family is drawn by its share of the parents.
 */
export const genetic: Strategy = {
  name: 'genetic',
  suggest(space, trials, about, rng) {
    const { finished, told, isNew } = learnedFrom(space, trials, about);
    if (told.length < FIRST) return random.suggest(space, trials, about, rng);
    const best = finished.slice(0, parentsOf(finished.length));
    for (const family of familiesByShare(space, best, about, rng)) {
      const own = finished.filter(({ config }) => config.family === family);
      const parents = own.slice(0, parentsOf(own.length));
      if (parents.length < 2) {
        const stranger = random.suggest({ [family]: space[family] }, trials, about, rng);
        if (stranger.length > 0) return stranger;
        continue;
      }
      for (let i = 0; i < PATIENCE; i++) {
        const params = child(space[family], parents, rng);
        if (isNew({ family, params })) return [{ family, params }];
      }
    }
    return random.suggest(space, trials, about, rng);
  },
};
