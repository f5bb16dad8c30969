import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { metricValue } from '../evaluate/study-metric';
import type { Study, Task } from '../study/schema';
import { openTrainer } from '../train/open-trainer';
import type { Trainer } from '../train/trainer';
import { chooseEnsemble } from './choose-ensemble';
import { predictorOf, winnerOf } from './finish';
import { foldsOf } from './folds-of-rows';
import { Gate } from './gate';
import { Journal } from './journal';
import { quickFolds } from './quick-model';
import { runSearch } from './run';
import type { Session } from './session';
import { takeHomeHandlers } from './take-home/handlers';
import { mixedStudy, mixedTable, searched } from './testing';
import type { SearchRun, TrialBlob } from './trial';

const never = new AbortController().signal;
const repeated = (kind: Task['kind'], repeats: number | undefined, trials = 2): Study => {
  const base = mixedStudy(kind);
  return {
    ...base,
    split: { ...base.split, validation: { kind: 'kfold', k: 3, ...(repeats && { repeats }) } },
    search: { ...base.search, budget: { trials, minutes: 60 } },
    evaluation: { ...base.evaluation, ensemble: 'single' },
  };
};

let trainer: Trainer;
beforeAll(async () => {
  trainer = await openTrainer('cpu');
});

const blobOf = async ({ journal }: SearchRun, trial = 0): Promise<TrialBlob> => {
  const blob = await journal.getBlob<TrialBlob>(`trial-1-${trial}`);
  if (!blob) throw new Error('a blob');
  return blob;
};

/** The journal of an earlier version: each repeat's prediction of a row as a row of its own. */
function asBefore({ journal, clock }: SearchRun): Journal {
  const blobs = {
    putBlob: journal.putBlob.bind(journal),
    getBlob: async (ref: string) => {
      const kept = await journal.getBlob<TrialBlob>(ref);
      return kept && { ...kept, ...kept.apart, apart: undefined };
    },
  };
  return Object.assign(new Journal('mixed', null, clock, journal.all(), () => {}), blobs);
}

describe.each(['binary', 'multiclass', 'regression'] as const)('folds of two repeats (%s)', (kind) => {
  it('are six; a row counts once, with the mean of its predictions, and that is what is scored', async () => {
    const run = await searched(mixedTable(kind), repeated(kind, 2), trainer);
    const { parts, target } = run.ready;
    const { rows, predictions, apart, weights } = await blobOf(run);
    expect(weights).toHaveLength(6);
    expect([...rows].sort((a, b) => a - b)).toEqual([...parts.dev]);
    expect([...(apart?.rows ?? [])]).toEqual(parts.folds.flatMap(({ valid }) => [...valid]));

    const width = predictions.length / rows.length;
    for (const [i, row] of rows.entries()) {
      const places = [...(apart?.rows ?? [])].flatMap((one, at) => (one === row ? [at] : []));
      expect(places).toHaveLength(2);
      for (let c = 0; c < width; c++) {
        const [a, b] = places.map((at) => apart?.predictions[at * width + c] ?? Number.NaN);
        expect(predictions[i * width + c]).toBe(Math.fround((a + b) / 2));
      }
    }
    const y = Float64Array.from(rows, (row) => target.y[row]);
    const [{ score, points }] = run.journal.state.trials;
    const { metric } = run.study.search;
    expect(score?.metric).toBe(metricValue(metric, kind, y, predictions, target.classes.length));
    // As the learning curve has it.
    expect(points.at((score?.bestEpoch ?? 0) - 1)?.metric).toBe(score?.metric);
  });
});

it('the first repeat is what there is without repeats, and one repeat is none', async () => {
  const table = mixedTable('binary');
  const once = await searched(table, repeated('binary', undefined), trainer);
  const one = await searched(table, repeated('binary', 1), trainer);
  expect(await blobOf(one)).toEqual(await blobOf(once));
  expect((await blobOf(once)).apart).toBeUndefined();
  const twice = await searched(table, repeated('binary', 2), trainer);
  expect(twice.ready.parts.folds.slice(0, 3)).toEqual(once.ready.parts.folds);
  expect(twice.ready.parts.folds.slice(3)).not.toEqual(once.ready.parts.folds);
});

it('what is cross-fitted or asked of a quick model goes by the folds of the first repeat', async () => {
  const run = await searched(mixedTable('binary'), repeated('binary', 2), trainer);
  const { rows } = await blobOf(run);
  const folds = foldsOf(run.ready, rows);
  run.ready.parts.folds.slice(0, 3).forEach(({ valid }, f) => {
    expect([...rows].filter((_, i) => folds[i] === f)).toEqual([...valid]);
  });
  expect(quickFolds(run.ready, run.study).folds).toEqual(run.ready.parts.folds.slice(0, 3));
});

it('the ensemble is chosen on means, and its model holds a member for each fold that is taken home', async () => {
  const run = await searched(mixedTable('regression'), repeated('regression', 2), trainer);
  await chooseEnsemble(run, never);
  expect(run.journal.state.ensemble?.candidates).toBe(2);
  const winner = await winnerOf(run.journal, () => run.ready);
  expect((await predictorOf(winner, trainer, null)).members).toHaveLength(6);
});

it('the bundle holds the folds of every repeat and a score of each', async () => {
  const run = await searched(mixedTable('binary'), repeated('binary', 2), trainer);
  const best = await winnerOf(run.journal, () => run.ready);
  const predictor = await predictorOf(best, trainer, null);
  const handlers = takeHomeHandlers({
    session: { journal: run.journal } as Session,
    finished: async () => ({ best, trainer, predictor, maker: null }),
  });
  const zip = await handlers.bundle({ study: best.study }, { signal: never, emit: () => {} });
  const files = unzipSync(zip as Uint8Array);
  const json = (name: string) => JSON.parse(new TextDecoder().decode(files[name]));
  expect(json('splits.json').folds).toHaveLength(6);
  const { apart } = best.trials[0].blob;
  const { y } = run.ready.target;
  const { folds } = run.ready.parts;
  const expected = folds.map(({ valid }, f) => {
    const at = folds.slice(0, f).reduce((n, one) => n + one.valid.length, 0);
    const p = apart?.predictions.subarray(at, at + valid.length) ?? new Float32Array();
    const observed = Float64Array.from(valid, (row) => y[row]);
    return metricValue('auroc', 'binary', observed, p, 2);
  });
  expect(json('training.json').scores).toEqual(expected);
});

it('a search of an earlier version goes on as it began: its scores are compared with one another', async () => {
  const study = repeated('binary', 2);
  const run = await searched(mixedTable('binary'), repeated('binary', 2, 1), trainer);
  const journal = asBefore(run);
  const winner = await winnerOf(journal, () => run.ready);
  expect((await predictorOf(winner, trainer, null)).members).toHaveLength(6);
  expect([...foldsOf(run.ready, winner.blob.rows)]).toEqual(
    run.ready.parts.folds.flatMap(({ valid }, f) => Array.from(valid, () => f)),
  );
  await journal.append({ type: 'search.extended', search: 1, budget: study.search.budget, planned: 2 });
  await runSearch({ ...run, study, journal, gate: new Gate(run.clock) }, true);
  const next = await journal.getBlob<TrialBlob>('trial-1-1');
  expect(next?.rows).toEqual(winner.blob.rows);
});
