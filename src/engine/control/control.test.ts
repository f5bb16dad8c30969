import * as v from 'valibot';
import { beforeAll, expect, it } from 'vitest';
import { journalEventSchema } from '../../export/journal-schema';
import type { Study } from '../../study/schema';
import { warmProblem } from '../../study/warm-start';
import { openTrainer } from '../../train/open-trainer';
import type { Trainer } from '../../train/trainer';
import { budgetEnd, handLeft, isYourTurn } from '../budget';
import { predictorOf, winnerOf } from '../finish';
import { runSearch } from '../run';
import { boardOf, memoryJournal, searchOf, smallStudy } from '../testing-search';
import type { SearchRun } from '../trial';
import { controlHandlers } from './handlers';

let trainer: Trainer;
beforeAll(async () => {
  trainer = await openTrainer('cpu');
});

const budget = (trials: number, more: Partial<Study['search']['budget']> = {}) => ({
  budget: { trials, minutes: 60, ...more },
});
const hand = (learningRate: number) => ({
  family: 'logistic',
  params: { learningRate, weightDecay: 0.01 },
});
const none = new AbortController();
const call = { signal: none.signal, emit: () => {} };

/** What the user can do with a search at work. */
const controlsOf = ({ journal, gate }: SearchRun, working = true) => {
  const { extend, queueTrial } = controlHandlers({
    session: { journal },
    gate: () => (working ? gate : null),
  });
  return {
    extend: async (to: Study['search']['budget']) => extend({ budget: to }, call),
    queue: async (config: ReturnType<typeof hand>) => queueTrial({ config }, call),
  };
};

/** The trainer, which tells before each net it starts. */
const telling = (before: () => void): Trainer => ({
  ...trainer,
  start(job) {
    before();
    return trainer.start(job);
  },
});

const kinds = ({ journal }: SearchRun) => journal.state.trials.map(({ why }) => why?.code ?? '');
const ended = ({ journal }: SearchRun) => journal.state.ended;

it('a configuration by hand is tried next, says so, and counts in the budget', async () => {
  let nets = 0;
  const run = searchOf(
    smallStudy(budget(4)),
    telling(() => {
      if (++nets === 2) void controlsOf(run).queue(hand(0.5));
    }),
  );
  await runSearch(run, false);
  expect(kinds(run)).toEqual(['', '', 'hand', '']);
  expect(run.journal.state.trials[2].config).toEqual(hand(0.5));
  expect(ended(run)).toBe('budget');
  const { trials: plain } = await (async () => {
    const other = searchOf(smallStudy(budget(4)), trainer);
    await runSearch(other, false);
    return other.journal.state;
  })();
  // The strategy is asked with the same number and stream as it would have been.
  expect(run.journal.state.trials.slice(0, 2).map((t) => t.config)).toEqual(
    plain.slice(0, 2).map((t) => t.config),
  );
});

it('by hand after the end: it is tried beyond the trials and the minutes, and nothing else is', async () => {
  const run = searchOf(smallStudy(budget(2)), trainer);
  await runSearch(run, false);
  expect(await controlsOf(run, false).queue(hand(0.01))).toEqual({ active: false });
  const { journal } = run;
  // An hour and more was spent.
  journal.state.trials[0].seconds = 4000;
  await runSearch(searchOf(journal.state.study as Study, trainer, journal), true);
  expect(kinds(run)).toEqual(['', '', 'hand']);
  expect(journal.state.trials[2].points).toHaveLength(2);
  expect(journal.state).toMatchObject({ planned: 3, phase: 'finished', ended: 'budget' });
});

it('what no model can take is refused by name, and not queued', async () => {
  const run = searchOf(smallStudy(budget(1)), trainer);
  await expect(controlsOf(run).queue(hand(0.1))).rejects.toMatchObject({ code: 'train.noTrial' });
  await runSearch(run, false);
  const before = run.journal.all().length;
  for (const [params, parameter] of [
    [{ learningRate: -1 }, 'learningRate'],
    [{ learningRate: Number.NaN }, 'learningRate'],
    [{ depth: 3 }, 'depth'],
  ] as const)
    await expect(
      controlsOf(run).queue({ family: 'logistic', params } as unknown as ReturnType<typeof hand>),
    ).rejects.toMatchObject({ code: 'search.badValue', details: { parameter } });
  expect(run.journal.all()).toHaveLength(before);
});

it('the default of each family is tried once, by whomever', async () => {
  const start = { start: 'defaults' as const, ...budget(4) };
  const plain = searchOf(smallStudy(start), trainer);
  await runSearch(plain, false);
  const [first, second] = plain.journal.state.trials.map(({ config }) => config);
  expect([first.family, second.family]).toEqual(['logistic', 'mlp']);
  const run = searchOf(smallStudy(start), trainer);
  await runSearch({ ...run, byHand: [second] }, false);
  const tried = run.journal.state.trials.map(({ config }) => config);
  expect(tried.slice(0, 2)).toEqual([second, first]);
  expect(tried.filter(({ params }) => JSON.stringify(params) === JSON.stringify(second.params))).toHaveLength(
    1,
  );
});

it('a running search goes by another budget, a longer or a shorter one', async () => {
  for (const [from, to] of [
    [2, 5],
    [5, 3],
  ]) {
    let nets = 0;
    const run = searchOf(
      smallStudy(budget(from)),
      telling(() => {
        if (++nets === 2) void controlsOf(run).extend(budget(to).budget);
      }),
    );
    await runSearch(run, false);
    expect(run.journal.state.trials).toHaveLength(to);
    expect(run.journal.state).toMatchObject({ planned: to, ended: 'budget' });
    expect(run.journal.state.study?.search.budget.trials).toBe(to);
  }
});

it('a budget of nothing is no extension; outer folds that repeat a shorter search are no longer of this one', async () => {
  const run = searchOf(smallStudy(budget(1)), trainer);
  await runSearch(run, false);
  await expect(controlsOf(run).extend({ trials: 0, minutes: 5 })).rejects.toMatchObject({
    code: 'budget.zero',
  });
  const fold = { outer: 0, name: '1', repeat: 0 };
  const error = { code: 'train.noTrial' as const, details: {}, kind: 'trial' as const };
  await run.journal.append({ type: 'outer.failed', search: 1, fold, error, seconds: 1 });
  expect(run.journal.state.outers).toHaveLength(1);
  await controlsOf(run).extend(budget(2).budget);
  expect(run.journal.state.outers).toEqual([]);
});

it('ends when no trial was better for so many', async () => {
  const run = searchOf(smallStudy(budget(40, { noGain: 4 })), trainer);
  await runSearch(run, false);
  const { trials, ended: reason } = run.journal.state;
  expect(reason).toBe('noGain');
  const losses = trials.map(({ score }) => score?.metric ?? Number.POSITIVE_INFINITY);
  const best = losses.indexOf(Math.min(...losses));
  expect(trials.length - 1 - best).toBe(4);
  // No run of four without gain before.
  let [lowest, since] = [Number.POSITIVE_INFINITY, 0];
  for (const loss of losses.slice(0, -1)) {
    since = loss < lowest ? 0 : since + 1;
    lowest = Math.min(loss, lowest);
    expect(since).toBeLessThan(4);
  }
});

it('the manual strategy waits for the user: a configuration, another budget, a stop', async () => {
  const run = searchOf(smallStudy({ strategy: 'manual', start: 'defaults', ...budget(2) }), trainer);
  const { queue, extend } = controlsOf(run);
  let over = false;
  const searching = runSearch(run, false).then(() => {
    over = true;
  });
  const turn = () => expect.poll(() => isYourTurn(run.journal.state)).toBe(true);
  await turn();
  expect(run.journal.state.trials).toEqual([]);
  // Paused, it takes a configuration and does not begin with it.
  run.gate.pause();
  await queue(hand(0.02));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(run.journal.state.trials).toEqual([]);
  run.gate.resume();
  await turn();
  await extend(budget(3).budget);
  await queue(hand(0.05));
  await turn();
  expect(kinds(run)).toEqual(['hand', 'hand']);
  expect(over).toBe(false);
  run.gate.end('stop');
  await searching;
  expect(ended(run)).toBe('stopped');
  // Gone on with, to the end of its budget.
  const again = searchOf(run.journal.state.study as Study, trainer, run.journal);
  const going = runSearch(again, true);
  await turn();
  await controlsOf(again).queue(hand(0.07));
  await going;
  expect(kinds(run)).toEqual(['hand', 'hand', 'hand']);
  expect(ended(run)).toBe('budget');
});

it('a new search with another space goes on from the trials so far: numbers, blobs and the old winner stay', async () => {
  const first = searchOf(smallStudy(budget(5)), trainer);
  await runSearch(first, false);
  const { journal } = first;
  const [winner] = boardOf(journal);
  // Nothing in the new space can be as good.
  const space = {
    logistic: {
      learningRate: { kind: 'choice' as const, values: [1e-6, 1e-5] },
      weightDecay: { kind: 'choice' as const, values: [1] },
    },
  };
  const wider = { ...smallStudy({ space, strategy: 'grid', ...budget(9) }), final: 'refit' as const };
  const second = searchOf(wider, trainer, journal);
  await runSearch(second, 'warm');
  const { trials, planned, search, ended: reason } = journal.state;
  expect(trials.map((t) => [t.search, t.trial])).toEqual([
    ...[0, 1, 2, 3, 4].map((trial) => [1, trial]),
    [2, 5],
    [2, 6],
  ]);
  expect([search, planned, reason]).toEqual([2, 7, 'exhausted']);
  for (const { blob } of trials) expect(await journal.getBlob(blob ?? '')).not.toBeNull();
  const found = await winnerOf(journal, () => second.ready);
  expect(found.trial).toMatchObject({ search: 1, trial: winner.trial });
  expect(found.study.search.strategy).toBe('grid');
  // It is finished as the new search's study says: one net on all development rows.
  expect((await predictorOf(found, trainer, null)).members).toHaveLength(1);
  // All of it is what the journal says.
  const replayed = memoryJournal(journal.all().map((event) => v.parse(journalEventSchema, event)));
  expect(replayed.state).toEqual(journal.state);
});

it('the same configurations are not tried again, and a budget is of new trials only', async () => {
  const values = [0.001, 0.01, 0.1];
  const space = { mlp: { learningRate: { kind: 'choice' as const, values } } };
  const first = searchOf(smallStudy({ space, strategy: 'grid', ...budget(2, { noGain: 2 }) }), trainer);
  await runSearch(first, false);
  const more = smallStudy({ space, strategy: 'grid', ...budget(2, { noGain: 2 }) });
  const { journal } = first;
  await runSearch(searchOf(more, trainer, journal), 'warm');
  expect(journal.state.trials.map(({ config }) => config.params.learningRate)).toEqual(values);
  expect(journal.state).toMatchObject({ planned: 3 });
  expect(handLeft(journal.state)).toEqual([]);
  expect(budgetEnd({ ...journal.state, search: 3 })).toBeNull();
});

it('trials made under other conditions are not gone on from', async () => {
  const run = searchOf(smallStudy(budget(1)), trainer);
  await runSearch(run, false);
  const { study } = run;
  const others: [string, Study][] = [
    ['data', { ...study, data: { kind: 'file', sha256: 'f', rows: 48 } }],
    ['columns', { ...study, columns: study.columns.slice(1) }],
    ['split', { ...study, seed: study.seed + 1 }],
    ['split', { ...study, split: { ...study.split, validation: { kind: 'kfold', k: 3 } } }],
    ['steps', { ...study, steps: [] }],
    ['metric', { ...study, search: { ...study.search, metric: 'auroc' } }],
    ['training', { ...study, training: { ...study.training, classWeights: 'balanced' } }],
  ];
  for (const [ground, other] of others) {
    expect(warmProblem(study, other)).toBe(ground);
    await expect(runSearch({ ...run, study: other }, 'warm')).rejects.toMatchObject({
      code: 'search.notWarm',
    });
  }
  const same = JSON.parse(JSON.stringify({ ...study, final: 'refit', name: 'other' }));
  expect(warmProblem(study, { ...same, search: { ...study.search, strategy: 'tpe' } })).toBeNull();
  await expect(runSearch(searchOf(study, trainer), 'warm')).rejects.toMatchObject({ code: 'search.notWarm' });
});
