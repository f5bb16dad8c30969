import { chooseActive } from '../study/conditions';
import type { Trial } from '../study/events';
import { higherIsBetter } from '../study/journal-state';
import { type ParamValue, type ParamValues, sameValue } from '../study/params';
import type { Rng } from '../study/random';
import type { Domain, Space } from '../study/space';
import { familiesByShare, learnedFrom } from './learned';
import { categoricalParzen, numericalParzen, type Parzen } from './parzen';
import { inSpace } from './points';
import { random } from './random';
import type { SearchFacts, Strategy } from './strategy';

/** Trials drawn at random before anything is learned from them. */
const FIRST = 10;
/** Candidates drawn from the good trials' density, of which the one that most favours good over bad is tried. */
const CANDIDATES = 24;

/** How many of n trials count as good: a tenth, 25 at most. */
const goodOf = (n: number): number => Math.min(Math.ceil(0.1 * n), 25);

/** How a domain's values lie on a line: numbers on their own scale, choices by their places. */
function lineOf(domain: Domain) {
  if (domain.kind === 'choice')
    return {
      at: (value: ParamValue) => domain.values.findIndex((v) => sameValue(v, value)),
      value: (at: number): ParamValue => domain.values[at],
      parzen: (observed: number[]): Parzen => categoricalParzen(observed, domain.values.length),
    };
  const { low, high, log } = domain;
  const step = domain.kind === 'int' ? domain.step : undefined;
  const scale = log ? Math.log : (x: number) => x;
  // Whole numbers on a logarithmic scale are rounded from a range half a step wider.
  const half = log ? (step ?? 0) / 2 : 0;
  const range = { low: scale(low - half), high: scale(high + half), ...(step && !log && { step }) };
  const last = step ? low + Math.floor((high - low) / step) * step : high;
  if (step && !log) range.high = last;
  return {
    at: (value: ParamValue) => scale(Number(value)),
    value(at: number): ParamValue {
      const plain = log ? Math.exp(at) : at;
      const stepped = step ? low + Math.round((plain - low) / step) * step : Number(plain.toPrecision(4));
      return Math.min(last, Math.max(low, stepped));
    },
    parzen: (observed: number[]): Parzen => numericalParzen(observed, range),
  };
}

/** It was let run to its end, or was ended because it was poor. */
const isTold = ({ state }: Trial): boolean => state === 'finished' || state === 'pruned';

/** Good trials and the others, each in the order in which they came. Pruned ones are good only where too few finished. */
function halves(trials: readonly Trial[], { metric }: Pick<SearchFacts, 'metric'>): [Trial[], Trial[]] {
  const sign = higherIsBetter(metric) ? -1 : 1;
  const scoreOf = (trial: Trial) => sign * (trial.score?.metric ?? Number.NaN);
  const finished = trials.filter((t) => t.state === 'finished' && t.score);
  const pruned = trials.filter((t) => t.state === 'pruned');
  const ranked = [
    ...finished.toSorted((a, b) => scoreOf(a) - scoreOf(b) || a.trial - b.trial),
    // The longer it was let live, the better it looked.
    ...pruned.toSorted((a, b) => b.points.length - a.points.length || a.trial - b.trial),
  ];
  const good = new Set(ranked.slice(0, goodOf(ranked.length)));
  // One at work counts as not good ("constant liar", as Optuna has it), so that the next is elsewhere.
  const other = (t: Trial) => !good.has(t) && (isTold(t) || t.state === 'running');
  return [trials.filter((t) => good.has(t)), trials.filter(other)];
}

/** Values of one choice, best first, with how much each speaks for good trials. */
function candidates(
  line: { parzen(observed: number[]): Parzen },
  good: number[],
  bad: number[],
  rng: Rng,
): number[] {
  const [better, worse] = [line.parzen(good), line.parzen(bad)];
  const drawn = Array.from({ length: CANDIDATES }, () => better.draw(rng));
  const gain = new Map(drawn.map((value) => [value, better.logDensity(value) - worse.logDensity(value)]));
  return [...gain.keys()].sort((a, b) => (gain.get(b) ?? 0) - (gain.get(a) ?? 0));
}

/** The most promising new values; null where all that were drawn have been tried. */
function paramsFor(
  domains: Record<string, Domain>,
  [good, bad]: [Trial[], Trial[]],
  rng: Rng,
  isNew: (params: ParamValues) => boolean,
): ParamValues | null {
  const ranked = Object.entries(domains).map(([key, domain]) => {
    const line = lineOf(domain);
    // Where it was not active, a trial says nothing about it.
    const seen = (trials: Trial[]) =>
      trials.filter(({ config }) => key in config.params).map(({ config }) => line.at(config.params[key]));
    const values = candidates(line, seen(good), seen(bad), rng).map((at) => line.value(at));
    return { key, values };
  });
  const valuesOf = new Map(ranked.map(({ key, values }) => [key, values]));
  // Where the best of each was tried already, the next best of one after the other.
  for (let worse = 0; worse < CANDIDATES; worse++)
    for (const other of worse === 0 ? [''] : ranked.map(({ key }) => key)) {
      const params = chooseActive(domains, (key) => {
        const values = valuesOf.get(key) ?? [];
        return values[key === other ? Math.min(values.length - 1, worse) : 0];
      });
      if (isNew(params)) return params;
    }
  return null;
}

/**
 * Tree-structured Parzen estimator (Bergstra et al., NeurIPS 2011), each hyperparameter by itself, with Optuna's
 * numbers. The family comes first, drawn by its share of the good trials. Its hyperparameters are chosen by the trials of that family alone. Nothing is
 * tried twice: what was is passed over for the next best, and where none is left, drawn at random.
 */
export const tpe: Strategy = {
  name: 'tpe',
  suggest(space: Space, trials, about, rng) {
    const own = trials.filter(({ config }) => inSpace(space, config));
    const { isNew } = learnedFrom(space, own, about);
    if (own.filter(isTold).length < FIRST) return random.suggest(space, trials, about, rng);
    for (const family of familiesByShare(space, halves(own, about)[0], about, rng)) {
      // Its own good trials: where another family leads, all of its would be bad ones.
      const within = halves(
        own.filter(({ config }) => config.family === family),
        about,
      );
      const params = paramsFor(space[family], within, rng, (one) => isNew({ family, params: one }));
      if (params) return [{ family, params }];
    }
    return random.suggest(space, trials, about, rng);
  },
};
