import { expect, it } from 'vitest';
import type { Trial } from '../study/events';
import { rng } from '../study/random';
import type { Config, Space } from '../study/space';
import { gradient } from './gradient';
import { random } from './random';
import type { SearchFacts, Strategy } from './strategy';

const about: SearchFacts = { rows: 700, classes: 2, kind: 'binary', metric: 'logLoss', budgetLeft: 20 };
const space: Space = {
  net: {
    learningRate: { kind: 'float', low: 1e-5, high: 1, log: true },
    weightDecay: { kind: 'float', low: 1e-5, high: 1, log: true },
    hidden: { kind: 'choice', values: [[32], [64, 32], [128, 64]] },
  },
};

/** A valley at a rate of 0.003 and a decay of 0.02, shallower in the decay; wider nets are a little better. */
function scoreOf({ params }: Config) {
  const rate = Math.log(Number(params.learningRate) / 0.003);
  const decay = Math.log(Number(params.weightDecay) / 0.02);
  const loss = 0.2 * rate ** 2 + 0.05 * decay ** 2 - 0.02 * (params.hidden as number[]).length;
  return {
    metric: loss,
    validLoss: loss,
    bestEpoch: 1,
    hypergradient: { learningRate: 0.4 * rate, weightDecay: 0.1 * decay },
  };
}

const finished = (config: Config, trial: number, told = true): Trial => {
  const { hypergradient, ...score } = scoreOf(config);
  const whole = told ? { ...score, hypergradient } : score;
  return { search: 1, trial, config, points: [], state: 'finished', score: whole, seconds: 1, blob: 'b' };
};

function search(strategy: Strategy, seed: number, budget: number): Trial[] {
  const trials: Trial[] = [];
  while (trials.length < budget) {
    const [{ why, ...config }] = strategy.suggest(space, trials, about, rng(seed, 'strategy', trials.length));
    trials.push(finished(config, trials.length));
  }
  return trials;
}

const lowest = (trials: Trial[]): number => Math.min(...trials.map(({ score }) => score?.metric ?? 0));

it('finds lower valleys than random search in 20 trials, over 30 seeds', () => {
  const gains = Array.from(
    { length: 30 },
    (_, seed) => lowest(search(random, seed, 20)) - lowest(search(gradient, seed, 20)),
  );
  const mean = gains.reduce((a, b) => a + b, 0) / gains.length;
  const sd = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1));
  // A paired 95 % interval above zero; Student's 0.975 quantile at 29 degrees of freedom is 2.045.
  expect(mean - (2.045 * sd) / Math.sqrt(gains.length)).toBeGreaterThan(0);
});

const config = (learningRate: number, weightDecay: number): Config => ({
  family: 'net',
  params: { learningRate, weightDecay, hidden: [32] },
});
const next = (...trials: Trial[]) => gradient.suggest(space, trials, about, rng(1))[0];

it('goes down the steeper slope by a factor of four, the other in proportion, and says from where', () => {
  const from = config(0.1, 0.02 * Math.E);
  const { params, why } = next(finished(from, 4));
  expect(Number(params.learningRate)).toBeCloseTo(0.025, 4);
  const share = 0.1 / (0.4 * Math.log(0.1 / 0.003));
  expect(Number(params.weightDecay)).toBeCloseTo(0.02 * Math.E * 4 ** -share, 4);
  expect(params.hidden).toEqual([32]);
  expect(why).toEqual({ code: 'descent', details: { trial: 5 } });
  expect(gradient.reasons).toContain(why?.code);
});

it('takes half the step where one was in vain, and begins anew after three', () => {
  const best = finished(config(0.01, 0.02), 0);
  const vain = [0.0001, 0.0002, 0.0004].map((rate, i) => finished(config(rate, 0.02), i + 1));
  expect(Number(next(best, vain[0]).params.learningRate)).toBeCloseTo(0.005, 4);
  expect(Number(next(best, vain[0], vain[1]).params.learningRate)).toBeCloseTo(0.01 / Math.SQRT2, 4);
  const fresh = next(best, ...vain);
  expect(fresh.why).toBeUndefined();
  // What the best trial has come to is where the next descent begins.
  if (JSON.stringify(fresh.params.hidden) !== '[32]') expect(fresh.params.learningRate).toBe(0.01);
});

it('tries a shorter step beside one that is at work, and others at work do not end a descent', () => {
  const best = finished(config(0.01, 0.02), 0);
  const running = (learningRate: number, trial: number): Trial => ({
    ...finished(config(learningRate, 0.02), trial),
    state: 'running',
    score: undefined,
  });
  const [step] = [Number(next(best).params.learningRate)];
  const beside = next(best, running(step, 1));
  expect(Number(beside.params.learningRate)).toBeCloseTo(0.005, 4);
  const other: Trial = { ...running(0.05, 2), config: { ...config(0.05, 0.02), family: 'other' } };
  expect(next(best, other).why).toEqual({ code: 'descent', details: { trial: 1 } });
});

it('takes the neighbour on that side where values are listed, and never leaves a range', () => {
  const listed: Space = {
    net: {
      learningRate: { kind: 'choice', values: [0.001, 0.01, 0.1] },
      weightDecay: { kind: 'float', low: 0, high: 0.5, log: false },
      hidden: { kind: 'choice', values: [[32]] },
    },
  };
  const [{ params }] = gradient.suggest(listed, [finished(config(0.1, 0.49), 0)], about, rng(1));
  expect(params.learningRate).toBe(0.01);
  const [{ params: low }] = gradient.suggest(listed, [finished(config(0.001, 0.0001), 0)], about, rng(1));
  expect(Number(low.weightDecay)).toBeGreaterThan(0.0001);
  expect(Number(low.weightDecay)).toBeLessThanOrEqual(0.5);
});

it('draws at random where trials tell no slopes', () => {
  const silent = [finished(config(0.1, 0.1), 0, false)];
  expect(next(...silent).why).toBeUndefined();
});
