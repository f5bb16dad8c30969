import { afterEach, describe, expect, test } from 'vitest';
import type { DescentSpec } from '../../models/family';
import type { GraphSpec } from '../../models/graph';
import type { BenchsideError } from '../../study/errors';
import { rng } from '../../study/random';
import { type Fold, fitTrial } from '../../train/fit';
import { openTrainer } from '../../train/open-trainer';
import { Pace } from '../../train/pacing';
import type { NetJob, Rows, Trainer } from '../../train/trainer';
import { openWasmNets } from '../../train/wasm/open-wasm-nets';
import { ready } from '../prepare';
import { runSearch } from '../run';
import { boardOf, searchOf, smallStudy, TABLE } from '../testing-search';
import { Team, withTeam } from './team';
import { fakeHelpers } from './testing';

const signal = new AbortController().signal;
const INPUTS = 6;

const dense = (units: number): DescentSpec => ({
  inputs: INPUTS,
  layers: [
    { units, activation: 'relu', dropout: 0.3 },
    { units: 1, activation: 'linear', dropout: 0 },
  ],
  loss: 'binary',
  optimizer: { kind: 'adamw', learningRate: 0.01, weightDecay: 0.01, batchSize: 8 },
});

const graph: GraphSpec = {
  kind: 'graph',
  picture: [2, 3, 1],
  table: 0,
  inputs: INPUTS,
  nodes: [
    { op: 'picture', from: [] },
    { op: 'conv', from: [0], filters: 3, size: 3, stride: 1, pad: 'same', bias: true },
    { op: 'globalAvgPool', from: [1] },
    { op: 'dense', from: [2], units: 1 },
  ],
  loss: 'binary',
  optimizer: {
    ...{ kind: 'adamw', learningRate: 0.01, weightDecay: 0, batchSize: 8 },
    ...{ schedule: 'constant', clipNorm: 0, labelSmoothing: 0 },
  },
};

/** Whose last weights are averaged. */
const settling: GraphSpec = { ...graph, optimizer: { ...graph.optimizer, averaging: 0.7 } };

/** Rows in one pool, of which each fold has its own; training rows have weights. */
function foldsOf(count: number): Fold[] {
  const random = rng('team');
  const n = 20;
  const x = Float32Array.from({ length: count * n * INPUTS }, () => random.normal());
  const part = (at: Uint32Array, weighted: boolean): Rows => ({
    ...{ n: at.length, d: INPUTS, x, at },
    y: Float32Array.from(at, (row) => +(x[row * INPUTS] > 0)),
    ...(weighted && { w: Float32Array.from(at, (row) => 0.5 + (row % 3) / 2) }),
  });
  const rows = Array.from({ length: count * n }, (_, row) => row);
  return Array.from({ length: count }, (_, fold) => ({
    train: part(Uint32Array.from(rows.filter((row) => row % count !== fold)), true),
    valid: part(Uint32Array.from(rows.filter((row) => row % count === fold)), false),
  }));
}

const trained = (trainer: Trainer, spec: NetJob['spec'], folds = foldsOf(5), trial = 1) =>
  fitTrial({
    ...{ trainer, spec, folds, signal, maxEpochs: 3, patience: 3 },
    key: ['team', trial],
    pause: async () => {},
    onEpoch: () => {},
  });

const teams: Team[] = [];
afterEach(() => {
  for (const team of teams.splice(0)) team.end();
});

async function setUp(cores: number, onCall?: Parameters<typeof fakeHelpers>[0], worth = 0) {
  const { start, helpers } = fakeHelpers(onCall);
  const team = new Team(start, cores, worth);
  teams.push(team);
  // TensorFlow.js has no WebAssembly here; what trains is ours.
  const { start: own } = await openWasmNets(new Pace({ now: () => 0 }));
  const alone: Trainer = { ...(await openTrainer('cpu')), backend: 'wasm', start: own };
  const trainer = withTeam(alone, team);
  return { team, alone, trainer, helpers };
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (thrown: BenchsideError) => thrown.code,
  );

describe('nets that a team shares', () => {
  test.each([
    ['fully connected', dense(9), 2],
    ['fully connected', dense(9), 3],
    ['fully connected', dense(9), 16],
    ['on pictures', graph, 2],
    ['of averaged weights', settling, 2],
  ])('%s become bit for bit what they become alone: %#', async (_, spec, cores) => {
    const { team, alone, trainer, helpers } = await setUp(cores);
    await team.wake();
    expect(helpers).toHaveLength(Math.min(7, cores - 1));
    const before = trainer.memory().tensors;
    expect(await trained(trainer, spec)).toEqual(await trained(alone, spec));
    for (const [h, { calls }] of helpers.entries()) expect(calls.includes('start')).toBe(h < 4);
    expect(trainer.memory().tensors).toBe(before);
  });

  test('cross to a helper once: further trials on the same folds send no rows', async () => {
    const { team, trainer, helpers } = await setUp(2);
    await team.wake();
    const folds = foldsOf(5);
    await trained(trainer, dense(9), folds);
    const { bytes } = helpers[0];
    // Three folds of 80 and 20 rows, and the pool they share.
    expect(bytes).toBe(4 * (100 * INPUTS + 3 * (80 * 3 + 20 * 2)));
    await trained(trainer, dense(12), folds, 2);
    expect(helpers[0].bytes).toBe(bytes);
    await trained(trainer, dense(12), foldsOf(5), 3);
    expect(helpers[0].bytes).toBe(2 * bytes);
  });

  test('are trained alone while helpers start, where rows change by a function, and where it is not worth it', async () => {
    const starting = await setUp(2);
    await trained(starting.trainer, dense(9));
    expect(starting.helpers[0].calls).not.toContain('start');

    const { team, trainer, helpers } = await setUp(2);
    await team.wake();
    const changing = foldsOf(5);
    changing[3].train.augment = () => {};
    await trained(trainer, graph, changing);
    expect(helpers[0].calls).toEqual(['hello']);

    const small = await setUp(2, undefined, 1e9);
    await small.team.wake();
    await trained(small.trainer, dense(9));
    expect(small.helpers[0].calls).toEqual(['hello']);
  });

  test('end when they are cancelled, wherever they are', async () => {
    const controller = new AbortController();
    const { team, trainer, helpers } = await setUp(2, (name) => {
      if (name === 'epoch') controller.abort();
    });
    await team.wake();
    const trial = fitTrial({
      ...{ trainer, spec: dense(9), folds: foldsOf(5), signal: controller.signal },
      ...{ maxEpochs: 3, patience: 3, key: ['team'], pause: async () => {}, onEpoch: () => {} },
    });
    expect(await codeOf(trial)).toBe('cancelled');
    expect(helpers[0].calls.slice(-2)).toEqual(['epoch', 'dispose']);
    expect(team.alive).toBe(0);
  });

  test('that diverge say so, and nothing of them stays', async () => {
    const { team, trainer } = await setUp(2);
    await team.wake();
    const wild: DescentSpec = { ...dense(9), loss: 'mse' };
    wild.optimizer = { ...wild.optimizer, learningRate: 1e6 };
    expect(await codeOf(trained(trainer, wild))).toBe('train.diverged');
    expect(team.alive).toBe(0);
  });
});

describe('a helper that dies', () => {
  test('fails the trial with its reason; the next begins without it, and then it is back', async () => {
    let deaths = 1;
    const { team, alone, trainer, helpers } = await setUp(2, (name, helper) => {
      if (name === 'epoch' && deaths-- > 0) helper.die();
    });
    await team.wake();
    expect(await codeOf(trained(trainer, dense(9)))).toBe('worker.crashed');
    expect(team.alive).toBe(0);
    const expected = await trained(alone, dense(9));
    expect(await trained(trainer, dense(9))).toEqual(expected);
    await team.wake();
    expect(await trained(trainer, dense(9))).toEqual(expected);
    expect(helpers).toHaveLength(2);
    expect(helpers[1].calls).toContain('epoch');
  });

  test('twice is done without', async () => {
    const { team, trainer, helpers } = await setUp(2, (name, helper) => {
      if (name === 'start') helper.die();
    });
    for (let trial = 0; trial < 2; trial++) {
      await team.wake();
      expect(await codeOf(trained(trainer, dense(9)))).toBe('worker.crashed');
    }
    await team.wake();
    await trained(trainer, dense(9));
    expect(helpers).toHaveLength(2);
  });

  test('before it has begun holds nothing up', async () => {
    const { team, trainer } = await setUp(2, (name, helper) => {
      if (name === 'hello') helper.die();
    });
    await team.wake();
    expect(await codeOf(trained(trainer, dense(9)))).toBe('answered');
  });
});

describe('a search', () => {
  const study = smallStudy({ budget: { trials: 4, minutes: 60 } });
  study.split.validation = { kind: 'kfold', k: 4 };

  const searched = async (trainer: Trainer) => {
    const run = { ...searchOf(study, trainer), ready: ready(TABLE, study) };
    await runSearch(run, false);
    return run.journal;
  };

  test('has the same leaderboard whatever the number of workers', async () => {
    const { team, alone, trainer } = await setUp(3);
    await team.wake();
    expect(boardOf(await searched(trainer))).toEqual(boardOf(await searched(alone)));
  });

  test('tries a trial again whose helper has died, and it is as if nothing had been', async () => {
    let deaths = 1;
    const { team, alone, trainer } = await setUp(2, (name, helper) => {
      if (name === 'epoch' && deaths-- > 0) helper.die();
    });
    await team.wake();
    const journal = await searched(trainer);
    expect(journal.all().filter((e) => e.type === 'trial.started' && e.trial === 0)).toHaveLength(2);
    expect(boardOf(journal)).toEqual(boardOf(await searched(alone)));
  });

  test('gives a trial up whose workers have died twice, and goes on', async () => {
    const { team, alone } = await setUp(1);
    let deaths = 2;
    const trainer: Trainer = {
      ...alone,
      async startMany(jobs) {
        if (deaths-- > 0) return (await setUpDead()).start(alone, jobs);
        return team.start(alone, jobs);
      },
    };
    const setUpDead = async () => {
      const dead = (await setUp(2, (name, helper) => name === 'start' && helper.die())).team;
      await dead.wake();
      return dead;
    };
    const { trials } = (await searched(trainer)).state;
    expect(trials.map(({ state }) => state)).toEqual(['failed', 'finished', 'finished', 'finished']);
    expect(trials[0].error).toEqual({ code: 'worker.crashed', details: {}, kind: 'trial' });
  });
});
