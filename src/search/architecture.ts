import { familyByName } from '../models/index';
import { chooseActive } from '../study/conditions';
import type { Trial, Why } from '../study/events';
import { type ParamValue, type ParamValues, sameValue } from '../study/params';
import type { Rng } from '../study/random';
import type { Domain, Space } from '../study/space';
import { learnedFrom } from './learned';
import { drawValue, shareOf } from './points';
import { random } from './random';
import type { Strategy, Suggestion } from './strategy';

/** Networks that live at a time, the youngest; as many are drawn at random before any has children. */
const POPULATION = 12;
/** A parent is the best of so many of them. */
const SAMPLE = 4;
/** How often a child is built otherwise than its parent; else one of the other hyperparameters changes. */
const STRUCTURAL = 0.75;
/** How far a number moves, as a share of its range. */
const STEP = 0.2;
/** Children that are born as they were tried, before a stranger is drawn. */
const PATIENCE = 50;

/** Keys of how a family's networks are built; null of a family that has none, or is not known. */
function structureOf(family: string): readonly string[] | null {
  try {
    return familyByName(family).structure ?? null;
  } catch {
    return null;
  }
}

/** Another value than this one; null where there is none. */
function another(domain: Domain, value: ParamValue, rng: Rng): ParamValue | null {
  if (domain.kind === 'choice') {
    const others = domain.values.filter((one) => !sameValue(one, value));
    return others.length > 0 ? others[rng.int(others.length)] : null;
  }
  for (let i = 0; i < PATIENCE; i++) {
    const share = Math.min(1 - 1e-9, Math.max(0, shareOf(domain, value) + STEP * rng.normal()));
    const next = drawValue(domain, share);
    if (next !== value) return next;
  }
  return null;
}

/** The parent with one parameter changed, and what waits for that one drawn anew where the parent has none. */
function childOf(parent: Trial, space: Space, rng: Rng): Suggestion | null {
  const { family, params } = parent.config;
  const domains = space[family];
  const structure = structureOf(family);
  const active = Object.keys(params);
  const built = active.filter((key) => structure?.includes(key));
  const others = active.filter((key) => !structure?.includes(key));
  const asked = rng.next() < STRUCTURAL ? built : others;
  const keys = asked.length > 0 ? asked : active;
  if (keys.length === 0) return null;
  const changed = keys[rng.int(keys.length)];
  const to = another(domains[changed], params[changed], rng);
  if (to === null) return null;
  const next: ParamValues = chooseActive(domains, (key) =>
    key === changed ? to : (params[key] ?? drawValue(domains[key], rng.next())),
  );
  return { family, params: next, why: whyOf(parent, changed, to) };
}

const whyOf = ({ trial, config }: Trial, parameter: string, to: ParamValue): Why => ({
  code: 'evolved',
  details: {
    trial: trial + 1,
    parameter,
    from: JSON.stringify(config.params[parameter]),
    to: JSON.stringify(to),
  },
});

/**
 * Regularized evolution (Real, Aggarwal, Huang & Le, AAAI 2019) of how networks are built: the best of a few drawn from
 * the youngest trials has a child with one change, and the oldest leaves, however good it was, so that no lucky score
 * lives for ever. Trials that were ended early live too, as the worst.
 */
export const architecture: Strategy = {
  name: 'architecture',
  reasons: ['firstGeneration', 'evolved'],
  buildsNetworks: true,
  suggest(space, trials, about, rng) {
    const { told, lossOf, isNew } = learnedFrom(space, trials, about);
    const living = [...told].sort((a, b) => a.trial - b.trial).slice(-POPULATION);
    const stranger = (): Suggestion[] =>
      random
        .suggest(space, trials, about, rng)
        .map((one) => ({ ...one, why: { code: 'firstGeneration', details: {} } }));
    if (told.length < POPULATION) return stranger();
    for (let i = 0; i < PATIENCE; i++) {
      const child = childOf(parentOf(living, lossOf, rng), space, rng);
      if (child && isNew({ family: child.family, params: child.params })) return [child];
    }
    return stranger();
  },
};

/** The best of a sample without replacement. */
function parentOf(living: readonly Trial[], lossOf: (trial: Trial) => number, rng: Rng): Trial {
  const rest = [...living];
  const sample = Array.from({ length: Math.min(SAMPLE, rest.length) }, () =>
    rest.splice(rng.int(rest.length), 1),
  ).flat();
  // A trial without a score is no number, and never better.
  return sample.reduce((best, one) => (lossOf(one) < lossOf(best) ? one : best));
}
