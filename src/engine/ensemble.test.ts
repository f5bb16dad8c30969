import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../data/dataset';
import { blended } from '../evaluate/ensemble/greedy';
import { metricValue } from '../evaluate/study-metric';
import { readBundle, writeBundle } from '../export/bundle';
import { datasetFromTable } from '../export/inputs';
import { predict } from '../export/predict';
import { plainForward } from '../export/testing';
import type { Ensemble } from '../study/results/ensemble';
import type { Study, Task } from '../study/schema';
import { winningModel } from '../study/winning-model';
import { openTrainer } from '../train/open-trainer';
import type { Trainer } from '../train/trainer';
import { chooseEnsemble } from './choose-ensemble';
import { Ensembles } from './ensembles';
import { runOuterFolds } from './evaluation/outer';
import { predictorOf, predictTest, thresholdOf, winnerOf } from './finish';
import { Journal } from './journal';
import { ready } from './prepare';
import type { Session } from './session';
import { takeHomeHandlers } from './take-home/handlers';
import { mixedStudy, mixedTable, searched, TEST_ROWS, takeTable } from './testing';
import type { SearchRun, TrialBlob } from './trial';

const never = new AbortController().signal;
const choice = (kind: 'binary' | 'multiclass' | 'regression', value: 'auto' | 'single') => ({
  ...mixedStudy(kind).evaluation,
  ensemble: value,
});

/** Four trials of two families; two with the standardizing step and two without it. */
const study = (kind: Task['kind'], changed: Partial<Study> = {}): Study => {
  const base = mixedStudy(kind);
  return {
    ...base,
    search: {
      ...base.search,
      steps: { standardize: { on: { kind: 'choice', values: [true, false] } } },
      budget: { trials: 4, minutes: 60 },
    },
    evaluation: choice(kind, 'auto'),
    ...changed,
  };
};

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);

/** What the choice writes, whatever these tiny trainings come to. */
const MEMBERS = [
  { trial: 0, weight: 0.5 },
  { trial: 3, weight: 0.25 },
  { trial: 2, weight: 0.25 },
];
/** Weights of a stack: no shares of few picks. */
const STACKED = [
  { trial: 1, weight: 0.6180339887498949 },
  { trial: 3, weight: 0.2701030392318732 },
  { trial: 0, weight: 0.1118629720182319 },
];
const together = (members: Ensemble['members'] = MEMBERS): Ensemble => ({
  metric: 'auroc',
  candidates: 4,
  members,
  score: 0.9,
  single: 0.8,
  gain: { estimate: 0.1, low: 0.05, high: 0.15, method: 'bootstrap' },
  used: true,
});

let trainer: Trainer;
beforeAll(async () => {
  trainer = await openTrainer('cpu');
});

const blobsOf = async ({ journal }: SearchRun, trials: readonly number[]) =>
  Promise.all(
    trials.map(async (trial) => {
      const blob = await journal.getBlob<TrialBlob>(`trial-1-${trial}`);
      if (!blob) throw new Error('a blob');
      return blob;
    }),
  );

describe.each(['binary', 'multiclass', 'regression'] as const)('several trials together (%s)', (kind) => {
  it.each([
    ['bagged', MEMBERS],
    ['refit', MEMBERS],
    ['bagged', STACKED],
  ] as const)('%s: predict the same here, from a bundle and in plain loops (%j)', async (final, members) => {
    const of = study(kind, { final });
    const table = mixedTable(kind);
    const run = await searched(table, of, trainer);
    await run.journal.append({ type: 'ensembled', search: 1, ensemble: together([...members]) });
    const winner = await winnerOf(run.journal, () => run.ready);
    expect(winner.trials.map(({ trial, weight }) => ({ trial: trial.trial, weight }))).toEqual(members);
    // Each with its own steps.
    const standardizes = winner.trials.map(({ study: own }) =>
      own.steps.some(({ id }) => id === 'standardize'),
    );
    expect(new Set(standardizes)).toEqual(new Set([true, false]));
    const blobs = await blobsOf(
      run,
      members.map(({ trial }) => trial),
    );
    expect(winner.blob.predictions).toEqual(
      blended(
        blobs.map(({ predictions }) => predictions),
        members.map(({ weight }) => weight),
      ),
    );

    const predictor = await predictorOf(winner, trainer, null);
    const each = final === 'refit' ? 1 : 3;
    expect(predictor.members).toHaveLength(3 * each);
    expect(predictor.members.map(({ weight }) => weight)).toEqual(
      members.flatMap(({ weight }) => Array.from({ length: each }, () => weight / each)),
    );
    const original = await predictTest(winner, predictor, trainer);

    // The mean of what each of them says alone, by weight.
    const own = new Float64Array(original.p.length);
    for (const { trial, weight } of winner.trials) {
      const alone = { ...winner, trials: winner.trials.filter((one) => one.trial === trial) };
      const { p } = await predictTest(alone, await predictorOf(alone, trainer, null), trainer);
      p.forEach((value, i) => {
        own[i] += weight * value;
      });
    }
    const unit = kind === 'regression' ? 100 : 1;
    expect(largestDifference(original.p, Float32Array.from(own))).toBeLessThan(1e-6 * unit);

    const { predictor: loaded } = await readBundle(
      await writeBundle({ predictor, study: of, journal: run.journal.all() }),
    );
    const rows = datasetFromTable(loaded.inputs, takeTable(table, run.ready.parts.test));
    const read = await predict(loaded, rows, trainer.predict.bind(trainer));
    expect(read.threshold).toBe(original.threshold);
    expect(largestDifference(read.p, original.p)).toBeLessThan(1e-6 * unit);
    const plain = await predict(loaded, rows, plainForward);
    expect(largestDifference(plain.p, original.p)).toBeLessThan(1e-6 * unit);
  });
});

describe('the choice', () => {
  it('is what the trials’ predictions of development rows say, once', async () => {
    const run = await searched(mixedTable('regression'), study('regression'), trainer);
    await chooseEnsemble(run, never);
    const { ensemble, trials } = run.journal.state;
    if (!ensemble) throw new Error('an ensemble');
    expect(ensemble.candidates).toBe(4);
    const blobs = await blobsOf(
      run,
      ensemble.members.map(({ trial }) => trial),
    );
    const p = blended(
      blobs.map(({ predictions }) => predictions),
      ensemble.members.map(({ weight }) => weight),
    );
    const y = Float64Array.from(blobs[0].rows, (row) => run.ready.target.y[row]);
    expect(ensemble.score).toBeCloseTo(metricValue('rmse', 'regression', y, p, 0), 4);
    expect(ensemble.single).toBeCloseTo(Math.min(...trials.map(({ score }) => score?.metric ?? 1e9)), 6);
    expect(ensemble.score).toBeLessThanOrEqual(ensemble.single);
    expect(ensemble.used).toBe(ensemble.members.length > 1 && (ensemble.gain?.estimate ?? 0) > 0);
    // The best single trial is one of them.
    const best = winningModel(run.journal.state, { ensemble: 'single' });
    expect(ensemble.members.map(({ trial }) => trial)).toContain(best?.trial.trial);
  });

  it('knows nothing of the test rows', async () => {
    const chosen = async (table: Table) => {
      const run = await searched(table, study('binary', { split: testRows }), trainer);
      await chooseEnsemble(run, never);
      return run.journal.state.ensemble;
    };
    const testRows = { ...mixedStudy('binary').split, test: { kind: 'rows' as const, rows: TEST_ROWS } };
    const table = mixedTable('binary');
    const hidden = new Set(TEST_ROWS);
    const turned: Table = {
      ...table,
      columns: table.columns.map(({ name, column }) => {
        if (column.kind === 'num')
          return {
            name,
            column: { ...column, v: column.v.map((v, row) => (hidden.has(row) ? 100 - v : v)) },
          };
        const codes = column.codes.map((code, row) =>
          hidden.has(row) && name === 'outcome' ? 1 - code : code,
        );
        return { name, column: { ...column, codes } };
      }),
    };
    const before = await chosen(table);
    expect(before?.members.length).toBeGreaterThan(0);
    expect(await chosen(turned)).toEqual(before);
  });

  it('is not made of pictures, of one trial, or where it is not wanted', async () => {
    const run = await searched(mixedTable('binary'), study('binary'), trainer);
    const images = { labels: { from: 'hand' }, patients: { from: 'none' }, alike: 'apart' } as const;
    await chooseEnsemble({ ...run, study: { ...run.study, images } }, never);
    await chooseEnsemble(run, AbortSignal.abort());
    const one = { ...run.study, search: { ...run.study.search, budget: { trials: 1, minutes: 60 } } };
    const alone = await searched(mixedTable('binary'), one, trainer);
    await chooseEnsemble(alone, never);
    const { journal, clock } = run;
    const unwanted = new Ensembles({ id: 's', journal, ready: () => run.ready } as never, clock);
    await unwanted.chosen({ ensemble: 'single' });
    await unwanted.chosen(undefined);
    expect(run.journal.state.ensemble).toBeNull();
    expect(alone.journal.state.ensemble).toBeNull();
  });

  it('is asked for by several at once and made once, and is the same after a reload', async () => {
    const run = await searched(mixedTable('binary'), study('binary'), trainer);
    const { journal, clock } = run;
    const before = journal.all().length;
    const asked = new Ensembles({ id: 's', journal, ready: () => run.ready } as never, clock);
    await Promise.all([asked.chosen({ ensemble: 'auto' }), asked.chosen({ ensemble: 'auto' })]);
    await asked.chosen({ ensemble: 'auto' });
    expect(journal.all().length).toBe(before + 1);

    // The page was closed before it was made: the journal holds the search and its blobs.
    const blobs = { getBlob: journal.getBlob.bind(journal) };
    const kept = journal.all().slice(0, before);
    const again = Object.assign(new Journal('s', null, clock, kept, () => {}), blobs);
    await chooseEnsemble({ ...run, journal: again }, never);
    expect(again.state.ensemble).toEqual(journal.state.ensemble);
    // And after it was made.
    const later = Object.assign(new Journal('s', null, clock, journal.all(), () => {}), blobs);
    const members = async (of: Journal) =>
      (await winnerOf(of, () => run.ready)).trials.map(({ trial, weight }) => [trial.trial, weight]);
    expect(await members(later)).toEqual(await members(journal));
  });

  it('a trial that was trained elsewhere is no member', async () => {
    const run = await searched(mixedTable('binary'), study('binary'), trainer);
    const at = { search: 1, trial: 9 };
    const config = { family: 'mlp', params: {} };
    const score = { metric: 0.999, validLoss: 0.1, bestEpoch: 1 };
    await run.journal.append({ type: 'trial.started', ...at, config, from: { place: 'cluster', id: 'a' } });
    await run.journal.append({ type: 'trial.finished', ...at, score, seconds: 1 });
    await chooseEnsemble(run, never);
    expect(run.journal.state.ensemble?.candidates).toBe(4);
    expect(run.journal.state.ensemble?.members.map(({ trial }) => trial)).not.toContain(9);
  });
});

it('the single model is the same whether there is an ensemble or not', async () => {
  const of = study('binary');
  const run = await searched(mixedTable('binary'), of, trainer);
  const plain = await winnerOf(run.journal, () => run.ready, choice('binary', 'single'));
  const before = await predictTest(plain, await predictorOf(plain, trainer, null), trainer);
  await run.journal.append({ type: 'ensembled', search: 1, ensemble: together() });
  const several = await winnerOf(run.journal, () => run.ready);
  expect(several.trials).toHaveLength(3);
  const single = await winnerOf(run.journal, () => run.ready, choice('binary', 'single'));
  expect(single.trials.map(({ trial }) => trial)).toEqual([plain.trial]);
  expect(thresholdOf(single)).toBe(thresholdOf(plain));
  expect(await predictTest(single, await predictorOf(single, trainer, null), trainer)).toEqual(before);
});

it('one that gains nothing is written down and not used', async () => {
  const run = await searched(mixedTable('binary'), study('binary'), trainer);
  await run.journal.append({ type: 'ensembled', search: 1, ensemble: { ...together(), used: false } });
  expect((await winnerOf(run.journal, () => run.ready)).trials).toHaveLength(1);
});

describe('outer folds', () => {
  const nested = (ensemble: 'auto' | 'single') => {
    const of = study('regression', { evaluation: choice('regression', ensemble) });
    return { ...of, split: { ...of.split, test: { kind: 'kfold' as const, k: 2, repeats: 1 } } };
  };
  const tested = async (ensemble: 'auto' | 'single') => {
    const table = mixedTable('regression', 2);
    const of = nested(ensemble);
    const run = await searched(table, of, trainer);
    const { journal, clock, ready: whole } = run;
    const outer = {
      ...{ study: of, ready: whole, trials: journal.state.trials, journal, trainer, clock, maker: null },
      signal: never,
      report: () => {},
      readyFor: (other: Study) => ready(table, other),
    };
    return { outer, found: await runOuterFolds(outer) };
  };

  it('choose their own ensemble, and keep what their best trial says alone', async () => {
    const auto = await tested('auto');
    const single = await tested('single');
    expect(auto.found.rows).toEqual(single.found.rows);
    // In this table several trials together gain in at least one fold.
    expect(auto.found.raw).not.toEqual(single.found.raw);
    const events = auto.outer.journal.all().length;
    expect(await runOuterFolds({ ...auto.outer, study: nested('single') })).toEqual(single.found);
    expect(auto.outer.journal.all().length).toBe(events);
    // Where nobody had asked for an ensemble the folds are searched again.
    expect(await runOuterFolds({ ...single.outer, study: nested('auto') })).toEqual(auto.found);
  });
});

it('what is taken home repeats no single training', async () => {
  const run = await searched(mixedTable('binary'), study('binary'), trainer);
  await run.journal.append({ type: 'ensembled', search: 1, ensemble: together() });
  const filesUnder = async (value: 'auto' | 'single') => {
    const best = await winnerOf(run.journal, () => run.ready, choice('binary', value));
    const finished = async () => ({
      best,
      trainer,
      predictor: await predictorOf(best, trainer, null),
      maker: null,
    });
    const handlers = takeHomeHandlers({ session: { journal: run.journal } as Session, finished });
    const zip = await handlers.bundle({ study: best.study }, { signal: never, emit: () => {} });
    return Object.keys(unzipSync(zip as Uint8Array));
  };
  const several = await filesUnder('auto');
  expect(several).toContain('models/8/model.onnx');
  expect(several).toContain('model_keras.py');
  for (const path of ['training.json', 'train_keras.py', 'keras_training.py']) {
    expect(several).not.toContain(path);
    expect(await filesUnder('single')).toContain(path);
  }
});
