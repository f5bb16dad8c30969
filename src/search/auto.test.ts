import { describe, expect, it } from 'vitest';
import { usualFamilies } from '../models/index';
import type { Trial } from '../study/events';
import { rng } from '../study/random';
import type { Config, Space } from '../study/space';
import { auto } from './auto';
import { inSpace } from './points';
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

function search(
  strategy: Strategy,
  seed: number,
  budget: number,
  on: { space: Space; rows: number } = { space, rows: about.rows },
): { trials: Trial[]; said: Suggestion[] } {
  const trials: Trial[] = [];
  const said: Suggestion[] = [];
  while (trials.length < budget) {
    const facts = { ...about, rows: on.rows, budgetLeft: budget - trials.length };
    const [next] = strategy.suggest(on.space, trials, facts, rng(seed, 'strategy', trials.length));
    const { why, ...config } = next;
    said.push(next);
    const loss = on.space === space ? lossOf(config) : trials.length;
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
  it('begins with each family’s usual settings, then with those that are known to do well', () => {
    const said = search(auto, 1, 8).said.slice(0, 4);
    // Nothing is known of the regression by descent, nor does it depend on the number of patients.
    expect(codes(said)).toEqual(['autoDefault', 'autoDefault', 'autoKnown', 'autoRandom']);
    expect(said[1].params).toEqual({ hidden: [64, 32], learningRate: 0.003, dropout: 0.2 });
    expect(said[2].params).toEqual({ hidden: [32], learningRate: 0.01, dropout: 0.4 });
  });

  it('gives the answer of a regression first, and takes turns with what is known of each family', () => {
    const usual = Object.fromEntries(usualFamilies('table').map((family) => [family.name, family.space()]));
    const { said } = search(auto, 1, 30, { space: usual, rows: 200 });
    const [first] = said;
    expect([first.family, first.params]).toEqual(['elastic-net', { penalty: 0.02, l1Share: 0 }]);
    expect(codes(said.slice(0, 5))).toEqual(Array(5).fill('autoDefault'));
    expect(said.slice(5, 11).map(({ family }) => family)).toEqual([...Object.keys(usual), 'elastic-net']);
    const known = said.filter(({ why }) => why?.code === 'autoKnown');
    // Few patients: what holds a model back comes first.
    expect(known[0].params).toEqual({ penalty: 0.1, l1Share: 0 });
    expect(known[1].params).toMatchObject({ maxDepth: 1 });
    for (const { family, params } of said) expect(inSpace(usual, { family, params })).toBe(true);
  });

  it('leaves half of a short search to the search, and each family its default', () => {
    const usual = Object.fromEntries(usualFamilies('table').map((family) => [family.name, family.space()]));
    const known = (budget: number) =>
      codes(search(auto, 1, budget, { space: usual, rows: 700 }).said).filter(
        (code) => code === 'autoDefault' || code === 'autoKnown',
      ).length;
    expect([known(6), known(14)]).toEqual([5, 7]);
  });

  it('passes over what a narrowed space does not hold', () => {
    const narrow: Space = {
      'elastic-net': {
        penalty: { kind: 'float', low: 0.01, high: 0.05, log: true },
        l1Share: { kind: 'float', low: 0, high: 1, log: false },
      },
    };
    const { said } = search(auto, 1, 6, { space: narrow, rows: 700 });
    expect(said.map(({ params }) => params).slice(0, 2)).toEqual([
      { penalty: 0.02, l1Share: 0 },
      { penalty: 0.01, l1Share: 1 },
    ]);
    expect(codes(said)[2]).toBe('autoRandom');
  });

  it('sizes a net of which nothing is known by the patients there are', () => {
    const built: Space = { layers: { dropout: { kind: 'float', low: 0, high: 0.5, log: false } } };
    const second = (rows: number) => {
      const { trials } = search(auto, 1, 1, { space: built, rows });
      return auto.suggest(built, trials, { ...about, rows }, rng(1))[0];
    };
    expect([second(700), second(50_000), second(3000)].map(({ why }) => why?.code)).toEqual([
      'autoFew',
      'autoMany',
      'autoRandom',
    ]);
    expect([second(700).params.dropout, second(50_000).params.dropout]).toEqual([0.4, 0.1]);
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
