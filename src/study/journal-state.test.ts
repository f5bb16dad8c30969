import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyStudy } from './defaults';
import type { JournalBody, JournalEvent, Trial } from './events';
import {
  emptyJournal,
  leaderboard,
  reduceEvents,
  reduceJournal,
  replayJournal,
  winningTrial,
} from './journal-state';

const number = (bodies: JournalBody[]): JournalEvent[] =>
  bodies.map((body, seq) => ({ ...body, seq, at: 1000 + seq }));
const study = emptyStudy('s1');
const config = { family: 'logistic', params: { learningRate: 0.01 } };
const started = (search: number): JournalBody => ({
  type: 'search.started',
  search,
  study,
  backend: 'wasm',
  adapter: 'SIMD',
  planned: 20,
});
const begin = (trial: number, search = 1): JournalBody => ({ type: 'trial.started', search, trial, config });
const point = (epoch: number) => ({ epoch, trainLoss: 0.7, validLoss: 0.6, metric: 0.8 });
const epochs = (trial: number, first: number, search = 1): JournalBody => ({
  type: 'trial.epochs',
  search,
  trial,
  points: [point(first), point(first + 1)],
});
const score = (metric: number) => ({ metric, validLoss: 0.5, bestEpoch: 1 });
const finish = (trial: number, metric = 0.9, search = 1): JournalBody => ({
  type: 'trial.finished',
  search,
  trial,
  score: score(metric),
  seconds: 2,
  blob: `b${trial}`,
});
const evaluated = (trial: number): JournalBody => ({
  type: 'evaluated',
  search: 1,
  trial,
  evaluation: {
    kind: 'binary',
    n: 0,
    counts: [],
    patients: 0,
    scheme: '',
    metrics: {},
    threshold: null,
    roc: [],
    confusion: [],
    scatter: [],
  },
  blob: `test-${trial}`,
});
const run = (...bodies: JournalBody[]) => number(bodies).reduce(reduceJournal, emptyJournal());

it('keeps what a network was given and what a search learns from; older journals know neither', () => {
  const shape = { inputs: 30 };
  const pruned = { by: 'median', epoch: 2, details: {} };
  const { development, trials } = run(
    { ...started(1), development: { rows: 90, patients: 80 } } as JournalBody,
    begin(0),
    { ...finish(0), shape } as JournalBody,
    begin(1),
    { type: 'trial.pruned', search: 1, trial: 1, pruned, seconds: 1, shape },
    begin(2),
    finish(2),
  );
  expect(development).toEqual({ rows: 90, patients: 80 });
  expect(trials.map((trial) => trial.shape)).toEqual([shape, shape, undefined]);
  expect(run(started(1), begin(0)).development).toBeNull();
});

describe('a first answer', () => {
  const answer = {
    ...{ metric: 'auroc' as const, score: 0.8 },
    ...{ rows: 4000, patients: 3900, of: 71236, folds: 5 },
  };
  const answered = (search: number): JournalBody => ({ type: 'first.answered', search, answer });

  it('belongs to the search that begins after it, and to no other', () => {
    expect(run(answered(1)).first).toEqual({ search: 1, answer });
    expect(run(answered(1), started(1), begin(0), finish(0)).first).toEqual({ search: 1, answer });
    expect(run(answered(1), started(1), started(2)).first).toBeNull();
  });

  it('is no trial and no work of the search before it, and leaves what that has found', () => {
    const before = run(started(1), begin(0), finish(0), evaluated(0));
    const after = run(started(1), begin(0), finish(0), evaluated(0), answered(2));
    expect(after).toEqual({ ...before, first: { search: 2, answer } });
    expect(winningTrial(run(answered(1), started(1)).trials, 'auroc')).toBeUndefined();
  });
});

describe('reduceJournal', () => {
  it('follows a trial from its start to its score', () => {
    const state = run(started(1), begin(0), epochs(0, 0), epochs(0, 2), finish(0));
    expect(state).toMatchObject({
      search: 1,
      phase: 'running',
      backend: 'wasm',
      adapter: 'SIMD',
      planned: 20,
    });
    expect(state.startedAt).toBe(1000);
    expect(state.lastAt).toBe(1004);
    expect(state.trials).toEqual([
      {
        search: 1,
        trial: 0,
        config,
        state: 'finished',
        points: [0, 1, 2, 3].map(point),
        score: score(0.9),
        seconds: 2,
        blob: 'b0',
        startedAt: 1001,
        endedAt: 1004,
      },
    ]);
  });

  it('keeps the reason of a failed trial and goes on', () => {
    const error = { code: 'train.diverged', details: { epoch: 3 }, kind: 'trial' } as const;
    const state = run(
      started(1),
      begin(0),
      { type: 'trial.failed', search: 1, trial: 0, error, seconds: 2 },
      begin(1),
    );
    expect(state.trials.map((t) => [t.state, t.error])).toEqual([
      ['failed', error],
      ['running', undefined],
    ]);
  });

  it('keeps why a trial was tried, and why it was ended early', () => {
    const why = { code: 'default', details: { family: 'mlp' } };
    const pruned = { by: 'median', epoch: 7, details: { median: 0.6, own: 0.8 } };
    const state = run(
      started(1),
      { type: 'trial.started', search: 1, trial: 0, config, why },
      { type: 'trial.pruned', search: 1, trial: 0, pruned, seconds: 3 },
    );
    expect(state.trials).toEqual([
      {
        search: 1,
        trial: 0,
        config,
        state: 'pruned',
        points: [],
        why,
        pruned,
        seconds: 3,
        startedAt: 1001,
        endedAt: 1002,
      },
    ]);
  });

  it('pauses, goes on, and ends with what still ran marked as interrupted', () => {
    expect(run(started(1), { type: 'search.paused', search: 1 }).phase).toBe('paused');
    expect(
      run(started(1), { type: 'search.paused', search: 1 }, { type: 'search.resumed', search: 1 }).phase,
    ).toBe('running');
    const ended = run(started(1), begin(0), finish(0), begin(1), {
      type: 'search.finished',
      search: 1,
      reason: 'stopped',
    });
    expect(ended.phase).toBe('finished');
    expect(ended.trials.map((t) => t.state)).toEqual(['finished', 'interrupted']);
  });

  it('keeps when nothing worked: pauses, the time a page was away, and what is after the end', () => {
    const paused: JournalBody = { type: 'search.paused', search: 1 };
    const resumed: JournalBody = { type: 'search.resumed', search: 1 };
    expect(run(started(1), begin(0), paused).pauses).toEqual([{ from: 1002, to: null }]);
    expect(run(started(1), begin(0), paused, resumed).pauses).toEqual([{ from: 1002, to: 1003 }]);
    expect(run(started(1), begin(0), epochs(0, 0), resumed).pauses).toEqual([{ from: 1002, to: 1003 }]);
    const ended: JournalBody = { type: 'search.finished', search: 1, reason: 'stopped' };
    expect(run(started(1), paused, ended).pauses).toEqual([{ from: 1001, to: null }]);
    expect(run(started(1), ended, evaluated(0), resumed).pauses).toEqual([{ from: 1001, to: 1003 }]);
    expect(run(started(1), paused, resumed, started(2)).pauses).toEqual([]);
  });

  it('starts a trial again under its own number, its old curve gone', () => {
    const state = run(started(1), begin(0), epochs(0, 0), begin(0));
    expect(state.trials).toEqual([
      { search: 1, trial: 0, config, state: 'running', points: [], startedAt: 1003 },
    ]);
  });

  it('hears nothing of a search that is over', () => {
    const before = run(started(1), begin(0), started(2), begin(0, 2));
    const late: JournalEvent = { ...finish(0, 0.99, 1), seq: 9, at: 2000 };
    expect(reduceJournal(before, late)).toBe(before);
  });

  it('begins a new search without the old one’s trials and answers, and remembers how often the test set was opened', () => {
    const opened: JournalBody = { type: 'test.opened', search: 1, trial: 0, count: 1 };
    const explained: JournalBody = { type: 'explained', search: 1, trial: 0, importances: [] };
    const state = run(started(1), begin(0), finish(0), opened, explained, started(2));
    expect(state).toMatchObject({
      search: 2,
      trials: [],
      evaluation: null,
      importances: null,
      testOpened: 1,
    });
  });

  it('an evaluation that a new search overtook is not of the new one, but the test set was opened', () => {
    const opened: JournalBody = { type: 'test.opened', search: 1, trial: 0, count: 1 };
    const explained: JournalBody = { type: 'explained', search: 1, trial: 0, importances: [] };
    const state = run(
      started(1),
      begin(0),
      finish(0),
      started(2),
      begin(0, 2),
      opened,
      evaluated(0),
      explained,
    );
    expect(state).toMatchObject({ search: 2, evaluation: null, importances: null, testOpened: 1 });
  });

  it('importances go with the model they were measured on', () => {
    const explained: JournalBody = { type: 'explained', search: 1, trial: 0, importances: [] };
    const before = [started(1), begin(0), finish(0, 0.8), evaluated(0), explained, begin(1), finish(1, 0.9)];
    expect(run(...before, evaluated(0)).importances).toEqual([]);
    expect(run(...before, evaluated(1)).importances).toBeNull();
  });

  it('changes nothing it was given, and keeps the identity of trials untouched', () => {
    const before = run(started(1), begin(0), finish(0), begin(1));
    const copy = structuredClone(before);
    const after = reduceJournal(before, { ...epochs(1, 0), seq: 9, at: 2000 });
    expect(before).toEqual(copy);
    expect(after.trials[0]).toBe(before.trials[0]);
    expect(after.trials[1]).not.toBe(before.trials[1]);
  });
});

describe('reduceEvents', () => {
  const error = { code: 'train.diverged', details: { epoch: 3 }, kind: 'trial' } as const;
  const pruned = { by: 'median', epoch: 2, details: { median: 0.6 } };
  /** Whatever may come in whatever order, of a few trials and two searches; more epochs than anything else. */
  const anyBody = fc
    .tuple(fc.nat(9), fc.nat(3), fc.constantFrom(1, 1, 1, 2), fc.nat(50))
    .map(([kind, trial, search, first]): JournalBody => {
      if (kind === 0) return started(search);
      if (kind === 1 || kind === 2) return begin(trial, search);
      if (kind === 3) return finish(trial, first / 50, search);
      if (kind === 4) return { type: 'trial.failed', search, trial, error, seconds: 1 };
      if (kind === 5) return { type: 'trial.pruned', search, trial, pruned, seconds: 1 };
      if (kind === 6) return { type: 'search.finished', search, reason: 'stopped' };
      return epochs(trial, first, search);
    });

  it('gives what reducing one by one gives, wherever the batches end, and changes nothing it was given', () => {
    fc.assert(
      fc.property(fc.array(anyBody, { maxLength: 60 }), fc.nat(60), (bodies, cut) => {
        const events = number([started(1), begin(0), ...bodies]);
        const copies = structuredClone(events);
        const oneByOne = events.reduce(reduceJournal, emptyJournal());
        const first = reduceEvents(emptyJournal(), events.slice(0, cut));
        const frozen = structuredClone(first);
        const second = reduceEvents(first, events.slice(cut));
        expect(second).toEqual(oneByOne);
        expect(first).toEqual(frozen);
        expect(events).toEqual(copies);
      }),
    );
  });

  it('keeps the identity of trials that no event of a batch touched, and of a state that none was for', () => {
    const before = run(started(1), begin(0), finish(0), begin(1), begin(2));
    const after = reduceEvents(before, number([epochs(1, 0), epochs(1, 2), begin(3), epochs(3, 0)]));
    expect(after.trials[0]).toBe(before.trials[0]);
    expect(after.trials[2]).toBe(before.trials[2]);
    expect(after.trials[1].points).toHaveLength(4);
    expect(after.trials[3].points).toHaveLength(2);
    expect(reduceEvents(before, number([finish(0, 0.9, 7), epochs(1, 0, 7)]))).toBe(before);
  });

  it('does not grow the points of an event that it was given', () => {
    const line = epochs(0, 0);
    run(started(1), begin(0), line, epochs(0, 2));
    expect(line).toEqual(epochs(0, 0));
  });
});

describe('replayJournal', () => {
  it('marks what was running when the page went away', () => {
    const events = number([started(1), begin(0), finish(0), begin(1), epochs(1, 0)]);
    const state = replayJournal(events);
    expect(state.phase).toBe('interrupted');
    expect(state.trials.map((t) => t.state)).toEqual(['finished', 'interrupted']);
    expect(replayJournal([...events, { type: 'search.paused', search: 1, seq: 9, at: 1 }]).phase).toBe(
      'interrupted',
    );
  });

  it('leaves a finished search as it was', () => {
    const events = number([
      started(1),
      begin(0),
      finish(0),
      { type: 'search.finished', search: 1, reason: 'budget' },
    ]);
    expect(replayJournal(events)).toEqual(events.reduce(reduceJournal, emptyJournal()));
    expect(replayJournal([])).toEqual(emptyJournal());
  });
});

describe('leaderboard', () => {
  const trials = [0.7, 0.9, 0.9, 0.8].map(
    (metric, trial): Trial => ({
      search: 1,
      trial,
      config,
      state: 'finished',
      points: [],
      score: score(metric),
    }),
  );
  const order = (metric: 'auroc' | 'rmse' | 'logLoss') => leaderboard(trials, metric).map((t) => t.trial);

  it('puts the best first, the earlier of equals before the later', () => {
    expect(order('auroc')).toEqual([1, 2, 3, 0]);
    expect(order('rmse')).toEqual([0, 3, 1, 2]);
    expect(order('logLoss')).toEqual([0, 3, 1, 2]);
  });

  it('leaves out trials that did not finish, and does not reorder its argument', () => {
    const mixed: Trial[] = [
      { ...trials[0], state: 'failed' },
      { ...trials[1], state: 'interrupted' },
      trials[3],
      trials[2],
    ];
    expect(leaderboard(mixed, 'auroc').map((t) => t.trial)).toEqual([2, 3]);
    expect(mixed.map((t) => t.trial)).toEqual([0, 1, 3, 2]);
  });
});

describe('a trial from a cluster', () => {
  const there: JournalBody[] = [
    { type: 'trial.started', search: 1, trial: 1, config, from: { place: 'cluster', id: 'ray-1' } },
    epochs(1, 1),
    { type: 'trial.finished', search: 1, trial: 1, score: score(0.99), seconds: 2 },
  ];
  const state = replayJournal(number([started(1), begin(0), finish(0, 0.8), ...there]));

  it('is in the leaderboard, and the winner is who has weights here', () => {
    expect(leaderboard(state.trials, 'auroc').map((t) => t.trial)).toEqual([1, 0]);
    expect(winningTrial(state.trials, 'auroc')?.trial).toBe(0);
    expect(winningTrial([state.trials[1]], 'auroc')).toBeUndefined();
  });

  it('ran nobody knows when, and has no blob', () => {
    expect(state.planned).toBe(21);
    expect(state.trials[1].startedAt).toBeUndefined();
    expect(state.trials[1]).not.toHaveProperty('blob');
    expect(state.trials[1].points).toHaveLength(2);
  });
});
