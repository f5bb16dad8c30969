import { describe, expect, test, vi } from 'vitest';
import type { Column, Table } from '../data/dataset';
import type { DescentSpec } from '../models/family';
import { strategyByName } from '../search/index';
import type { Progress } from '../study/context';
import { emptyStudy } from '../study/defaults';
import { BenchsideError } from '../study/errors';
import { leaderboard } from '../study/journal-state';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import type { NetJob, NetRun, Trainer } from '../train/trainer';
import { Gate } from './gate';
import { Journal } from './journal';
import { ready } from './prepare';
import { runSearch } from './run';
import { judgeSelection } from './selection';
import type { SearchRun } from './trial';

const N = 120;

function table(): Table {
  const random = rng('run.test');
  const age = Float64Array.from({ length: N }, () => 40 + 20 * random.normal());
  const outcome = Float64Array.from(age, (a) => +(a + 10 * random.normal() > 40));
  const num = (v: Float64Array): Column => ({ kind: 'num', v });
  return {
    n: N,
    columns: [
      { name: 'age', column: num(age) as Table['columns'][0]['column'] },
      { name: 'outcome', column: num(outcome) as Table['columns'][0]['column'] },
    ],
  };
}

const study: Study = {
  ...emptyStudy('run'),
  columns: [
    { name: 'age', type: 'continuous', role: 'feature', stored: true },
    { name: 'outcome', type: 'binary', role: 'target', stored: true },
  ],
  task: { kind: 'binary', target: 'outcome', classes: ['0', '1'] },
  steps: [{ id: 's', step: 'standardize', params: {} }],
  search: {
    strategy: 'random',
    space: { logistic: { learningRate: { kind: 'choice', values: [0.001, 0.003, 0.01, 0.03, 0.1] } } },
    budget: { trials: 4, minutes: 60 },
    metric: 'auroc',
  },
  training: { maxEpochs: 3, patience: 3, classWeights: 'none' },
};

/** A trainer without arithmetic: what it answers depends on the job and the epoch alone. */
class FakeTrainer implements Trainer {
  backend = 'cpu' as const;
  adapter = 'fake';
  started = 0;
  disposed = 0;
  constructor(private readonly onEpoch: (started: number, epoch: number) => void = () => {}) {}
  async start(job: NetJob): Promise<NetRun> {
    const started = this.started++;
    const rate = (job.spec as DescentSpec).optimizer.learningRate;
    return {
      epoch: async (epoch) => {
        this.onEpoch(started, epoch);
        const noise = rng(...job.key, 'epoch', epoch);
        const validPredictions = job.valid.x.map((x) => 1 / (1 + Math.exp(-x * rate * 100 - noise.normal())));
        return { trainLoss: 1 / epoch, validLoss: 1 / epoch + rate, validPredictions };
      },
      weights: async () => [{ kernel: new Float32Array([rate]), bias: new Float32Array(1) }],
      keepBest: () => {},
      dispose: () => {
        this.disposed++;
      },
    } as NetRun;
  }
  predict = async () => new Float32Array(0);
  activations = async () => new Float32Array(0);
  gradCam = async () => ({ height: 0, width: 0, maps: new Float32Array(0) });
  memory = () => ({ tensors: 0, bytes: 0 });
}

function setUp(trainer = new FakeTrainer(), changed: Partial<Study> = {}, journal?: Journal) {
  let now = 0;
  const clock = { now: () => (now += 10), pass: (ms: number) => (now += ms) };
  const theStudy = { ...study, ...changed };
  const gate = new Gate(clock);
  const run: SearchRun & { clock: typeof clock } = {
    study: theStudy,
    ready: ready(table(), theStudy),
    trainer,
    gate,
    clock,
    report: () => {},
    journal: journal ?? new Journal('run', null, clock, [], () => {}),
  };
  return run;
}

const board = (journal: Journal) =>
  leaderboard(journal.state.trials, 'auroc').map(({ trial, config, score, points }) => ({
    trial,
    config,
    score,
    points,
  }));

describe('a search', () => {
  test('runs its budget; every trial is a row with its curve and its score', async () => {
    const run = setUp();
    await runSearch(run, false);
    const { trials, phase, planned, development } = run.journal.state;
    expect([phase, planned, trials.length]).toEqual(['finished', 4, 4]);
    const { dev } = run.ready.parts;
    expect(development).toEqual({ rows: dev.length, patients: dev.length });
    for (const trial of trials) {
      expect(trial.state).toBe('finished');
      expect(trial.points.map((p) => p.epoch)).toEqual([1, 2, 3]);
      expect(trial.score?.metric).toBeGreaterThan(0.5);
      expect(trial.shape).toEqual({ inputs: 1 });
    }
    expect(run.journal.all().at(-1)).toMatchObject({ type: 'search.finished', reason: 'budget' });
  });

  test('that has ended is told what picking the best of it is worth; a new trial makes that old', async () => {
    const run = setUp();
    await runSearch(run, false);
    await judgeSelection(run, new AbortController().signal);
    const { selection, trials, search } = run.journal.state;
    expect(selection).toMatchObject({ metric: 'auroc', tried: 4, configurations: 4 });
    expect(selection?.raw).toBeCloseTo(leaderboard(trials, 'auroc')[0].score?.metric ?? 0, 12);
    expect(selection?.low).toBeLessThan(selection?.high ?? 0);
    const { score, blob } = trials[0];
    if (!score || !blob) throw new Error('it has finished');
    await run.journal.append({ type: 'trial.finished', search, trial: 0, score, seconds: 1, blob });
    expect(run.journal.state.selection).toBeNull();
  });

  test('of one trial, or one that is left, is told nothing', async () => {
    const one = setUp(undefined, { search: { ...study.search, budget: { trials: 1, minutes: 60 } } });
    await runSearch(one, false);
    await judgeSelection(one, new AbortController().signal);
    expect(one.journal.state.selection).toBeNull();
    const left = setUp();
    await runSearch(left, false);
    await judgeSelection({ ...left, clock: { now: () => left.clock.pass(100) } }, AbortSignal.abort());
    expect(left.journal.state.selection).toBeNull();
  });

  test('asked to end while it prepares, it leaves nothing behind', async () => {
    const run = setUp();
    const seen: number[] = [];
    const heard = (progress: Progress) => {
      seen.push(progress.done);
      if (progress.done === 2) run.gate.end('cancel');
    };
    await runSearch({ ...run, report: heard }, false);
    expect(seen).toEqual([0, 1, 2]);
    expect(run.journal.all()).toEqual([]);
  });

  test('ends when the space holds no more', async () => {
    const run = setUp(undefined, { search: { ...study.search, budget: { trials: 50, minutes: 60 } } });
    await runSearch(run, false);
    expect(run.journal.state.trials).toHaveLength(5);
    expect(run.journal.all().at(-1)).toMatchObject({ type: 'search.finished', reason: 'exhausted' });
  });

  test('a trial that fails is a row with its reason, and the search goes on', async () => {
    const folds = 5;
    const run = setUp(
      new FakeTrainer((started) => {
        if (Math.floor(started / folds) === 1)
          throw new BenchsideError('train.diverged', { epoch: 1 }, 'trial');
      }),
    );
    await runSearch(run, false);
    expect(run.journal.state.trials.map((t) => t.state)).toEqual([
      'finished',
      'failed',
      'finished',
      'finished',
    ]);
    expect(run.journal.state.trials[1].error?.code).toBe('train.diverged');
  });

  describe('with a pruner', () => {
    const space = {
      logistic: { learningRate: { kind: 'choice' as const, values: [0.001, 0.01, 0.02, 0.03, 0.2] } },
    };
    // The fake's losses are 1/epoch + rate: the order of rates is the order of trials.
    const pruning: Partial<Study> = {
      search: { ...study.search, space, pruner: 'halving', budget: { trials: 5, minutes: 60 } },
      training: { maxEpochs: 6, patience: 6, classWeights: 'none' },
    };

    test('a poor trial ends early with its reason, has no score, and every net is disposed of', async () => {
      const trainer = new FakeTrainer();
      const run = setUp(trainer, pruning);
      await runSearch(run, false);
      const { trials } = run.journal.state;
      const pruned = trials.filter((t) => t.state === 'pruned');
      expect(pruned.length).toBeGreaterThan(0);
      for (const { points, score, blob, pruned: why, seconds } of pruned) {
        expect([points.length, score, blob]).toEqual([3, undefined, undefined]);
        expect(why).toMatchObject({ by: 'halving', epoch: 3 });
        expect(seconds).toBeGreaterThan(0);
      }
      const best = leaderboard(trials, 'auroc');
      expect(best.length + pruned.length).toBe(5);
      expect(trainer.disposed).toBe(trainer.started);
      expect(run.journal.all().at(-1)).toMatchObject({ type: 'search.finished', reason: 'budget' });
    });

    test('interrupted and gone on with, it prunes the same trials', async () => {
      const whole = setUp(undefined, pruning);
      await runSearch(whole, false);
      const events = whole.journal.all();
      const told = (journal: Journal) =>
        journal.state.trials.map(({ trial, state, pruned, points, score }) => ({
          trial,
          state,
          pruned,
          points,
          score,
        }));
      for (let cut = 1; cut < events.length; cut++) {
        const journal = new Journal('run', null, { now: () => 0 }, events.slice(0, cut), () => {});
        await runSearch(setUp(undefined, pruning, journal), true);
        expect(told(journal)).toEqual(told(whole.journal));
      }
    });

    test('an unknown one is told before anything runs', async () => {
      const run = setUp(undefined, { search: { ...study.search, pruner: 'oracle' } });
      await expect(runSearch(run, false)).rejects.toMatchObject({ code: 'study.invalid' });
      expect(run.journal.all()).toEqual([]);
    });
  });

  test('stop keeps what has finished', async () => {
    const run = setUp(
      new FakeTrainer((started, epoch) => {
        if (started >= 10 && epoch === 2) run.gate.end('stop');
      }),
    );
    await runSearch(run, false);
    expect(run.journal.all().at(-1)).toMatchObject({ type: 'search.finished', reason: 'stopped' });
    expect(run.journal.state.trials.filter((t) => t.state === 'finished')).toHaveLength(2);
  });

  test('interrupted and gone on with, it ends with the leaderboard of one that was not', async () => {
    const whole = setUp();
    await runSearch(whole, false);
    const events = whole.journal.all();
    for (const cut of [1, 2, 3, 5, 8, events.length - 2]) {
      const resumed = setUp(undefined, {}, new Journal('run', null, { now: () => 0 }, [], () => {}));
      // Blobs before the cut lie in storage in the application; here the journal is the first run's own, cut.
      Object.assign(resumed, {
        journal: new Journal('run', null, { now: () => 0 }, events.slice(0, cut), () => {}),
      });
      await runSearch(resumed, true);
      expect(board(resumed.journal)).toEqual(board(whole.journal));
    }
  });

  test('a budget of nothing is told before anything runs', async () => {
    const run = setUp(undefined, { search: { ...study.search, budget: { trials: 0, minutes: 5 } } });
    await expect(runSearch(run, false)).rejects.toMatchObject({ code: 'budget.zero' });
    expect(run.journal.all()).toEqual([]);
  });

  test('scores on other data are not gone on with', async () => {
    const data = { kind: 'file' as const, sha256: 'a', rows: N };
    const begun = setUp(undefined, { data });
    await runSearch(begun, false);
    const events = begun.journal.all().slice(0, 3);
    const journal = new Journal('run', null, { now: () => 0 }, events, () => {});
    const run = setUp(undefined, { data: { ...data, sha256: 'b' } }, journal);
    await expect(runSearch(run, true)).rejects.toMatchObject({ code: 'search.dataChanged' });
    expect(run.journal.all().length).toBe(3);
  });

  test('a strategy that repeats itself wastes no budget', async () => {
    const stubborn = vi
      .spyOn(strategyByName('random'), 'suggest')
      .mockImplementation((_space, trials, _about, stream) => [
        {
          family: 'logistic',
          params: { learningRate: trials.length === 0 || stream.next() < 0.7 ? 0.1 : 0.01 },
        },
      ]);
    const run = setUp();
    await runSearch(run, false);
    const asked = stubborn.mock.calls.length;
    stubborn.mockRestore();
    expect(run.journal.state.trials.map(({ config }) => config.params.learningRate)).toEqual([0.1, 0.01]);
    expect(run.journal.all().at(-1)).toMatchObject({ type: 'search.finished', reason: 'exhausted' });
    expect(asked).toBeLessThan(25);
  });

  test('a pause takes nothing from the minutes, nor from a trial, whether the paused one fails or not', async () => {
    const minutes = 0.1;
    const run = setUp(
      new FakeTrainer((started, epoch) => {
        if (started % 5 !== 0 || epoch !== 1) return;
        run.gate.pause();
        run.clock.pass(10 * minutes * 60_000);
        run.gate.resume();
        if (started === 0) throw new BenchsideError('train.diverged', { epoch: 1 }, 'trial');
      }),
      { search: { ...study.search, budget: { trials: 4, minutes } } },
    );
    await runSearch(run, false);
    const { trials } = run.journal.state;
    expect(trials.map((t) => t.state)).toEqual(['failed', 'finished', 'finished', 'finished']);
    for (const { state, points, seconds } of trials) {
      if (state === 'finished') expect(points).toHaveLength(3);
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThan(minutes * 60);
    }
  });

  test('the minutes that failed trials took are spent', async () => {
    const run = setUp(
      new FakeTrainer(() => {
        run.clock.pass(40_000);
        throw new BenchsideError('train.diverged', { epoch: 1 }, 'trial');
      }),
      { search: { ...study.search, budget: { trials: 4, minutes: 1 } } },
    );
    await runSearch(run, false);
    expect(run.journal.state.trials.map((t) => t.state)).toEqual(['failed', 'failed']);
  });

  test('the minutes end a search, also inside a trial', async () => {
    const run = setUp(undefined, { search: { ...study.search, budget: { trials: 4, minutes: 0.0004 } } });
    await runSearch(run, false);
    expect(run.journal.state.trials).toHaveLength(1);
    expect(run.journal.state.trials[0].state).toBe('finished');
    expect(run.journal.state.trials[0].points.length).toBeLessThan(3);
  });
});
