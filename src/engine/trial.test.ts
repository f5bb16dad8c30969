import { expect, test } from 'vitest';
import { familyByName } from '../models/index';
import type { Trial } from '../study/events';
import { defaultsOf } from '../study/params';
import type { Study } from '../study/schema';
import { openTrainer } from '../train/open-trainer';
import { Folds } from './folds';
import { Gate } from './gate';
import { Journal } from './journal';
import { outcomeOf, ready, shapesOf } from './prepare';
import { mixedStudy, mixedTable } from './testing';
import { runTrial, type SearchRun } from './trial';

/** A logistic regression of a rate on the mixed table, beside five trials that have finished with these losses. */
async function setUp(rate: number, others: (epoch: number) => number, changed: Partial<Study> = {}) {
  let now = 0;
  const clock = { now: () => now++ };
  const base = mixedStudy('binary');
  const study: Study = {
    ...base,
    search: { ...base.search, pruner: 'median' },
    training: { maxEpochs: 14, patience: 14, classWeights: 'none' },
    ...changed,
  };
  const gate = new Gate(clock);
  const trainer = await openTrainer('cpu');
  const journal = new Journal('trial', null, clock, [], () => {});
  const run: SearchRun = {
    study,
    ready: ready(mixedTable('binary'), study),
    trainer,
    gate,
    clock,
    journal,
    report: () => {},
  };
  const outcome = outcomeOf(run.ready);
  const folds = await new Folds({ ...run, signal: gate.signal }, outcome).for(undefined);
  const family = familyByName('logistic');
  const config = { family: 'logistic', params: { ...defaultsOf(family.params), learningRate: rate } };
  const settled = Array.from({ length: 5 }, (_, trial): Trial => {
    const points = Array.from({ length: 40 }, (_, i) => {
      const loss = others(i + 1);
      return { epoch: i + 1, trainLoss: loss, validLoss: loss, metric: 0.99 };
    });
    const score = { metric: 0.99, validLoss: points[39].validLoss, bestEpoch: 40 };
    return { search: 1, trial, config, state: 'finished', points, score };
  });
  const spec = family.spec(config.params, shapesOf(run.ready.target, folds[0]));
  const plan = {
    search: 1,
    trial: 5,
    config,
    spec,
    folds,
    outcome,
    settled: () => settled,
    outOfTime: () => false,
  };
  const told = () => journal.all().flatMap((e) => (e.type === 'trial.epochs' ? e.points : []));
  return { run, plan, told, trainer, spec, folds };
}

test('a trial behind the others ends after its warm-up, its epochs are in the journal and no tensor is left', async () => {
  const { run, plan, told, trainer } = await setUp(0.003, () => 0.1);
  const done = await runTrial(run, plan);
  expect(done).toMatchObject({ pruned: { by: 'median', epoch: 10, details: { bar: 0.1, trials: 5 } } });
  expect(told().map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
});

test('one that leads trains to its end', async () => {
  const { run, plan, told } = await setUp(0.03, () => 3);
  expect(await runTrial(run, plan)).toMatchObject({ score: { bestEpoch: expect.any(Number) } });
  expect(told()).toHaveLength(14);
});

test('a second stage counts the epochs on, and can be what ends', async () => {
  // The others were behind until the 16th epoch; the first stage ends with the 14th.
  const { run, plan, told, trainer, spec, folds } = await setUp(0.03, (epoch) => (epoch < 16 ? 3 : 0.1));
  const second = { spec, folds, epochs: 12, initial: (first: never) => first };
  const done = await runTrial(run, { ...plan, second });
  expect(done).toMatchObject({ pruned: { by: 'median', epoch: 16 } });
  expect(told().map(({ epoch }) => epoch)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
  expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
});

test('one that learns nothing is told to raise its rate, where another has learned', async () => {
  const changed = { training: { maxEpochs: 20, patience: 20, classWeights: 'balanced' as const } };
  const { run, plan } = await setUp(1e-6, () => 0.6, changed);
  const one = await runTrial(run, { ...plan, settled: () => plan.settled().slice(0, 1) });
  expect(one).toMatchObject({ pruned: { by: 'didNotLearn', epoch: 10, details: { raise: 1 } } });
  // The same where the log of the number of classes is the baseline, as the classes weigh alike.
  if ('pruned' in one) expect(one.pruned.details.baseline).toBeCloseTo(Math.LN2, 5);
});
