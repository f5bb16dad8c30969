import { beforeAll, describe, expect, it } from 'vitest';
import { BenchsideError } from '../study/errors';
import type { JournalEvent } from '../study/events';
import { isSettled } from '../study/journal-state';
import type { Study } from '../study/schema';
import { startBackend } from '../train/backends';
import { Device } from '../train/device';
import { Kernels } from '../train/kernels';
import { openTrainer } from '../train/open-trainer';
import { Pace } from '../train/pacing';
import { Stacks } from '../train/stack/stack';
import type { DenseJob, NetGroup, NetJob, Trainer } from '../train/trainer';
import { controlHandlers } from './control/handlers';
import { runsAlone } from './next-trial';
import { runSearch } from './run';
import { boardOf, memoryJournal, searchOf, smallStudy } from './testing-search';
import type { SearchRun } from './trial';

// Searches whose trials run three at once, in stacks as on a GPU, on the CPU's kernels.

let alone: Trainer;
let device: Device;
beforeAll(async () => {
  alone = await openTrainer('cpu');
  device = new Device(new Kernels('cpu', (await startBackend('cpu')).backend), new Pace(performance), 'cpu');
});

/** `begun` is told of every trial's nets; what it throws is the trial's end. */
function together(begun: (jobs: readonly NetJob[]) => void = () => {}) {
  const stacks = new Stacks(device);
  let [now, most] = [0, 0];
  const trainer: Trainer = {
    ...alone,
    together: 3,
    async startMany(jobs) {
      begun(jobs);
      const group = stacks.start(jobs as readonly DenseJob[]);
      most = Math.max(most, ++now);
      return {
        epoch: group.epoch.bind(group),
        keepBest: group.keepBest.bind(group),
        weights: group.weights.bind(group),
        dispose() {
          now--;
          group.dispose();
        },
      } satisfies NetGroup;
    },
    memory: () => device.k.memory(),
  };
  return { trainer, most: () => most, now: () => now };
}

const small = (search: Partial<Study['search']> = {}): Study => ({
  ...smallStudy({ budget: { trials: 7, minutes: 60 }, ...search }),
  training: { maxEpochs: 3, patience: 3, classWeights: 'none' },
});
const trialsOf = ({ journal }: SearchRun) => journal.state.trials;
const startsOf = (events: readonly JournalEvent[]) =>
  events.flatMap((event) => (event.type === 'trial.started' ? [event.trial] : []));

describe('trials that run at once', () => {
  it('are those of one at a time where the strategy learns nothing from them, and leave nothing behind', async () => {
    const { trainer, most, now } = together();
    const before = device.k.memory();
    const one = searchOf(small(), alone);
    const many = searchOf(small(), trainer);
    await runSearch(one, false);
    await runSearch(many, false);
    expect([most(), now()]).toEqual([3, 0]);
    expect(many.journal.state).toMatchObject({ phase: 'finished', ended: 'budget', planned: 7 });
    const boards = [one, many].map(({ journal }) => boardOf(journal).sort((a, b) => a.trial - b.trial));
    expect(boards[1].map(({ trial, config }) => [trial, config])).toEqual(
      boards[0].map(({ trial, config }) => [trial, config]),
    );
    for (const [i, { score, points }] of boards[1].entries()) {
      expect(score?.metric).toBeCloseTo(boards[0][i].score?.metric ?? Number.NaN, 5);
      expect(points.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    }
    expect(device.k.memory()).toEqual(before);
  });

  it.each([1, 2, 3, 4])('are never more than a budget of %i', async (trials) => {
    const run = searchOf(small({ budget: { trials, minutes: 60 } }), together().trainer);
    await runSearch(run, false);
    expect(startsOf(run.journal.all())).toEqual(Array.from({ length: trials }, (_, i) => i));
    expect(trialsOf(run).every(({ state }) => state === 'finished')).toBe(true);
  });

  it('are never the same twice, also where the space is soon exhausted', async () => {
    const space = {
      logistic: { learningRate: { kind: 'choice' as const, values: [0.1, 0.01, 0.02, 0.05] } },
    };
    for (const strategy of ['grid', 'random', 'tpe', 'gaussian', 'genetic', 'gradient', 'auto']) {
      const run = searchOf(small({ strategy, space }), together().trainer);
      await runSearch(run, false);
      expect(run.journal.state.ended).toBe('exhausted');
      const rates = trialsOf(run).map(({ config }) => config.params.learningRate);
      expect(rates.sort()).toEqual([0.01, 0.02, 0.05, 0.1]);
    }
  });

  it('learn of what has settled: every strategy comes to the end of its budget', async () => {
    for (const strategy of ['tpe', 'gaussian', 'genetic', 'gradient', 'auto']) {
      const run = searchOf(small({ strategy, budget: { trials: 14, minutes: 60 } }), together().trainer);
      await runSearch(run, false);
      expect([strategy, trialsOf(run).filter(isSettled).length]).toEqual([strategy, 14]);
    }
  });

  it('go on after a break under their own numbers, all that were cut off', async () => {
    const whole = searchOf(small(), together().trainer);
    await runSearch(whole, false);
    const events = whole.journal.all();
    const wanted = boardOf(whole.journal);
    for (const kept of [3, 5, Math.floor(events.length / 2), events.length - 2]) {
      const journal = memoryJournal(events.slice(0, kept));
      const cut = startsOf(journal.all()).filter((trial) => !isSettled(journal.state.trials[trial]));
      const again = searchOf(small(), together().trainer, journal);
      await runSearch(again, true);
      const restarted = startsOf(journal.all().slice(kept));
      expect(restarted.slice(0, cut.length)).toEqual(cut);
      expect(trialsOf(again).map(({ trial, state }) => [trial, state])).toEqual(
        Array.from({ length: 7 }, (_, trial) => [trial, 'finished']),
      );
      expect(boardOf(journal).map(({ trial }) => trial)).toEqual(wanted.map(({ trial }) => trial));
    }
  });

  it.each(['stop', 'cancel', 'leave'] as const)('all end when the search is asked to (%s)', async (how) => {
    let begun = 0;
    const { trainer, now } = together(() => {
      if (++begun === 5) queueMicrotask(() => run.gate.end(how));
    });
    const before = device.k.memory();
    const run = searchOf(small(), trainer);
    await runSearch(run, false);
    expect(now()).toBe(0);
    const settled = trialsOf(run).filter(isSettled).length;
    expect(settled).toBeGreaterThanOrEqual(2);
    expect(settled).toBeLessThan(trialsOf(run).length);
    expect(run.journal.state.ended).toBe({ stop: 'stopped', cancel: 'cancelled', leave: null }[how]);
    await expect.poll(() => device.k.memory()).toEqual(before);
  });

  it('pause and go on together', async () => {
    let begun = 0;
    const { trainer } = together(() => {
      if (++begun === 3) run.gate.pause();
    });
    const run = searchOf(small(), trainer);
    const searching = runSearch(run, false);
    await expect.poll(() => begun).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(trialsOf(run).filter(isSettled)).toEqual([]);
    run.gate.resume();
    await searching;
    expect(trialsOf(run).filter(isSettled)).toHaveLength(7);
  });

  it('fail alone', async () => {
    let begun = 0;
    const { trainer } = together(() => {
      if (++begun === 2) throw new Error('no room');
    });
    const run = searchOf(small(), trainer);
    await runSearch(run, false);
    const states = trialsOf(run).map(({ state }) => state);
    expect(states.filter((state) => state === 'failed')).toHaveLength(1);
    expect(states.filter((state) => state === 'finished')).toHaveLength(6);
    expect(run.journal.state.ended).toBe('budget');
  });

  it('all start again in a new worker where the device was lost', async () => {
    let begun = 0;
    const { trainer, now } = together(() => {
      if (++begun > 4) throw new BenchsideError('train.deviceLost', { backend: 'webgpu' }, 'fatal');
    });
    const run = searchOf(small(), trainer);
    await expect(runSearch(run, false)).rejects.toMatchObject({ code: 'train.deviceLost' });
    expect(now()).toBe(0);
    expect(run.journal.state.ended).toBeNull();
    expect(trialsOf(run).some((trial) => !isSettled(trial))).toBe(true);
    const again = searchOf(small(), together().trainer, memoryJournal(run.journal.all()));
    await runSearch(again, true);
    expect(trialsOf(again).map(({ state }) => state)).toEqual(new Array(7).fill('finished'));
  });

  it('begin by hand without waiting for the others, and beyond the budget', async () => {
    const { signal } = new AbortController();
    const rate = { family: 'logistic', params: { learningRate: 0.05, weightDecay: 0.01 } };
    let begun = 0;
    const { trainer, most } = together(() => {
      if (++begun === 1)
        void controlHandlers({ session: { journal: run.journal }, gate: () => run.gate }).queueTrial(
          { config: rate },
          { signal, emit: () => {} },
        );
    });
    const run = searchOf(small({ budget: { trials: 1, minutes: 60 } }), trainer);
    await runSearch(run, false);
    expect(most()).toBe(2);
    expect(trialsOf(run).map(({ why, state }) => [why?.code, state])).toEqual([
      [undefined, 'finished'],
      ['hand', 'finished'],
    ]);
  });

  it('share the clock: a budget of minutes is that of the wall', async () => {
    let now = 0;
    const clock = { now: () => (now += 500) };
    const journal = memoryJournal();
    const run: SearchRun = {
      ...searchOf(small({ budget: { trials: 1000, minutes: 1 } }), together().trainer, journal),
      clock,
    };
    await runSearch(run, false);
    const seconds = trialsOf(run).reduce((sum, trial) => sum + (trial.seconds ?? 0), 0);
    expect(run.journal.state.ended).toBe('budget');
    expect(seconds).toBeGreaterThanOrEqual(55);
    // What was at work when the time was up came to the end of its epoch.
    expect(seconds).toBeLessThan(70);
    expect(Math.abs(now / 1000 - seconds)).toBeLessThan(10);
  });
});

it('nets of pictures run alone', () => {
  const config = (family: string, params = {}) => ({ family, params });
  expect(['logistic', 'mlp', 'transfer'].map((family) => runsAlone(config(family)))).toEqual([
    false,
    false,
    false,
  ]);
  expect(runsAlone(config('resnet'))).toBe(true);
  expect(runsAlone(config('transfer', { fineTune: 2, fineTuneRate: 1e-4, fineTuneEpochs: 1 }))).toBe(true);
});
