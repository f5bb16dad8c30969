import type { Trial } from '../study/events';
import { higherIsBetter } from '../study/journal-state';
import { rng } from '../study/random';
import type { Metric } from '../study/schema';
import { type Config, canTake, type Domain, type Space } from '../study/space';
import { treeVariance } from './fanova';
import { fenceOf } from './fence';
import { type ForestData, growTree, noneOutOfBag, ordersOf } from './forest';
import { shareOf } from './points';

/** Below this number of scored trials a family's forest says nothing that would stay. */
export const LEAST_TRIALS = 10;
const TREES = 64;
/** Different trials in a leaf, at least: whole trees down to single ones learn the scores' noise. */
const LEAF = 3;
/** Trees whose share lies beyond are left out of an interval, at either end. */
const TAIL = 0.05;

/** A share of the differences between scores, 0 to 1: the mean over the trees, and where nine of ten of them lie. */
export interface Share {
  share: number;
  low: number;
  high: number;
}

export interface FamilyImportance {
  family: string;
  /** With a score and in the search space. */
  trials: number;
  /** few: fewer than LEAST_TRIALS. fixed: nothing in it has two values. equal: all scores are the same. */
  state: 'found' | 'few' | 'fixed' | 'equal';
  /** What each hyperparameter explains by itself, most first; those with one value are left out. */
  params: (Share & { key: string })[];
  /** What they explain only in combination, and what the forest took for it of the scores' noise. */
  together: Share | null;
  /** R² of the forest on trials its trees had not seen: how far the shares can be trusted. At most 1; null unless found. */
  foretold: number | null;
}

export interface SearchImportance {
  /** What the choice of the family explains, each family counting the same; null with fewer than two that are known. */
  family: Share | null;
  families: FamilyImportance[];
}

/**
 * Which hyperparameters the scores depend on: functional ANOVA of a random forest (Hutter, Hoos & Leyton-Brown, ICML
 * 2014), a forest for each family, as each has its own hyperparameters. Every point of the space counts the same, on
 * the scale on which it is searched; a hyperparameter that a trial does not have stands in the middle. Scores beyond
 * the outer fence count as the fence. Deterministic. Yields after each tree, so that a caller can work in slices.
 */
export function* searchImportance(
  space: Space,
  trials: readonly Trial[],
  metric: Metric,
  leaf = LEAF,
): Generator<void, SearchImportance> {
  const scored = trials.filter(
    ({ state, score, config }) =>
      state === 'finished' && Number.isFinite(score?.metric) && Object.hasOwn(space, config.family),
  );
  const sign = higherIsBetter(metric) ? -1 : 1;
  const fence = fenceOf(scored.map(({ score }) => sign * (score?.metric ?? 0)));
  const forests: Forest[] = [];
  const families: FamilyImportance[] = [];
  for (const [family, domains] of Object.entries(space)) {
    const open = Object.entries(domains).filter(([, domain]) => varies(domain));
    const own = scored.filter(({ config }) => config.family === family && lies(config, open));
    const losses = Float64Array.from(own, ({ score }) => Math.min(fence, sign * (score?.metric ?? 0)));
    const told: FamilyImportance = {
      family,
      trials: own.length,
      state: 'found',
      params: [],
      together: null,
      foretold: null,
    };
    families.push(told);
    if (own.length < LEAST_TRIALS) {
      told.state = 'few';
      continue;
    }
    const forest = yield* grow({ ...dataOf(own, open), y: losses }, family, leaf);
    forests.push(forest);
    if (open.length === 0) told.state = 'fixed';
    else if (forest.total.every((total) => total <= 0)) told.state = 'equal';
    else {
      told.params = open.map(([key], j) => ({
        key,
        ...shareOver(forest.main.map((main, tree) => [main[j], forest.total[tree]])),
      }));
      told.params.sort((a, b) => b.share - a.share);
      told.together = shareOver(
        forest.main.map((main, tree) => {
          const total = forest.total[tree];
          return [Math.max(0, total - main.reduce((a, b) => a + b, 0)), total];
        }),
      );
      told.foretold = forest.foretold;
    }
  }
  return { family: familyShare(forests), families };
}

interface Forest {
  mean: number[];
  total: number[];
  main: number[][];
  foretold: number;
}

/** About their mean, as small differences between large scores would be lost in sums of squares. */
function* grow(data: ForestData, family: string, leaf: number): Generator<void, Forest> {
  const average = data.y.reduce((sum, y) => sum + y, 0) / data.y.length;
  const centred = { ...data, y: data.y.map((y) => y - average) };
  const orders = ordersOf(data);
  const outOfBag = noneOutOfBag(data.y.length);
  const forest: Forest = { mean: [], total: [], main: [], foretold: 0 };
  for (let tree = 0; tree < TREES; tree++) {
    const leaves = growTree(centred, orders, leaf, rng('importance', family, tree), outOfBag);
    const { mean, total, main } = treeVariance(leaves, data.levels);
    forest.mean.push(mean + average);
    forest.total.push(total);
    forest.main.push(main);
    yield;
  }
  let [left, all] = [0, 0];
  centred.y.forEach((y, i) => {
    if (outOfBag.trees[i] === 0) return;
    left += (y - outOfBag.sum[i] / outOfBag.trees[i]) ** 2;
    all += y * y;
  });
  forest.foretold = all > 0 ? 1 - left / all : 0;
  return forest;
}

/** The variance between families over that of the whole space: a tree over all has them as its first choice. */
function familyShare(forests: readonly Forest[]): Share | null {
  if (forests.length < 2) return null;
  const over = (of: (forest: Forest) => number) =>
    forests.reduce((sum, forest) => sum + of(forest), 0) / forests.length;
  const pairs = Array.from({ length: TREES }, (_, tree): [number, number] => {
    const mean = over((forest) => forest.mean[tree]);
    const between = over((forest) => (forest.mean[tree] - mean) ** 2);
    return [between, between + over((forest) => forest.total[tree])];
  });
  return pairs.some(([, total]) => total > 0) ? shareOver(pairs) : null;
}

/** From a part and a whole of each tree. A tree without differences says nothing of shares. */
function shareOver(pairs: readonly (readonly [number, number])[]): Share {
  const shares = pairs
    .filter(([, whole]) => whole > 0)
    .map(([part, whole]) => part / whole)
    .sort((a, b) => a - b);
  const cut = Math.floor(TAIL * shares.length);
  return {
    share: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    low: shares[cut],
    high: shares[shares.length - 1 - cut],
  };
}

const varies = (domain: Domain): boolean =>
  domain.kind === 'choice' ? domain.values.length > 1 : domain.high > domain.low;

/** A configuration from elsewhere, such as a family's own defaults, may lie beyond the space that is asked about. */
const lies = ({ params }: Config, open: [string, Domain][]): boolean =>
  open.every(([key, domain]) => params[key] === undefined || canTake(domain, params[key]));

function dataOf(trials: readonly Trial[], open: [string, Domain][]): Omit<ForestData, 'y'> {
  // A family with nothing to choose has a mean all the same: one category that holds all of it.
  if (open.length === 0) return { levels: [1], x: [new Float64Array(trials.length)] };
  return {
    levels: open.map(([, domain]) => (domain.kind === 'choice' ? domain.values.length : 0)),
    x: open.map(([key, domain]) =>
      Float64Array.from(trials, ({ config }) => {
        const value = config.params[key];
        const share = value === undefined ? 0.5 : shareOf(domain, value);
        return domain.kind === 'choice' ? Math.floor(share * domain.values.length) : share;
      }),
    ),
  };
}
