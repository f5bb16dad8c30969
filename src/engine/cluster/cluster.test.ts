import { strFromU8, strToU8, unzipSync } from 'fflate';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { groundsSum } from '../../export/cluster/project';
import { journalEventSchema } from '../../export/journal-schema';
import type { BenchsideError } from '../../study/errors';
import { leaderboard, replayJournal, winningTrial } from '../../study/journal-state';
import type { ParamValue } from '../../study/params';
import type { Study } from '../../study/schema';
import type { Domain } from '../../study/space';
import { openTrainer } from '../../train/open-trainer';
import { budgetEnd, trialsLeft } from '../budget';
import { winnerOf } from '../finish';
import { runSearch } from '../run';
import { mixedStudy, mixedTable, ROWS, searched } from '../testing';
import { memoryJournal } from '../testing-search';
import type { SearchRun } from '../trial';
import { clusterPlan } from './collect';
import { clusterHandlers } from './handlers';

const choice = (...values: ParamValue[]): Domain => ({ kind: 'choice', values });
const call = { signal: new AbortController().signal, emit: () => {} };
const base = mixedStudy('binary');
const table = mixedTable('binary', 1);
const file = { kind: 'file' as const, sha256: 'ab'.repeat(32), rows: ROWS };

const handlersOf = ({ journal, ready }: SearchRun) => clusterHandlers({ journal, ready: () => ready });
const search = async (changed: Partial<Study> = {}, kind: 'binary' | 'regression' = 'binary') =>
  searched(
    kind === 'binary' ? table : mixedTable(kind, 1),
    { ...mixedStudy(kind), data: file, ...changed },
    await openTrainer('cpu'),
  );
const take = async (run: SearchRun, rowsMayLeave = false) => {
  const files = unzipSync(await handlersOf(run).clusterProject({ rowsMayLeave }, call));
  const text = (path: string) => strFromU8(files[`benchside-cluster/${path}`]);
  return { files: Object.keys(files), text, json: (path: string) => JSON.parse(text(path)) };
};

let run: SearchRun;
beforeAll(async () => {
  run = await search();
});

describe('the project', () => {
  it('holds the space, the scores, the fitted steps and row numbers, and no cell', async () => {
    const { files, text, json } = await take(run);
    for (const path of [
      'README.md',
      'requirements.txt',
      'search_ray.py',
      'search_optuna.py',
      'benchside_cluster/space.py',
    ])
      expect(files).toContain(`benchside-cluster/${path}`);
    expect(json('space.json')).toMatchObject({
      families: base.search.space,
      fixed: {},
      direction: 'maximize',
      grounds: await groundsSum(run.study),
    });
    const told = text('trials.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(told).toEqual(
      run.journal.state.trials.map(({ trial, config, score }) => ({ trial, config, score: score?.metric })),
    );
    const { rows, test, folds } = json('splits.json');
    expect(rows).toBe(ROWS);
    const { parts } = run.ready;
    expect(folds).toEqual(
      parts.folds.map(({ train, valid }) => ({ train: [...train], validation: [...valid] })),
    );
    expect(test).toEqual([...parts.test]);
    const { inputs, outcome, variants } = json('preprocess.json');
    expect(inputs.map(({ name }: { name: string }) => name)).not.toContain('patient');
    expect(outcome).toEqual({
      kind: 'binary',
      classes: ['no', 'yes'],
      column: { name: 'outcome', type: 'nominal', levels: ['no', 'yes'] },
    });
    expect(variants).toHaveLength(1);
    expect(variants[0].folds).toHaveLength(3);
    // The patients' numbers of the table are nowhere.
    for (const path of files) expect(text(path.replace('benchside-cluster/', ''))).not.toContain('MRN-');
  });

  it('holds no level that fewer than five patients have', async () => {
    const columns = table.columns.map((read) => {
      if (read.name !== 'ward' || read.column.kind !== 'cat') return read;
      const [one] = run.ready.parts.dev;
      const dict = [...read.column.dict, 'canary ward'];
      return {
        ...read,
        column: { ...read.column, dict, codes: read.column.codes.with(one, dict.length - 1) },
      };
    });
    const study = { ...mixedStudy('binary'), data: file };
    const planted = await searched({ n: ROWS, columns }, study, await openTrainer('cpu'));
    expect(planted.ready.levels.get('ward')).toContain('canary ward');
    const { files, text, json } = await take(planted);
    for (const path of files) expect(text(path.replace('benchside-cluster/', ''))).not.toContain('canary');
    // As many inputs as before, so that the names still fit.
    expect(json('preprocess.json').variants[0].folds[0].names).toContain('ward=west');
  });

  it('standardizes a number as the app does', async () => {
    const { json } = await take(await search({}, 'regression'));
    const { outcome } = json('preprocess.json');
    expect(outcome.column.type).toBe('continuous');
    expect(outcome.scale.sd).toBeGreaterThan(1);
    expect(json('space.json').direction).toBe('minimize');
  });

  it('has the steps fitted under every combination, and the rows that a step takes again', async () => {
    const steps = [...base.steps, { id: 'more', step: 'over-sample', params: {} }];
    const tried = await search({
      steps,
      search: {
        ...base.search,
        steps: { more: { on: choice(false, true), ratio: choice(0.9, 1) } },
        budget: { trials: 2, minutes: 60 },
      },
    });
    const { json } = await take(tried);
    const { variants } = json('preprocess.json');
    expect(variants.map(({ params }: { params: object }) => params)).toEqual([
      { 'more:on': false },
      { 'more:on': true, 'more:ratio': 0.9 },
      { 'more:on': true, 'more:ratio': 1 },
    ]);
    const [plain, , even] = variants;
    expect(plain.folds[0].train).toBeUndefined();
    const train: number[] = even.folds[0].train;
    const counts = [0, 1].map((c) => train.filter((row) => run.ready.target.y[row] === c).length);
    expect(counts[0]).toBe(counts[1]);
    expect(clusterPlan(tried.journal.state)).toEqual({
      combinations: 3,
      trials: 2,
      leftOut: false,
      here: [],
    });
  });

  it('keeps the steps of the best trial where their combinations are endless, and says so', async () => {
    const tried = await search({
      steps: [...base.steps, { id: 'more', step: 'over-sample', params: {} }],
      search: {
        ...base.search,
        steps: { more: { ratio: { kind: 'float', low: 0.9, high: 1, log: false } } },
        strategy: 'random',
        budget: { trials: 3, minutes: 60 },
      },
    });
    const { json, text } = await take(tried);
    const best = winningTrial(tried.journal.state.trials, 'auroc');
    const fixed = { 'more:ratio': best?.config.params['more:ratio'] };
    expect(json('space.json').fixed).toEqual(fixed);
    expect(Object.keys(json('space.json').families.mlp)).toEqual(['hidden', 'learningRate']);
    expect(json('preprocess.json').variants.map(({ params }: { params: object }) => params)).toEqual([fixed]);
    expect(text('trials.jsonl').trim().split('\n')).toHaveLength(1);
    expect(text('README.md')).toContain('is not searched here');
    expect(clusterPlan(tried.journal.state).combinations).toBe(0);
  });

  it('is not made where something stands against it', async () => {
    const refused = async (changed: Partial<Study>) => {
      const other = await search(changed);
      return take(other).then(
        () => null,
        (error: BenchsideError) => error.code,
      );
    };
    const fill = (step: string) => [{ id: 'first', step, params: {} }, ...base.steps];
    // A sample of another version.
    expect(await refused({ data: { ...file, kind: 'synthetic' } })).toBe('cluster.sample');
    expect(await refused({ steps: fill('impute-knn') })).toBe('cluster.holdsRows');
    const agreed = await search({ steps: fill('impute-knn') });
    expect((await take(agreed, true)).files.length).toBeGreaterThan(5);
    expect(() => clusterPlan(memoryJournal().state)).toThrow('train.noTrial');
  });
});

const point = (epoch: number, metric: number) => ({ epoch, trainLoss: 0.6, validLoss: 0.5, metric });
const better = {
  id: 'ray-1',
  config: { family: 'mlp', params: { hidden: [64, 32], learningRate: 0.01 } },
  state: 'finished',
  score: 0.999,
  std: 0.01,
  validLoss: 0.5,
  bestEpoch: 2,
  epochs: 2,
  seconds: 3.5,
  curve: [point(1, 0.8), point(2, 0.999)],
  error: null,
  inputs: 12,
};
const others = [
  { ...better, id: 'ray-2', state: 'pruned', score: 0.6, epochs: 1, curve: [point(1, 0.6)] },
  { ...better, id: 'ray-3', state: 'failed', score: null, bestEpoch: null, curve: [], error: 'ValueError' },
  { ...better, id: 'ray-4', state: 'failed', score: null, epochs: 3, curve: [], error: 'diverged' },
];
const head = async (study: Study) => ({
  format: 'benchside-results',
  version: 1,
  study: study.id,
  data: file.sha256,
  grounds: await groundsSum(study),
  by: 'ray 2.60.0',
});
const lines = (...all: unknown[]) => strToU8(all.map((line) => `${JSON.stringify(line)}\n`).join(''));

describe('its results', () => {
  it('become trials of the search: seen, compared, never the model until trained here', async () => {
    const here = await search();
    const { journal } = here;
    const before = journal.state;
    const own = winningTrial(before.trials, 'auroc');
    const { openResults } = handlersOf(here);
    const results = lines(await head(here.study), better, ...others);
    expect(await openResults({ file: results }, call)).toEqual({ added: 4, known: 0 });
    const { trials } = journal.state;
    expect(trials.slice(2).map(({ trial, state, from }) => [trial, state, from?.id])).toEqual([
      [2, 'finished', 'ray-1'],
      [3, 'pruned', 'ray-2'],
      [4, 'failed', 'ray-3'],
      [5, 'failed', 'ray-4'],
    ]);
    expect(trials[2]).toMatchObject({ points: better.curve, score: { metric: 0.999, bestEpoch: 2 } });
    expect(trials[4].error).toMatchObject({ code: 'cluster.trialFailed', details: { name: 'ValueError' } });
    expect(trials[5].error).toMatchObject({ code: 'train.diverged', details: { epoch: 3 } });
    expect(leaderboard(trials, 'auroc')[0].trial).toBe(2);
    // The model that is evaluated and taken home is still one whose weights are here.
    expect((await winnerOf(journal, () => here.ready)).trial.trial).toBe(own?.trial);
    // They cost nothing of the budget.
    expect(trialsLeft(journal.state)).toBe(trialsLeft(before));
    expect(budgetEnd(journal.state)).toBe('budget');
    // The file again, grown by one trial.
    const grown = lines(await head(here.study), better, ...others, { ...better, id: 'ray-5' });
    expect(await openResults({ file: grown }, call)).toEqual({ added: 1, known: 4 });
    // The journal says all of it, after a bundle or a reload too.
    const replayed = memoryJournal(journal.all().map((event) => v.parse(journalEventSchema, event)));
    expect(replayed.state).toEqual(replayJournal(journal.all()));
  });

  it('are trained here by hand and then win', async () => {
    const here = await search();
    const { journal } = here;
    await handlersOf(here).openResults({ file: lines(await head(here.study), better) }, call);
    await journal.append({ type: 'trial.queued', search: 1, config: better.config });
    await runSearch(here, true);
    const trained = journal.state.trials.at(-1);
    expect(trained).toMatchObject({ trial: 3, state: 'finished', config: better.config });
    expect(trained?.from).toBeUndefined();
    expect(trained?.blob).toBeDefined();
  });

  it('of another study, other data or other decisions are refused, and nothing is changed', async () => {
    const { journal, study } = run;
    const before = journal.all().length;
    const open = async (first: object, ...rest: unknown[]) =>
      Promise.resolve(handlersOf(run).openResults({ file: lines(first, ...rest) }, call)).then(
        () => null,
        (error: BenchsideError) => [error.code, error.details],
      );
    const good = await head(study);
    expect(await open({ ...good, study: 'other' }, better)).toEqual(['cluster.otherStudy', {}]);
    expect(await open({ ...good, data: 'cd'.repeat(32) }, better)).toEqual(['cluster.otherStudy', {}]);
    expect(await open({ ...good, grounds: await groundsSum({ ...study, seed: 99 }) }, better)).toEqual([
      'cluster.changed',
      {},
    ]);
    expect(await open({ ...good, version: 2 }, better)).toEqual(['cluster.version', { wanted: 1, got: 2 }]);
    expect(await open({ ...good, format: 'x' })).toEqual(['cluster.broken', { line: 1 }]);
    const broken = [
      { ...better, score: '1' },
      { ...better, score: null },
      { ...better, state: 'running' },
      { ...better, curve: 'x' },
      { ...better, config: { family: 'resnet', params: {} } },
      { ...better, config: { family: 'nobody', params: {} } },
      { ...better, config: { family: 'mlp', params: { learningRate: -1 } } },
      { ...better, config: { family: 'mlp', params: { 'more:on': true } } },
      { ...better, id: 'x'.repeat(300) },
      [],
    ];
    for (const line of broken)
      expect(await open(good, better, line), JSON.stringify(line).slice(0, 200)).toEqual([
        'cluster.broken',
        { line: 3 },
      ]);
    expect(journal.all()).toHaveLength(before);
  });

  it('as hostile text are refused', async () => {
    const first = JSON.stringify(await head(run.study));
    const texts = [
      `${first}\n{"__proto__": {"state": "finished"}}`,
      `${first}\n{"constructor": {"prototype": {}}}`,
      `${first}\n${'['.repeat(100_000)}`,
      `${first}\n${JSON.stringify(better).slice(0, -1)}`,
      `${first}\n{"id": "${'x'.repeat(5_000_000)}"}`,
      `\u0000\u0001`,
      '',
    ];
    for (const text of texts)
      await expect(handlersOf(run).openResults({ file: strToU8(text) }, call)).rejects.toMatchObject({
        code: 'cluster.broken',
      });
    await expect(
      clusterHandlers({ journal: memoryJournal(), ready: () => run.ready }).openResults(
        { file: strToU8(first) },
        call,
      ),
    ).rejects.toMatchObject({ code: 'cluster.noStudy' });
  });
});
