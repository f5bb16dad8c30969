import { expect, it } from 'vitest';
import type { Trial } from '../study/events';
import { rng } from '../study/random';
import type { Config, Space } from '../study/space';
import { auto } from './auto';
import { gaussian } from './gaussian';
import { genetic } from './genetic';
import { random } from './random';
import type { SearchFacts, Strategy } from './strategy';
import { tpe } from './tpe';

const about: SearchFacts = { rows: 700, classes: 2, kind: 'binary', metric: 'logLoss', budgetLeft: 20 };
const space: Space = {
  good: {
    rate: { kind: 'float', low: 1e-5, high: 1, log: true },
    units: { kind: 'int', low: 8, high: 256, log: false, step: 8 },
    dropout: { kind: 'float', low: 0, high: 0.5, log: false },
  },
  poor: { rate: { kind: 'float', low: 1e-5, high: 1, log: true } },
};

/** A valley at a rate of 0.003, 64 units and a dropout of 0.2; the other family is one and a half above it. */
function lossOf({ family, params }: Config): number {
  const rate = (Math.log10(Number(params.rate)) - Math.log10(0.003)) ** 2;
  if (family === 'poor') return 1.5 + rate;
  return rate + (Math.log2(Number(params.units) / 64) / 2) ** 2 + 10 * (Number(params.dropout) - 0.2) ** 2;
}

/** `atOnce`: as many are at work when the next is asked for, and one more; they end in the order in which they began. */
function best(
  strategy: Strategy,
  seed: number,
  budget: number,
  atOnce = 0,
): { loss: number; trials: Trial[] } {
  const trials: Trial[] = [];
  const seen = () =>
    trials.map(
      (trial, i): Trial =>
        i < trials.length - atOnce ? trial : { ...trial, state: 'running', score: undefined },
    );
  while (trials.length < budget) {
    const [config] = strategy.suggest(space, seen(), about, rng(seed, 'strategy', trials.length));
    const loss = lossOf(config);
    const score = { metric: loss, validLoss: loss, bestEpoch: 1 };
    trials.push({ search: 1, trial: trials.length, config, points: [], state: 'finished', score, blob: 'b' });
  }
  return { loss: Math.min(...trials.map((t) => t.score?.metric ?? Number.NaN)), trials };
}

it.each([tpe, gaussian, genetic])(
  '$name finds lower valleys than random search in as many trials, over 30 seeds',
  (strategy) => {
    const gains = Array.from(
      { length: 30 },
      (_, seed) => Math.log(best(random, seed, 50).loss) - Math.log(best(strategy, seed, 50).loss),
    );
    const mean = gains.reduce((a, b) => a + b, 0) / gains.length;
    const sd = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1));
    // A paired 95 % interval above zero; Student's 0.975 quantile at 29 degrees of freedom is 2.045.
    expect(mean - (2.045 * sd) / Math.sqrt(gains.length)).toBeGreaterThan(0);
  },
);

it.each([tpe, genetic, auto])('$name does so too where eight run at once, and it knows less', (strategy) => {
  const gains = Array.from(
    { length: 30 },
    (_, seed) => Math.log(best(random, seed, 50).loss) - Math.log(best(strategy, seed, 50, 7).loss),
  );
  const mean = gains.reduce((a, b) => a + b, 0) / gains.length;
  const sd = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1));
  expect(mean - (2.093 * sd) / Math.sqrt(gains.length)).toBeGreaterThan(0);
});

/** The same where what is worse than the median of the finished trials is ended early, with nothing but that to tell. */
function bestPruned(strategy: Strategy, seed: number, budget: number): { loss: number; trials: Trial[] } {
  const trials: Trial[] = [];
  while (trials.length < budget) {
    const [{ why, ...config }] = strategy.suggest(space, trials, about, rng(seed, 'strategy', trials.length));
    const loss = lossOf(config);
    const sorted = trials.flatMap(({ score }) => score?.metric ?? []).sort((a, b) => a - b);
    const poor = sorted.length >= 5 && loss > sorted[sorted.length >> 1];
    const base = { search: 1, trial: trials.length, config, points: [], ...(why && { why }) };
    const score = { metric: loss, validLoss: loss, bestEpoch: 1 };
    trials.push(poor ? { ...base, state: 'pruned' } : { ...base, state: 'finished', score, blob: 'b' });
  }
  return { loss: Math.min(...trials.map((t) => t.score?.metric ?? Number.POSITIVE_INFINITY)), trials };
}

it.each([tpe, gaussian, genetic, auto])(
  '$name learns where most trials are ended early, over 30 seeds',
  (strategy) => {
    const gains = Array.from(
      { length: 30 },
      (_, seed) =>
        Math.log(bestPruned(random, seed, 50).loss) - Math.log(bestPruned(strategy, seed, 50).loss),
    );
    const mean = gains.reduce((a, b) => a + b, 0) / gains.length;
    const sd = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1));
    // A paired 95 % interval above zero; Student's 0.975 quantile at 29 degrees of freedom is 2.045.
    expect(mean - (2.045 * sd) / Math.sqrt(gains.length)).toBeGreaterThan(0);
  },
);

it('auto leaves chance behind though most trials are ended early', () => {
  const { trials } = bestPruned(auto, 4, 40);
  expect(trials.filter(({ state }) => state === 'pruned').length).toBeGreaterThan(10);
  const late = trials.slice(15).filter(({ why }) => why?.code === 'autoRandom');
  expect(late.length).toBeLessThan(10);
});

it.each([tpe, gaussian, genetic])('$name spends more on the family that pays', (strategy) => {
  const { trials } = best(strategy, 3, 60);
  const later = trials.slice(20);
  expect(later.filter(({ config }) => config.family === 'good').length / later.length).toBeGreaterThan(0.6);
});

it.each([tpe, gaussian, genetic])(
  '$name begins as random search does, until ten trials have told something',
  (strategy) => {
    const { trials } = best(random, 7, 9);
    expect(strategy.suggest(space, trials, about, rng(7, 'strategy', 9))).toEqual(
      random.suggest(space, trials, about, rng(7, 'strategy', 9)),
    );
  },
);

it.each([tpe, gaussian, genetic])(
  '$name goes on with another family where one has nothing left',
  (strategy) => {
    const two: Space = {
      small: { layers: { kind: 'choice', values: [1, 2] } },
      large: { rate: { kind: 'float', low: 0, high: 1, log: false } },
    };
    const trials: Trial[] = [];
    for (let trial = 0; trial < 30; trial++) {
      const [config] = strategy.suggest(two, trials, about, rng(1, 'strategy', trial));
      const loss = config.family === 'small' ? 0 : 1 + Number(config.params.rate);
      trials.push({
        ...{ search: 1, trial, config, points: [], state: 'finished', blob: 'b' },
        score: { metric: loss, validLoss: loss, bestEpoch: 1 },
      });
    }
    expect(trials.filter(({ config }) => config.family === 'small').length).toBe(2);
  },
);
