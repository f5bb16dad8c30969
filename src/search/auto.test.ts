import { describe, expect, it } from 'vitest';
import type { Trial } from '../study/events';
import { rng } from '../study/random';
import type { Config, Space } from '../study/space';
import { auto } from './auto';
import { random } from './random';
import type { SearchFacts, Strategy, Suggestion } from './strategy';

const about: SearchFacts = { rows: 700, classes: 2, kind: 'binary', metric: 'logLoss', budgetLeft: 50 };
const space: Space = {
  logistic: { learningRate: { kind: 'float', low: 1e-5, high: 1, log: true } },
  mlp: {
    hidden: { kind: 'choice', values: [[32], [64, 32], [128, 64, 32]] },
    learningRate: { kind: 'float', low: 1e-5, high: 1, log: true },
    dropout: { kind: 'float', low: 0, high: 0.5, log: false },
  },
};

/** A valley away from every default; the other family is worse everywhere. */
function lossOf({ family, params }: Config): number {
  const rate = (Math.log10(Number(params.learningRate)) - Math.log10(0.0004)) ** 2;
  if (family === 'logistic') return 1.5 + rate;
  return rate + 10 * (Number(params.dropout) - 0.37) ** 2 + 0.1 * (params.hidden as number[]).length;
}

function search(strategy: Strategy, seed: number, budget: number): { trials: Trial[]; said: Suggestion[] } {
  const trials: Trial[] = [];
  const said: Suggestion[] = [];
  while (trials.length < budget) {
    const [next] = strategy.suggest(space, trials, about, rng(seed, 'strategy', trials.length));
    const { why, ...config } = next;
    said.push(next);
    const loss = lossOf(config);
    const score = { metric: loss, validLoss: loss, bestEpoch: 1 };
    const trial = trials.length;
    trials.push({
      ...{ search: 1, trial, config, points: [], state: 'finished', score, blob: 'b' },
      ...(why && { why }),
    });
  }
  return { trials, said };
}
const lowest = (trials: Trial[]) => Math.min(...trials.map(({ score }) => score?.metric ?? 0));
const codes = (said: Suggestion[]) => said.map(({ why }) => why?.code);

describe('the automatic search', () => {
  it('begins with each family’s usual settings, then with small ones where patients are few', () => {
    const { said } = search(auto, 1, 4);
    // The plain regression has nothing that depends on the number of patients.
    expect(codes(said)).toEqual(['autoDefault', 'autoDefault', 'autoFew', 'autoRandom']);
    expect(said[1].params).toEqual({ hidden: [64, 32], learningRate: 0.003, dropout: 0.2 });
    expect(said[2].params).toMatchObject({ hidden: [32], dropout: 0.4 });
  });

  it('tries large ones where patients are many, and neither in between', () => {
    const third = (rows: number) => {
      const trials: Trial[] = search(auto, 1, 2).trials;
      return auto.suggest(space, trials, { ...about, rows }, rng(1))[0].why?.code;
    };
    expect([third(50_000), third(3000)]).toEqual(['autoMany', 'autoRandom']);
  });

  it('finds lower valleys than random search in 40 trials, over 30 seeds', () => {
    const gains = Array.from(
      { length: 30 },
      (_, seed) => lowest(search(random, seed, 40).trials) - lowest(search(auto, seed, 40).trials),
    );
    const mean = gains.reduce((a, b) => a + b, 0) / gains.length;
    const sd = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1));
    // A paired 95 % interval above zero; Student's 0.975 quantile at 29 degrees of freedom is 2.045.
    expect(mean - (2.045 * sd) / Math.sqrt(gains.length)).toBeGreaterThan(0);
  });

  it('gives most of its trials to strategies that paid, and says why of each', () => {
    const { said } = search(auto, 2, 60);
    const late = codes(said).slice(20);
    expect(late.filter((code) => code === 'autoRandom').length).toBeLessThan(late.length / 4);
    for (const code of codes(said)) expect(auto.reasons).toContain(code);
  });

  it('goes on from trials that it did not suggest', () => {
    const { trials } = search(random, 3, 20);
    expect(auto.suggest(space, trials, about, rng(1))[0].why?.code).toBe('autoDefault');
  });
});
