import { families } from '../models/index';
import { chooseActive } from '../study/conditions';
import type { Trial } from '../study/events';
import { defaultsOf, type ParamValue, type ParamValues } from '../study/params';
import type { Rng } from '../study/random';
import { type Config, canTake, type Domain, type Space } from '../study/space';
import { familiesInTurn } from './family-time';
import { gaussian } from './gaussian';
import { genetic } from './genetic';
import { learnedFrom } from './learned';
import { drawValue } from './points';
import { random } from './random';
import type { SearchFacts, Strategy, Suggestion } from './strategy';
import { tpe } from './tpe';

/** Strategies that take turns once there is something to learn from, and the reason that names each. */
const ARMS = [
  { strategy: tpe, code: 'autoTpe' },
  { strategy: gaussian, code: 'autoGaussian' },
  { strategy: genetic, code: 'autoGenetic' },
  { strategy: random, code: 'autoRandom' },
] as const;
/** Reasons of the trials that it begins with: settings known to be good. */
export const STARTS = ['autoDefault', 'autoKnown', 'autoFew', 'autoMany'] as const;
/** Trials that have told something before any strategy has something to learn from. */
const EXPLORED = 10;
/** How much an arm that was seldom tried is favoured over one that paid: of a share of trials beaten, 0 to 1. */
const CURIOSITY = 0.35;
/** Below so many rows a net should be small and held back, above so many it may be large. */
const FEW_ROWS = 1000;
const MANY_ROWS = 10_000;

/** A family's own default where the space holds it, else the middle of what is searched. */
const usual = (domain: Domain, value: ParamValue | undefined): ParamValue =>
  value !== undefined && canTake(domain, value) ? value : drawValue(domain, 0.5);

const unitsOf = (value: ParamValue): number =>
  Array.isArray(value) ? value.reduce((sum: number, units) => sum + Number(units), 0) : Number(value);

/** The smallest or the largest of what a choice of sizes holds. */
function ofSize(domain: Domain, largest: boolean): ParamValue {
  if (domain.kind !== 'choice') return drawValue(domain, largest ? 0.9 : 0.1);
  const sorted = [...domain.values].sort((a, b) => unitsOf(a) - unitsOf(b));
  return sorted[largest ? sorted.length - 1 : 0];
}

/** Sizes of nets, and what holds them back, as shares of their range: by how many rows there are to learn from. */
function sized(key: string, domain: Domain, few: boolean): ParamValue | undefined {
  switch (key.replace(/\d+$/, '')) {
    case 'layers':
    case 'units':
    case 'hidden':
    case 'width':
    case 'depth':
      return ofSize(domain, !few);
    case 'dropout':
    case 'weightDecay':
      return drawValue(domain, few ? 0.8 : 0.2);
    case 'batchSize':
      return ofSize(domain, !few);
    default:
      return undefined;
  }
}

/** Known to be good in general, and for data of this size. */
function known(space: Space, { rows }: Pick<SearchFacts, 'rows'>): Suggestion[] {
  const names = Object.keys(space);
  const config = (family: string, of: (key: string, domain: Domain) => ParamValue): Config => ({
    family,
    params: chooseActive(space[family], (key) => of(key, space[family][key])),
  });
  const own = (family: string) => {
    const defaults = defaultsOf(familyOf(family)?.params ?? []);
    return (key: string, domain: Domain) => usual(domain, defaults[key]);
  };
  const first = names.map((family) => ({
    ...config(family, own(family)),
    why: { code: 'autoDefault', details: { family } },
  }));
  const proven = portfolioOf(names, rows).flatMap(({ family, values }) => {
    const domains = space[family];
    // Who has narrowed the space has a reason.
    if (Object.keys(values).some((key) => domains[key] && !canTake(domains[key], values[key]))) return [];
    const of = (key: string, domain: Domain) => values[key] ?? own(family)(key, domain);
    return [{ ...config(family, of), why: { code: 'autoKnown', details: { family } } }];
  });
  const few = rows < FEW_ROWS;
  const then =
    rows >= FEW_ROWS && rows < MANY_ROWS
      ? []
      : names
          .filter((family) => !familyOf(family)?.portfolio)
          .map((family) => ({
            ...config(family, (key, domain) => sized(key, domain, few) ?? own(family)(key, domain)),
            why: { code: few ? 'autoFew' : 'autoMany', details: { family } },
          }));
  return [...first, ...then, ...proven];
}

/** The first of each family, then the second of each: families stand in the order of what they cost. */
function portfolioOf(names: readonly string[], rows: number): { family: string; values: ParamValues }[] {
  const all = names.map((family) => ({ family, known: familyOf(family)?.portfolio?.(rows) ?? [] }));
  const longest = Math.max(0, ...all.map(({ known }) => known.length));
  return Array.from({ length: longest }, (_, i) => i).flatMap((i) =>
    all.flatMap(({ family, known }) => (i < known.length ? [{ family, values: known[i] }] : [])),
  );
}

/** A space of another version may name a family that is gone: the middle of its ranges will do. */
const familyOf = (name: string) => families.find((family) => family.name === name);

/** No more of what is known than half of the search, but each family once. */
function startOf(space: Space, trials: readonly Trial[], about: SearchFacts): Suggestion[] {
  const half = Math.floor((trials.length + about.budgetLeft) / 2);
  return known(space, about).slice(0, Math.max(Object.keys(space).length, half));
}

/**
 * The share of scored trials of the same family that each arm's own beat, on the average; what was pruned or failed has
 * beaten none. The family is no arm's choice.
 */
function payOf(
  trials: readonly Trial[],
  finished: readonly Trial[],
): Map<string, { mean: number; n: number }> {
  const rank = new Map<number, number>();
  for (const family of new Set(finished.map(({ config }) => config.family))) {
    const own = finished.filter(({ config }) => config.family === family);
    for (const [place, { trial }] of own.entries()) rank.set(trial, 1 - place / own.length);
  }
  return new Map(
    ARMS.map(({ code }) => {
      const own = trials.filter(({ why, state }) => why?.code === code && state !== 'interrupted');
      // One at work has been asked for, and has told nothing yet.
      const over = own.filter(({ state }) => state !== 'running');
      const sum = over.reduce((total, { trial }) => total + (rank.get(trial) ?? 0), 0);
      return [code, { mean: over.length ? sum / over.length : 0, n: own.length }];
    }),
  );
}

/** The arms, the most promising first: upper confidence bounds (Auer, Cesa-Bianchi & Fischer 2002). */
function armsInOrder(
  trials: readonly Trial[],
  finished: readonly Trial[],
  rng: Rng,
): (typeof ARMS)[number][] {
  const pay = payOf(trials, finished);
  const all = [...pay.values()].reduce((sum, { n }) => sum + n, 0);
  const bound = ({ code }: (typeof ARMS)[number]): number => {
    const { mean, n } = pay.get(code) ?? { mean: 0, n: 0 };
    return n === 0 ? Number.POSITIVE_INFINITY : mean + CURIOSITY * Math.sqrt(Math.log(all + 1) / n);
  };
  const bounds = new Map(ARMS.map((arm) => [arm, bound(arm) + 1e-9 * rng.next()]));
  // Of those that were never asked, in the order in which they stand.
  return [...ARMS].sort((a, b) => {
    const [x, y] = [bounds.get(a) ?? 0, bounds.get(b) ?? 0];
    return x === y ? 0 : y - x;
  });
}

/**
 * Begins with each family's usual settings, some that suit the size of the data and some that are known to do well,
 * explores at random where these are few, and then lets the other strategies take turns: the more, the better their
 * trials did. Which family is next depends on what it pays for its time (`family-time.ts`). Each trial says what it came
 * of, and that is all it remembers.
 */
export const auto: Strategy = {
  name: 'auto',
  reasons: [...STARTS, ...ARMS.map(({ code }) => code)],
  suggest(space, trials, about, rng) {
    const { finished, told, isNew } = learnedFrom(space, trials, about);
    const usable = Object.fromEntries(
      Object.entries(space).filter(([, domains]) =>
        Object.values(domains).every((domain) => domain.kind !== 'choice' || domain.values.length > 0),
      ),
    );
    const start = startOf(usable, trials, about).find((one) =>
      isNew({ family: one.family, params: one.params }),
    );
    if (start) return [start];
    const arms = told.length < EXPLORED ? ARMS.slice(-1) : armsInOrder(trials, finished, rng);
    for (const family of familiesInTurn(usable, trials, about, rng))
      for (const { strategy, code } of arms) {
        const [next] = strategy.suggest(usable, trials, { ...about, family }, rng);
        if (next) return [{ family: next.family, params: next.params, why: { code, details: {} } }];
      }
    return [];
  },
};
