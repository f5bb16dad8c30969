import type { NetSpec } from '../../src/models/family';
import { strategyByName } from '../../src/search/index';
import { keyOf } from '../../src/search/points';
import { verdict } from '../../src/search/pruners/index';
import type { EpochPoint, Trial } from '../../src/study/events';
import { rng } from '../../src/study/random';
import type { Config, Space } from '../../src/study/space';
import { fitTrial } from '../../src/train/fit';
import { openTrainer } from '../../src/train/open-trainer';
import type { Rows } from '../../src/train/trainer';
import { FUNCTIONS } from './functions';

export interface Data {
  n: number;
  d: number;
  x: number[];
  y: number[];
}
interface Row {
  config: Config;
  /** Validation loss after each epoch, folds together. */
  losses: number[];
}
/** Strategies, with the pruner that ends their trials early or none. */
interface Asked {
  strategy: string;
  pruner?: string;
}
export interface Calls {
  /** Every point of the grid trained on four folds: its validation losses epoch by epoch. */
  tabulate: [{ data: Data; epochs: number }, { points: number; seconds: number; best: number }];
  /** The lowest loss found in a table with so many epochs of training, by seed. */
  searchTable: [{ asked: Asked; seeds: number; epochs: number }, { regret: number[]; trials: number[] }];
  /** The simple regret after so many evaluations of a function, by seed. */
  searchFunction: [{ name: string; strategy: string; seeds: number; evaluations: number }, number[]];
}

const GRID: Space = {
  mlp: {
    hidden: { kind: 'choice', values: [[8], [32], [64, 32], [128, 64, 32]] },
    learningRate: {
      kind: 'choice',
      values: [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3],
    },
    dropout: { kind: 'choice', values: [0, 0.2, 0.4, 0.6] },
    batchSize: { kind: 'choice', values: [16, 64, 256] },
  },
};
const table = new Map<string, Row>();
const about = { rows: 920, classes: 2, kind: 'binary', metric: 'logLoss' } as const;

const specOf = (inputs: number, { params }: Config): NetSpec => ({
  inputs,
  layers: [
    ...(params.hidden as number[]).map((units) => ({
      units,
      activation: 'relu' as const,
      dropout: Number(params.dropout),
    })),
    { units: 1, activation: 'linear', dropout: 0 },
  ],
  loss: 'binary',
  optimizer: {
    kind: 'adamw',
    learningRate: Number(params.learningRate),
    weightDecay: 0.01,
    batchSize: Number(params.batchSize),
  },
});

function foldsOf({ n, d, x, y }: Data) {
  const part = (holds: (row: number) => boolean): Rows => {
    const at = Array.from({ length: n }, (_, row) => row).filter(holds);
    return {
      n: at.length,
      d,
      x: Float32Array.from(at.flatMap((row) => x.slice(row * d, (row + 1) * d))),
      y: Float32Array.from(at, (row) => y[row]),
    };
  };
  return [0, 1, 2, 3].map((fold) => ({
    train: part((row) => row % 4 !== fold),
    valid: part((row) => row % 4 === fold),
  }));
}

/** The configuration itself, without why it was suggested. */
const plain = ({ family, params }: Config): Config => ({ family, params });

function trialOf(trial: number, config: Config, losses: readonly number[]): Trial {
  const points = losses.map(
    (loss, i): EpochPoint => ({ epoch: i + 1, trainLoss: loss, validLoss: loss, metric: loss }),
  );
  const best = Math.min(...losses);
  const score = { metric: best, validLoss: best, bestEpoch: losses.indexOf(best) + 1 };
  return { search: 1, trial, config, points, state: 'finished', score, blob: 'b' };
}

/** Epochs until the pruner ends a trial; all of them where it does not. */
function epochsOf(asked: Asked, whole: Trial, trials: readonly Trial[], epochs: number): number {
  if (!asked.pruner) return epochs;
  const facts = {
    ...{ epochs, patience: epochs, planned: false, metric: 'logLoss' as const },
    baseline: { train: Math.LN2, valid: Math.LN2 },
  };
  for (let epoch = 1; epoch < epochs; epoch++) {
    const { score: _, ...rest } = whole;
    const running: Trial = { ...rest, state: 'running', points: whole.points.slice(0, epoch) };
    if (verdict(asked.pruner, running, trials, facts)) return epoch;
  }
  return epochs;
}

function searchOnce(asked: Asked, seed: number, budget: number, epochs: number) {
  const strategy = strategyByName(asked.strategy);
  const trials: Trial[] = [];
  let spent = 0;
  let lowest = Number.POSITIVE_INFINITY;
  while (spent + epochs <= budget) {
    const facts = { ...about, budgetLeft: 100 };
    const [next] = strategy.suggest(GRID, trials, facts, rng(seed, 'strategy', trials.length));
    if (!next) break;
    const row = table.get(keyOf(plain(next)));
    if (!row) throw new Error('a point that is not in the table');
    const whole = { ...trialOf(trials.length, row.config, row.losses), ...(next.why && { why: next.why }) };
    const trained = epochsOf(asked, whole, trials, epochs);
    spent += trained;
    const cut = row.losses.slice(0, trained);
    lowest = Math.min(lowest, ...cut);
    if (trained === epochs) trials.push(whole);
    else {
      const { score: _, ...rest } = whole;
      trials.push({ ...rest, state: 'pruned', points: whole.points.slice(0, trained) });
    }
  }
  return { lowest, trials: trials.length };
}

const calls: { [C in keyof Calls]: (body: Calls[C][0]) => Promise<Calls[C][1]> | Calls[C][1] } = {
  async tabulate({ data, epochs }) {
    const trainer = await openTrainer('wasm');
    const folds = foldsOf(data);
    const begun = performance.now();
    for (;;) {
      const done = [...table.values()].map(({ config }, trial) => trialOf(trial, config, [1]));
      const [config] = strategyByName('grid').suggest(GRID, done, { ...about, budgetLeft: 1 }, rng(1));
      if (!config) break;
      const losses: number[] = [];
      const job = { trainer, spec: specOf(data.d, config), folds, maxEpochs: epochs, patience: epochs };
      await fitTrial({
        ...job,
        key: ['bench search'],
        signal: new AbortController().signal,
        pause: async () => {},
        onEpoch: ({ validLoss }) => losses.push(validLoss),
      }).catch(() => {
        // What diverges is as bad as a model that knows nothing, from there on.
        while (losses.length < epochs) losses.push(2 * Math.LN2);
      });
      table.set(keyOf(plain(config)), { config: plain(config), losses });
    }
    const best = Math.min(...[...table.values()].flatMap(({ losses }) => losses));
    return { points: table.size, seconds: (performance.now() - begun) / 1000, best };
  },

  searchTable({ asked, seeds, epochs }) {
    const all = [...table.values()];
    const best = Math.min(...all.flatMap(({ losses }) => losses));
    const length = all[0].losses.length;
    const found = Array.from({ length: seeds }, (_, seed) => searchOnce(asked, seed, epochs, length));
    return { regret: found.map(({ lowest }) => lowest - best), trials: found.map(({ trials }) => trials) };
  },

  searchFunction({ name, strategy, seeds, evaluations }) {
    const { space, value, minimum } = FUNCTIONS[name];
    return Array.from({ length: seeds }, (_, seed) => {
      const trials: Trial[] = [];
      while (trials.length < evaluations) {
        const facts = { ...about, budgetLeft: evaluations - trials.length };
        const [next] = strategyByName(strategy).suggest(
          space,
          trials,
          facts,
          rng(seed, 'strategy', trials.length),
        );
        trials.push(trialOf(trials.length, plain(next), [value(next.params)]));
      }
      return Math.min(...trials.map(({ score }) => score?.metric ?? Number.NaN)) - minimum;
    });
  },
};

self.onmessage = async <C extends keyof Calls>({ data }: MessageEvent<{ call: C; body: Calls[C][0] }>) => {
  try {
    postMessage({ ok: await calls[data.call](data.body) });
  } catch (thrown) {
    postMessage({ error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
  }
};
