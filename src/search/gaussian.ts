import { normalCdf } from '../prep/normal-cdf';
import type { Trial } from '../study/events';
import type { ParamValues } from '../study/params';
import type { Rng } from '../study/random';
import type { Domain } from '../study/space';
import { type GaussianProcess, likeliestProcess } from './gaussian-process';
import { familiesByShare, learnedFrom } from './learned';
import { drawParams, shareOf } from './points';
import { random } from './random';
import type { Strategy } from './strategy';

/** Trials drawn at random before anything is learned from them, and the fewest of a family. */
const FIRST = 10;
const LEAST = 3;
/** Configurations whose improvement is guessed: all over the space, and around the best. */
const ANYWHERE = 500;
const NEARBY = 200;
const NEAR = 0.1;
/** A process of more points takes too long; those with the best scores are kept, and as many of the newest. */
const MOST = 150;

/**
 * Numbers as their places on their own scales, choices as one coordinate each, so that none lies between others. What is
 * not active has one fixed place: the middle of a scale, none of the choices.
 */
function coordinates(domains: Record<string, Domain>, params: ParamValues): number[] {
  return Object.entries(domains).flatMap(([key, domain]) => {
    const active = params[key] !== undefined;
    const share = active ? shareOf(domain, params[key]) : 0.5;
    if (domain.kind !== 'choice') return [share];
    const place = active ? Math.floor(share * domain.values.length) : -1;
    return domain.values.map((_, i) => (i === place ? Math.SQRT1_2 : 0));
  });
}

/** Expected improvement over the lowest loss (Jones, Schonlau & Welch 1998). */
function improvement(process: GaussianProcess, x: number[], lowest: number): number {
  const { mean, sd } = process.predict(x);
  const gain = lowest - mean;
  if (sd <= 0) return Math.max(0, gain);
  const z = gain / sd;
  return gain * normalCdf(z) + (sd * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** A share a little way off, turned back at the ends; 1 itself belongs to no part. */
function moved(share: number, rng: Rng): number {
  const to = Math.abs(share + NEAR * rng.normal()) % 2;
  return Math.min(1 - 1e-9, to > 1 ? 2 - to : to);
}

/** The best scores first, then the newest. */
function few(finished: Trial[]): Trial[] {
  if (finished.length <= MOST) return finished;
  const newest = finished.toSorted((a, b) => b.trial - a.trial).slice(0, MOST / 2);
  return [...new Set([...finished.slice(0, MOST / 2), ...newest])];
}

/**
 * Bayesian optimization by a Gaussian process with expected improvement (Snoek, Larochelle & Adams, NeurIPS 2012): one
 * process a family, on its own trials. The family comes first, drawn by its share of the best tenth.
 */
export const gaussian: Strategy = {
  name: 'gaussian',
  suggest(space, trials, about, rng) {
    const { finished, told, running, lossOf, isNew } = learnedFrom(space, trials, about);
    if (told.length < FIRST) return random.suggest(space, trials, about, rng);
    const tenth = finished.slice(0, Math.ceil(finished.length / 10));
    for (const family of familiesByShare(space, tenth, about, rng)) {
      const domains = space[family];
      const ofFamily = ({ config }: Trial) => config.family === family;
      const own = few(told.filter(ofFamily));
      // "Constant liar" (Ginsbourger, Le Riche & Carraro 2010): one at work counts as bad, so that the next is elsewhere.
      const seen = [...own, ...running.filter(ofFamily)];
      const process =
        own.length >= LEAST &&
        own[0].score &&
        likeliestProcess(
          seen.map(({ config }) => coordinates(domains, config.params)),
          seen.map(lossOf),
        );
      if (!process) {
        const any = random.suggest({ [family]: domains }, trials, about, rng);
        if (any.length > 0) return any;
        continue;
      }
      const [best] = own;
      const params = [
        ...Array.from({ length: ANYWHERE }, () => drawParams(domains, () => rng.next())),
        ...Array.from({ length: NEARBY }, () =>
          drawParams(domains, (key) => {
            const at = best.config.params[key];
            return at === undefined ? rng.next() : moved(shareOf(domains[key], at), rng);
          }),
        ),
      ].filter((one) => isNew({ family, params: one }));
      const gains = params.map((one) => improvement(process, coordinates(domains, one), lossOf(best)));
      const most = gains.reduce((at, gain, i) => (gain > gains[at] ? i : at), 0);
      if (params.length > 0) return [{ family, params: params[most] }];
    }
    return random.suggest(space, trials, about, rng);
  },
};
