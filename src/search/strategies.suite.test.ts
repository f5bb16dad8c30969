import { describe, expect, it } from 'vitest';
import type { Trial } from '../study/events';
import { rng } from '../study/random';
import { type Config, countCombinations, type Space } from '../study/space';
import { strategies, strategyByName } from '.';
import { inSpace, keyOf } from './points';
import type { SearchFacts, Suggestion } from './strategy';

/** What every strategy must do. A new strategy is tested here by standing in the registry. */

const about: SearchFacts = { rows: 700, classes: 2, kind: 'binary', metric: 'auroc', budgetLeft: 20 };

/** What is tried, without why. */
const configOf = ({ family, params }: Suggestion): Config => ({ family, params });

/** Every second trial failed, the first was pruned: no strategy may need a score. */
const past = (configs: Config[]): Trial[] =>
  configs.map((config, trial) => {
    const base = { search: 1, trial, config, points: [] };
    if (trial === 0) return { ...base, state: 'pruned' };
    if (trial % 2 === 1)
      return {
        ...base,
        state: 'failed',
        error: { code: 'train.diverged', details: { epoch: 3 }, kind: 'trial' },
      };
    return {
      ...base,
      state: 'finished',
      score: { metric: 0.8, validLoss: 0.5, bestEpoch: 9 },
      seconds: 1,
      blob: 'b',
    };
  });

const choice = (...values: (number | number[])[]) => ({ kind: 'choice' as const, values });
const sixty: Space = {
  mlp: {
    hidden: choice([32], [64, 32], [128, 64, 32]),
    learningRate: choice(1e-4, 1e-3, 1e-2, 3e-2),
    batchSize: choice(16, 32, 64, 128, 256),
  },
};
const wide: Space = {
  logistic: { learningRate: { kind: 'float', low: 1e-5, high: 1e-1, log: true } },
  mlp: {
    dropout: { kind: 'float', low: 0, high: 0.5, log: false },
    units: { kind: 'int', low: 8, high: 128, log: false, step: 8 },
    depth: { kind: 'int', low: 1, high: 1024, log: true, step: 1 },
    batchSize: choice(32, 64),
  },
};
/** A net of one or two layers: the second's width only where there are two, its dropout only where that is not small. */
const layered: Space = {
  mlp: {
    units2: { kind: 'int', low: 8, high: 24, step: 8, log: false, when: { key: 'layers', in: [2] } },
    layers: choice(1, 2),
    rate: choice(0.01, 0.1),
    dropout2: { ...choice(0, 0.2, 0.4), when: { key: 'units2', in: [16, 24] } },
  },
};
/** The same over ranges of real numbers. */
const layeredRanges: Space = {
  mlp: {
    layers: choice(1, 2, 3),
    rate: { kind: 'float', low: 1e-4, high: 1e-1, log: true },
    dropout2: { kind: 'float', low: 0, high: 0.5, log: false, when: { key: 'layers', in: [2, 3] } },
    units3: { kind: 'int', low: 8, high: 256, log: true, step: 1, when: { key: 'layers', in: [3] } },
  },
};

/** The user's own configurations are no strategy's to bound or to count. */
const thinking = strategies.filter(({ byHand }) => !byHand);

describe.each(thinking.map((strategy) => ({ strategy })))('$strategy.name', ({ strategy }) => {
  /** The configurations of a whole search, each asked for with what came before it. */
  const search = (space: Space, trials: number, seed = 1): Config[] => {
    const configs: Config[] = [];
    while (configs.length < trials) {
      const next = strategy.suggest(space, past(configs), about, rng(seed, 'strategy', configs.length));
      if (next.length === 0) break;
      configs.push(configOf(next[0]));
    }
    return configs;
  };

  it('stays within bounds and on steps, and names every parameter', () => {
    for (const config of search(wide, 60)) expect(inSpace(wide, config), JSON.stringify(config)).toBe(true);
  });

  it('goes through all 60 points of 3 × 4 × 5, each once, and then has none', () => {
    expect(countCombinations(sixty).total).toBe(60);
    const configs = search(sixty, 100);
    expect(configs.length).toBe(60);
    expect(new Set(configs.map(keyOf)).size).toBe(60);
  });

  it('names a parameter with a condition only where it is met', () => {
    const keys: Record<number, string> = {
      1: 'layers rate',
      2: 'dropout2 layers rate',
      3: 'dropout2 layers rate units3',
    };
    const configs = search(layeredRanges, 60);
    expect(configs.length).toBe(60);
    for (const config of configs) {
      expect(Object.keys(config.params).sort().join(' ')).toBe(keys[Number(config.params.layers)]);
      expect(inSpace(layeredRanges, config), JSON.stringify(config)).toBe(true);
    }
    if (strategy.name !== 'grid')
      expect(new Set(configs.map(({ params }) => params.layers))).toEqual(new Set([1, 2, 3]));
  });

  it('goes through every configuration of a conditional space once, and then has none', () => {
    // Two rates × (one layer, or a second one of 8, or one of 16 or 24 with three dropout rates each).
    expect(countCombinations(layered).total).toBe(2 * (1 + 1 + 2 * 3));
    const configs = search(layered, 30);
    expect(new Set(configs.map(keyOf)).size).toBe(16);
    expect(configs.length).toBe(16);
    for (const config of configs) expect(inSpace(layered, config), JSON.stringify(config)).toBe(true);
  });

  it('gives the same search for the same seed', () => {
    expect(search(wide, 15)).toEqual(search(wide, 15));
  });

  it('goes on after 1,000 trials, failed ones among them', () => {
    const configs = Array.from(
      { length: 1000 },
      (_, i): Config => ({ family: 'logistic', params: { learningRate: 1e-5 + i * 1e-7 } }),
    );
    const next = strategy.suggest(wide, past(configs), about, rng(1));
    expect(next.length).toBeGreaterThan(0);
    expect(configs.map(keyOf)).not.toContain(keyOf(next[0]));
  });

  it('proposes nothing that is at work, where eight run at once, and goes through all of a space', () => {
    const running = (trial: Trial): Trial => ({ ...trial, state: 'running', score: undefined });
    const configs: Config[] = [];
    while (configs.length < 100) {
      const trials = past(configs).map((trial, i) => (i < configs.length - 7 ? trial : running(trial)));
      const [next] = strategy.suggest(sixty, trials, about, rng(3, 'strategy', configs.length));
      if (!next) break;
      expect(configs.map(keyOf)).not.toContain(keyOf(next));
      configs.push(configOf(next));
    }
    expect(configs).toHaveLength(60);
  });

  it('is not confused by trials that this space does not hold', () => {
    const one: Space = { logistic: { batchSize: choice(32) } };
    const foreign = past([
      { family: 'logistic', params: { batchSize: 64 } },
      { family: 'trees', params: {} },
    ]);
    expect(strategy.suggest(one, foreign, about, rng(1)).map(configOf)).toEqual([
      { family: 'logistic', params: { batchSize: 32 } },
    ]);
  });

  it('can search a family without parameters, and a range of one value', () => {
    expect(search({ plain: {} }, 5)).toEqual([{ family: 'plain', params: {} }]);
    const point: Space = { f: { rate: { kind: 'float', low: 0.1, high: 0.1, log: true } } };
    expect(search(point, 5)).toEqual([{ family: 'f', params: { rate: 0.1 } }]);
  });

  it('passes over a family with nothing to choose from', () => {
    expect(search({ broken: { rate: choice() }, fine: { rate: choice(1) } }, 5)).toEqual([
      { family: 'fine', params: { rate: 1 } },
    ]);
    expect(search({}, 5)).toEqual([]);
  });
});

describe('grid', () => {
  const grid = strategyByName('grid');
  const all = (space: Space): Config[] => {
    const configs: Config[] = [];
    for (;;) {
      const next = grid.suggest(space, past(configs), about, rng(1));
      if (next.length === 0) return configs;
      configs.push(...next);
    }
  };

  it('changes the last parameter fastest', () => {
    const order = all({ f: { a: choice(1, 2), b: choice(1, 2, 3) } }).map(({ params }) => [
      params.a,
      params.b,
    ]);
    expect(order).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 1],
      [2, 2],
      [2, 3],
    ]);
  });

  it('cuts a range into five points, evenly on its own scale', () => {
    const values = (low: number, high: number, log: boolean) =>
      all({ f: { x: { kind: 'float', low, high, log } } }).map(({ params }) => params.x);
    expect(values(0, 1, false)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(values(1e-5, 1e-1, true)).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 1e-1]);
  });
});

describe('random', () => {
  const random = strategyByName('random');
  const draws = (space: Space, n: number) =>
    Array.from({ length: n }, (_, i) => random.suggest(space, [], about, rng(5, 'strategy', i))[0]);

  it('draws another search for another seed', () => {
    const first = (seed: number) => random.suggest(wide, [], about, rng(seed));
    expect(new Set([1, 2, 3, 4, 5].map((seed) => JSON.stringify(first(seed)))).size).toBeGreaterThan(1);
  });

  it('gives each decade of a logarithmic range its share, and each family', () => {
    const configs = draws(wide, 2000);
    const rates = configs.filter((c) => c.family === 'logistic').map((c) => Number(c.params.learningRate));
    // Binomial(2000, 1/2) and about 1000 rates over four decades: five standard errors.
    expect(Math.abs(rates.length - 1000)).toBeLessThan(5 * Math.sqrt(500));
    const low = rates.filter((rate) => rate < 1e-4).length / rates.length;
    expect(Math.abs(low - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / rates.length));
  });

  it('reaches both ends of a stepped range', () => {
    const units = new Set(
      draws({ f: { units: { kind: 'int', low: 8, high: 30, log: false, step: 8 } } }, 200).map(
        (c) => c.params.units,
      ),
    );
    expect([...units].sort((a, b) => Number(a) - Number(b))).toEqual([8, 16, 24]);
  });
});

describe('manual', () => {
  it('suggests nothing, whatever has been tried: the user does', () => {
    const manual = strategyByName('manual');
    expect(manual.byHand).toBe(true);
    const tried = past(Array.from({ length: 1000 }, () => ({ family: 'plain', params: {} })));
    for (const trials of [[], tried.slice(0, 1), tried])
      expect(manual.suggest(sixty, trials, about, rng(1))).toEqual([]);
  });
});

it('the registry knows each strategy by one name', () => {
  for (const strategy of strategies) expect(strategyByName(strategy.name)).toBe(strategy);
  expect(() => strategyByName('oracle')).toThrow('study.invalid');
});
