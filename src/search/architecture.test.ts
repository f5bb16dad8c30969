import { describe, expect, it } from 'vitest';
import { layers } from '../models/layers';
import type { Trial } from '../study/events';
import { rng } from '../study/random';
import type { Config, Space } from '../study/space';
import { architecture } from './architecture';
import { random } from './random';
import type { SearchFacts, Strategy, Suggestion } from './strategy';

const about: SearchFacts = { rows: 700, classes: 2, kind: 'binary', metric: 'logLoss', budgetLeft: 20 };
const space: Space = { layers: layers.space() };
/** As many as live at a time. */
const POPULATION = 12;

/** Best: three layers of 64, 32 and 16 units; the other hyperparameters matter little. */
function lossOf({ params }: Config): number {
  const wanted = [64, 32, 16];
  const misses = wanted.map((units, i) => {
    const here = params[`units${i + 1}`];
    return here === undefined ? 4 : Math.abs(Math.log2(Number(here) / units));
  });
  const deep = params.units4 === undefined ? 0 : 4;
  const dropout = Number(params.dropout ?? 0);
  return misses.reduce((sum, miss) => sum + miss, deep) + 0.2 * (dropout - 0.2) ** 2;
}

function searched(
  strategy: Strategy,
  seed: number,
  budget: number,
): { trials: Trial[]; asked: Suggestion[] } {
  const trials: Trial[] = [];
  const asked: Suggestion[] = [];
  while (trials.length < budget) {
    const [one] = strategy.suggest(space, trials, about, rng(seed, 'strategy', trials.length));
    const { why, ...config } = one;
    const loss = lossOf(config);
    const score = { metric: loss, validLoss: loss, bestEpoch: 1 };
    const trial = trials.length;
    trials.push({ search: 1, trial, config, points: [], state: 'finished', score, blob: 'b' });
    asked.push(one);
  }
  return { trials, asked };
}

const bestOf = (trials: readonly Trial[]): number =>
  Math.min(...trials.map(({ score }) => score?.metric ?? Number.NaN));

const isChild = ({ why }: Suggestion): boolean => why?.code === 'evolved';

describe('architecture search', () => {
  it('draws its first generation at random, then has children of those who live', () => {
    const { asked } = searched(architecture, 1, 60);
    expect(asked.slice(0, POPULATION).some(isChild)).toBe(false);
    expect(asked.slice(POPULATION).every(isChild)).toBe(true);
    asked.forEach(({ why }, trial) => {
      if (why?.code !== 'evolved') return;
      expect(Number(why.details.trial)).toBeGreaterThan(trial - POPULATION);
      expect(Number(why.details.trial)).toBeLessThanOrEqual(trial);
    });
  });

  it('changes one thing, and says which: what waits for it comes or goes with it', () => {
    const { trials, asked } = searched(architecture, 2, 80);
    const children = asked.filter(isChild);
    for (const { params, why } of children) {
      const { trial, parameter, from, to } = why?.details ?? {};
      const parent = trials[Number(trial) - 1].config.params;
      expect(JSON.stringify(parent[String(parameter)])).toBe(from);
      expect(JSON.stringify(params[String(parameter)])).toBe(to);
      expect(from).not.toBe(to);
      const both = Object.keys(params).filter((key) => Object.hasOwn(parent, key));
      expect(both.filter((key) => params[key] !== parent[key])).toEqual([parameter]);
      if (parameter !== 'layers') expect(Object.keys(params).sort()).toEqual(Object.keys(parent).sort());
    }
    const built = children.filter(({ why }) => layers.structure?.includes(String(why?.details.parameter)));
    // Three in four are built otherwise: binomial(68, 3/4), four standard errors.
    expect(Math.abs(built.length - 51)).toBeLessThan(4 * Math.sqrt((68 * 3) / 16));
  });

  it('lets the oldest go, however good: a score that only luck explains does not live for ever', () => {
    const { trials } = searched(architecture, 3, 40);
    const lucky = trials.map((trial, i): Trial => {
      const loss = i === 0 ? -1 : 5;
      return { ...trial, score: { metric: loss, validLoss: loss, bestEpoch: 1 } };
    });
    const parents = Array.from({ length: 50 }, (_, seed) => {
      const [child] = architecture.suggest(space, lucky, about, rng(seed));
      return Number(child.why?.details.trial);
    });
    expect(Math.min(...parents)).toBeGreaterThan(40 - POPULATION);
    const young = Array.from({ length: 50 }, (_, seed) => {
      const [child] = architecture.suggest(space, lucky.slice(0, POPULATION), about, rng(seed));
      return Number(child.why?.details.trial);
    });
    // A sample of 4 of 12 holds the best one time in three.
    expect(young.filter((trial) => trial === 1).length).toBeGreaterThan(8);
  });

  it('finds better networks than random search in as many trials, over 30 seeds', () => {
    const gains = Array.from(
      { length: 30 },
      (_, seed) =>
        bestOf(searched(random, seed, 60).trials) - bestOf(searched(architecture, seed, 60).trials),
    );
    const mean = gains.reduce((a, b) => a + b, 0) / gains.length;
    const sd = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1));
    // A paired 95 % interval above zero; Student's 0.975 quantile at 29 degrees of freedom is 2.045.
    expect(mean - (2.045 * sd) / Math.sqrt(gains.length)).toBeGreaterThan(0);
  });
});
