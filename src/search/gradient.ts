import type { Hypergradient, Trial } from '../study/events';
import type { ParamValues } from '../study/params';
import { sameValue } from '../study/params';
import type { Config, Domain, Space } from '../study/space';
import { learnedFrom } from './learned';
import { drawValue, shareOf } from './points';
import { random } from './random';
import type { Strategy } from './strategy';

/** What is descended on; the other hyperparameters of a descent stay. */
const DESCENDED = ['learningRate', 'weightDecay'] as const;
/** The first step of a descent, as a factor, and what each step in vain leaves of its logarithm. */
const FIRST_STEP = Math.log(4);
const SHORTER = 0.5;
/** Steps in vain from one place before the descent counts as ended. */
const PATIENCE = 3;

/** Where a descent stands: the best trial so far, and how often it was left in vain. */
interface Descent {
  at: Trial;
  vain: number;
}

/** The same configuration but for what is descended on. */
function isStepFrom({ config: a }: Trial, { config: b }: Trial): boolean {
  const keys = [...new Set([...Object.keys(a.params), ...Object.keys(b.params)])];
  return (
    a.family === b.family &&
    keys.every(
      (key) =>
        (DESCENDED as readonly string[]).includes(key) ||
        (Object.hasOwn(a.params, key) &&
          Object.hasOwn(b.params, key) &&
          sameValue(a.params[key], b.params[key])),
    )
  );
}

/**
 * Replays the descents of a search; the newest is the one to go on with. A step at work counts as in vain until it has
 * told otherwise: a shorter one is tried beside it.
 */
function newestDescent(trials: readonly Trial[], lossOf: (trial: Trial) => number): Descent | null {
  let descent: Descent | null = null;
  for (const trial of trials) {
    const told = trial.state === 'finished' && trial.score?.hypergradient !== undefined;
    if (descent && isStepFrom(trial, descent.at)) {
      if (told && lossOf(trial) < lossOf(descent.at)) descent = { at: trial, vain: 0 };
      else descent.vain++;
    } else if (trial.state !== 'running') descent = told ? { at: trial, vain: 0 } : null;
  }
  return descent && descent.vain < PATIENCE ? descent : null;
}

/** A value so far along the logarithm; of a list the neighbour on that side. */
function moved(domain: Domain, value: number, by: number): number {
  if (domain.kind === 'choice') {
    const values = domain.values.map(Number).sort((a, b) => a - b);
    const place = values.indexOf(value) + Math.sign(by);
    return values[Math.min(values.length - 1, Math.max(0, place))];
  }
  // From a decay of nothing there is no factor: the smallest part of the range is the first step.
  const from = value > 0 ? value : (domain.high - domain.low) / 100;
  const to = Math.min(domain.high, Math.max(domain.low, from * Math.exp(by)));
  return Number(drawValue(domain, Math.min(1 - 1e-9, shareOf(domain, to))));
}

/** The configuration one step down from a trial; null where its family has nothing to descend on. */
function stepFrom({ at, vain }: Descent, space: Space): Config | null {
  const { family, params } = at.config;
  const slopes = at.score?.hypergradient as Hypergradient;
  const open = DESCENDED.filter((key) => Object.hasOwn(space[family], key) && slopes[key] !== 0);
  const steepest = Math.max(...open.map((key) => Math.abs(slopes[key])));
  if (!(steepest > 0)) return null;
  const step = FIRST_STEP * SHORTER ** vain;
  const changed: ParamValues = { ...params };
  for (const key of open)
    changed[key] = moved(space[family][key], Number(params[key]), (-step * slopes[key]) / steepest);
  return { family, params: changed };
}

/**
 * Hypergradient descent on learning rate and weight decay (Bengio, Neural Computation 2000; Luketina et al., ICML 2016;
 * Baydin et al., ICLR 2018): a trial tells the slopes of its validation loss on both, and the next goes down along them,
 * by shorter steps where one was in vain. The other hyperparameters are drawn at random where a descent begins, and
 * learning rate and decay then start where the best trial of that family has come to.
 */
export const gradient: Strategy = {
  name: 'gradient',
  usesHypergradient: true,
  reasons: ['descent'],
  suggest(space, trials, about, rng) {
    const { finished, lossOf, isNew } = learnedFrom(space, trials, about);
    const inSearch = new Set(finished);
    const own = trials.filter((trial) => inSearch.has(trial) || trial.state !== 'finished');
    const descent = newestDescent(own, lossOf);
    const next = descent && stepFrom(descent, space);
    if (descent && next && isNew(next))
      return [{ ...next, why: { code: 'descent', details: { trial: descent.at.trial + 1 } } }];
    const [fresh] = random.suggest(space, trials, about, rng);
    if (!fresh) return [];
    const best = finished.find(({ config }) => config.family === fresh.family);
    if (!best) return [fresh];
    const params = { ...fresh.params };
    for (const key of DESCENDED) if (Object.hasOwn(params, key)) params[key] = best.config.params[key];
    const carried = { family: fresh.family, params };
    return [isNew(carried) ? carried : fresh];
  },
};
