import type { ReadResult } from '../../src/data/profile-types';
import { readTable } from '../../src/data/read';
import { startWorker } from '../../src/engine/blob-worker';
import { chooseEnsemble } from '../../src/engine/choose-ensemble';
import { predictorOf, predictTest, type Winner, winnerOf } from '../../src/engine/finish';
import { Gate } from '../../src/engine/gate';
import { Journal } from '../../src/engine/journal';
import { ready } from '../../src/engine/prepare';
import { proposeStudy } from '../../src/engine/propose-study';
import { runSearch } from '../../src/engine/run';
import helperUrl from '../../src/engine/team/helper-worker.ts?worker&url';
import { Team } from '../../src/engine/team/team';
import { Trainers } from '../../src/engine/trainers';
import type { SearchRun, TrialBlob } from '../../src/engine/trial';
import { metricValue } from '../../src/evaluate/study-metric';
import { outerFolds } from '../../src/split/outer-folds';
import { isSettled, leaderboard } from '../../src/study/journal-state';
import { rng } from '../../src/study/random';
import type { Study } from '../../src/study/schema';
import { studyOf } from '../../src/study/steps-in-space';
import type { Trainer } from '../../src/train/trainer';

/** A table and what is to be told from it; `ignored`: columns that are no features. */
export interface Asked {
  name: string;
  target: string;
  ignored: string[];
  minutes: number;
  /** Of the folds inside; without it as proposed. */
  repeats?: number;
  /** Where the search is not the proposed one; `seeds`: networks of each fold. */
  families?: string[];
  trials?: number;
  seeds?: Study['training']['seeds'];
}

export interface FoldDone {
  classes: string[];
  /** Test rows, 0-based in the file, and the place of each one's class. */
  rows: number[];
  y: number[];
  /** Probabilities of the classes, row by row: of the model that the app takes home, and of each family's best trial. */
  ensemble: number[];
  families: Record<string, number[]>;
  trials: number;
  seconds: number;
  /** Families of the trials that predict together, with their weights. */
  members: { family: string; weight: number }[];
  best: string;
}

/** Of one model over all folds. */
export interface Scored {
  /** Mean over the folds, macro one-against-rest where there are more classes. */
  auroc: number;
  /** Standard deviation of that mean over bootstrap samples of each fold's rows. */
  se: number;
  logLoss: number;
}

export interface Predicted {
  y: number[];
  p: number[];
}

export interface Calls {
  /** Test rows of each of `k` folds. */
  folds: [{ asked: Asked; k: number }, number[][]];
  /** The search without the rows, and what it makes of them. */
  fold: [{ asked: Asked; rows: number[] }, FoldDone];
  score: [{ classes: number; folds: Predicted[] }, Scored];
}

const SEED = 1;
const BOOTSTRAPS = 1000;
const { signal } = new AbortController();
const ctx = () => ({ rng: rng('bench'), signal, clock: performance, report: () => {} });

const team = new Team(() => startWorker(helperUrl, 'helper'), navigator.hardwareConcurrency || 1);
const trainers = new Trainers(performance, team);
let read: { name: string; result: ReadResult } | null = null;

async function resultOf(file: File): Promise<ReadResult> {
  if (read?.name !== file.name) read = { name: file.name, result: await readTable(file, 'csv', ctx()) };
  return read.result;
}

/** The study that the app proposes with its trials, rows alike in their features in one part. */
function studyFor(result: ReadResult, asked: Asked): Study {
  const { target, ignored, minutes, families, trials, seeds, repeats } = asked;
  const study = proposeStudy(result, { id: 'bench', kind: 'file', target, seed: SEED, families });
  return {
    ...study,
    columns: study.columns.map((column) =>
      ignored.includes(column.name) ? { ...column, role: 'ignore' } : column,
    ),
    split: {
      ...study.split,
      duplicates: 'together',
      ...(repeats && { validation: { kind: 'kfold', k: 5, repeats } }),
    },
    search: {
      ...study.search,
      budget: { ...study.search.budget, ...(trials !== undefined && { trials }), minutes },
    },
    training: { ...study.training, ...(seeds !== undefined && { seeds }) },
  };
}

/** A winner of one trial alone, whatever family the best of all is of. */
async function alone(run: SearchRun, number: number): Promise<Winner> {
  const trial = run.journal.state.trials.find((one) => one.trial === number);
  const blob = trial?.blob ? await run.journal.getBlob<TrialBlob>(trial.blob) : null;
  if (!trial || !blob) throw new Error(`trial ${number} has kept nothing`);
  const study = studyOf(run.study, trial.config);
  return { study, ready: run.ready, trial, blob, trials: [{ study, trial, blob, weight: 1 }] };
}

/** [n, classes], row by row; of two classes the positive one's probability and its rest. */
async function probabilities(winner: Winner, trainer: Trainer, classes: number): Promise<number[]> {
  const { p } = await predictTest(winner, await predictorOf(winner, trainer, null), trainer);
  return classes > 2 ? [...p] : [...p].flatMap((one) => [1 - one, one]);
}

async function searched(asked: Asked, rows: number[], file: File): Promise<FoldDone> {
  const result = await resultOf(file);
  const whole = studyFor(result, asked);
  const study: Study = { ...whole, split: { ...whole.split, test: { kind: 'rows', rows } } };
  const made = ready(result.table, study);
  const trainer = await trainers.for(study.backend);
  await team.wake();
  const start = performance.now();
  const gate = new Gate(performance);
  const journal = new Journal(study.id, null, performance, [], () => {});
  const run: SearchRun = { study, ready: made, trainer, journal, gate, clock: performance, report: () => {} };
  await runSearch(run, false);
  await chooseEnsemble(run, signal);
  const seconds = (performance.now() - start) / 1000;
  const classes = made.target.classes;
  const model = await winnerOf(journal, () => made, study.evaluation);
  const families: FoldDone['families'] = {};
  for (const family of Object.keys(study.search.space)) {
    const own = journal.state.trials.filter(({ config }) => config.family === family);
    const [best] = leaderboard(own, study.search.metric);
    if (best) families[family] = await probabilities(await alone(run, best.trial), trainer, classes.length);
  }
  const { test } = made.parts;
  return {
    classes: [...classes],
    rows: [...test],
    y: [...test].map((row) => made.target.y[row]),
    ensemble: await probabilities(model, trainer, classes.length),
    families,
    trials: journal.state.trials.filter(isSettled).length,
    seconds,
    members: model.trials.map(({ trial, weight }) => ({ family: trial.config.family, weight })),
    best: leaderboard(journal.state.trials, study.search.metric)[0].config.family,
  };
}

/** The study's own metric, of two classes by the probability of the second. */
function metricOf(metric: 'auroc' | 'logLoss', classes: number, { y, p }: Predicted): number {
  const [kind, values] =
    classes > 2 ? (['multiclass', p] as const) : (['binary', p.filter((_, i) => i % 2 === 1)] as const);
  return metricValue(metric, kind, y, values, classes);
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function scored(classes: number, folds: Predicted[]): Scored {
  const random = rng('bench tables', 'bootstrap');
  const again = ({ y, p }: Predicted): Predicted => {
    const drawn = y.map(() => random.int(y.length));
    return {
      y: drawn.map((row) => y[row]),
      p: drawn.flatMap((row) => p.slice(row * classes, (row + 1) * classes)),
    };
  };
  const bothThere = ({ y }: Predicted) => new Set(y).size > 1;
  const means = Array.from({ length: BOOTSTRAPS }, () =>
    mean(
      folds
        .map(again)
        .filter(bothThere)
        .map((fold) => metricOf('auroc', classes, fold)),
    ),
  );
  const middle = mean(means);
  return {
    auroc: mean(folds.map((fold) => metricOf('auroc', classes, fold))),
    se: Math.sqrt(means.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (BOOTSTRAPS - 1)),
    logLoss: mean(folds.map((fold) => metricOf('logLoss', classes, fold))),
  };
}

const calls: { [C in keyof Calls]: (body: Calls[C][0], file: File) => Promise<Calls[C][1]> | Calls[C][1] } = {
  async folds({ asked, k }, file) {
    const result = await resultOf(file);
    const { split, ...study } = studyFor(result, asked);
    const nested = { ...split, test: { kind: 'kfold' as const, k, repeats: 1 } };
    const { target, data, site } = ready(result.table, { ...study, split: nested });
    return outerFolds(nested, target, data.unit, SEED, site).map(({ rows }) => [...rows]);
  },
  fold: ({ asked, rows }, file) => searched(asked, rows, file),
  score: ({ classes, folds }) => scored(classes, folds),
};

self.onmessage = async <C extends keyof Calls>({
  data,
}: MessageEvent<{ call: C; body: Calls[C][0]; file: File }>) => {
  try {
    postMessage({ ok: await calls[data.call](data.body, data.file) });
  } catch (thrown) {
    postMessage({ error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
  }
};
