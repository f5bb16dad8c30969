import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReadResult } from '../../data/profile-types';
import { readTable } from '../../data/read';
import { readBundle, writeBundle } from '../../export/bundle';
import type { Predictor } from '../../export/predictor';
import { rng } from '../../study/random';
import { openTrainer } from '../../train/open-trainer';
import type { Trainer } from '../../train/trainer';
import { predictorOf, type Winner, winnerOf } from '../finish';
import { proposeStudy } from '../propose-study';
import type { Session } from '../session';
import { searched } from '../testing';
import { externalHandlers } from './handlers';

const file = new URL('../../../../shared/data/tables/uci_heart_4sites.csv', import.meta.url);
const there = existsSync(file);
const ctx = {
  rng: rng('external'),
  signal: new AbortController().signal,
  clock: { now: () => 0 },
  report: () => {},
};
const call = { signal: ctx.signal, emit: () => {} };
const read = (lines: string[]): Promise<ReadResult> =>
  readTable(new Blob([`${lines.join('\n')}\n`]), 'csv', ctx);

const NAMES: Record<string, string> = {
  age: '나이',
  sex: 'Gender',
  chol: 'Cholesterol (mmol/L)',
  trestbps: 'Systolic BP',
  disease: 'Heart disease',
};

/** A hospital's lines as another hospital would write them: its own names, units and codes, and no column of fluoroscopy. */
function renamed(header: string[], lines: string[][]): string[] {
  const kept = header.filter((name) => name !== 'ca' && name !== 'site');
  const cell: Record<string, (text: string) => string> = {
    sex: (text) => ({ '1': 'M', '0': 'F' })[text] ?? text,
    chol: (text) => (text === '' || text === '?' ? '' : (Number(text) / 38.67).toFixed(4)),
    disease: (text) => ({ '1': 'yes', '0': 'no' })[text] ?? text,
  };
  return [
    ['record', ...kept.map((name) => NAMES[name] ?? name)].join(','),
    ...lines.map((line, i) =>
      [`R${i >> 1}`, ...kept.map((name) => (cell[name] ?? String)(line[header.indexOf(name)]))].join(','),
    ),
  ];
}

describe.skipIf(!there)('three hospitals’ model on the fourth (skipped where ../shared is absent)', () => {
  let trainer: Trainer;
  let predictor: Predictor;
  let best: Winner;
  let journalled: unknown[];
  let fourth: ReadResult;
  let plain: ReadResult;
  let dev: ReadResult;
  const handlers = (model: Predictor, evaluation: { trial: number } | null = best.trial) =>
    externalHandlers({
      shelf: { pending: null, read: null },
      session: {
        id: 'x',
        journal: {
          state: { search: 1, evaluation },
          append: (event: unknown) => journalled.push(event),
        },
      } as unknown as Session,
      finished: async () => ({ best, trainer, predictor: model }),
      model: () => model,
      trainer: async () => trainer,
    });

  beforeAll(async () => {
    const [head, ...rows] = readFileSync(file, 'utf8').trim().split('\n');
    const header = head.trim().split(',');
    const site = header.indexOf('site');
    const cells = rows.map((line) => line.trim().split(','));
    const names = [...new Set(cells.map((line) => line[site]))];
    const last = names.at(-1);
    dev = await read([head, ...cells.filter((line) => line[site] !== last).map((line) => line.join(','))]);
    const others = cells.filter((line) => line[site] === last);
    fourth = await read(renamed(header, others));
    plain = await read([head, ...others.map((line) => line.join(','))]);
    const proposed = proposeStudy(dev, { id: 'x', kind: 'file' });
    const study = {
      ...proposed,
      search: {
        ...proposed.search,
        strategy: 'grid',
        space: { logistic: { learningRate: { kind: 'choice' as const, values: [0.03] } } },
        budget: { trials: 1, minutes: 60 },
      },
      training: { ...proposed.training, maxEpochs: 30, patience: 30 },
    };
    trainer = await openTrainer('cpu');
    const run = await searched(dev.table, study, trainer);
    best = await winnerOf(run.journal, () => run.ready);
    const made = await predictorOf(best, trainer, null);
    // As it comes out of the file that goes to the other hospital.
    const zip = await writeBundle({ predictor: made, study, journal: run.journal.all() });
    predictor = (await readBundle(zip)).predictor;
  }, 120_000);

  it('the mapping is proposed; nothing is guessed of codes, and what is missing is said', async () => {
    journalled = [];
    const api = handlers(predictor);
    const answer = await api.externalPropose({ result: fourth, model: 'loaded', name: 'VA' }, call);
    const to = new Map(answer.sources[1].columns.map((plan) => [plan.to, plan]));
    expect(to.get('age')?.from).toBe('나이');
    expect(to.get('trestbps')?.from).toBe('Systolic BP');
    expect(to.get('chol')).toMatchObject({
      from: 'Cholesterol (mmol/L)',
      unit: { from: 'mmol/L', to: 'mg/dL' },
    });
    expect(to.get('disease')).toMatchObject({ from: 'Heart disease', levels: { yes: '1', no: '0' } });
    expect(answer.absent.map(({ name, can }) => [name, can])).toContainEqual(['ca', true]);
    // M and F against 1 and 0: only a person knows.
    expect(answer.problems.map(({ code }) => code)).toContain('sites.levelsUnclear');
    await expect(
      api.externalValidate({ sources: answer.sources, name: 'VA', patient: null }, call),
    ).rejects.toMatchObject({ code: 'sites.levelsUnclear' });
  });

  it('renamed, in other units and codes the numbers are those of the file as it was', async () => {
    journalled = [];
    const api = handlers(predictor);
    const first = await api.externalPropose({ result: fourth, model: 'winner', name: 'VA' }, call);
    const sources = first.sources.map((source, at) =>
      at === 0
        ? source
        : {
            ...source,
            columns: source.columns.map((plan) =>
              plan.to === 'sex' ? { ...plan, levels: { M: '1', F: '0' } } : plan,
            ),
          },
    );
    const { problems } = await api.externalReview({ sources }, call);
    expect(problems).toEqual([]);
    const got = await api.externalValidate({ sources, name: 'VA', patient: null }, call);

    const same = handlers(predictor);
    const asIs = await same.externalPropose({ result: plain, model: 'loaded', name: 'VA' }, call);
    // The column that the other file lacks is taken away here too.
    const without = asIs.sources.map((source) => ({
      ...source,
      columns: source.columns.filter(({ to }) => to !== 'ca'),
    }));
    const wanted = await same.externalValidate({ sources: without, name: 'VA', patient: null }, call);
    expect(got.evaluation.n).toBe(plain.table.n);
    expect(got.evaluation.confusion).toEqual(wanted.evaluation.confusion);
    expect(got.evaluation.metrics.auroc.estimate).toBeCloseTo(wanted.evaluation.metrics.auroc.estimate, 3);
    expect(got.evaluation.metrics.brier.estimate).toBeCloseTo(wanted.evaluation.metrics.brier.estimate, 4);
    expect(got.evaluation.threshold).toBe(predictor.threshold);

    const drift = new Map(got.drift.map((one) => [one.column, one]));
    expect(drift.get('ca')).toMatchObject({ absent: true, missing: 1, difference: null });
    for (const name of ['age', 'chol', 'sex', 'disease']) {
      const other = wanted.drift.find(({ column }) => column === name);
      expect(drift.get(name)?.difference).toBeCloseTo(other?.difference ?? Number.NaN, 3);
    }
    // By hand: mean and SD of ages in the two files.
    const ages = [dev, plain].map(({ table }) => table.columns.find(({ name }) => name === 'age')?.column);
    if (ages[0]?.kind !== 'num' || ages[1]?.kind !== 'num') throw new Error('no ages');
    const test = new Set(best.ready.parts.test);
    const [a, b] = [ages[0].v.filter((_, row) => !test.has(row)), ages[1].v];
    const mean = (v: Float64Array) => v.reduce((sum, x) => sum + x, 0) / v.length;
    const variance = (v: Float64Array) => v.reduce((sum, x) => sum + (x - mean(v)) ** 2, 0) / (v.length - 1);
    const smd = (mean(b) - mean(a)) / Math.sqrt((variance(a) + variance(b)) / 2);
    expect(drift.get('age')?.difference).toBeCloseTo(smd, 6);
    // Only the winner's is written, and no name of a column of people with it.
    expect(journalled).toHaveLength(1);
    expect(got.membership?.estimate).toBeGreaterThan(0.5);
    expect(JSON.stringify(journalled)).not.toMatch(/R17|record/);
  });

  it('patients make clusters; an update is judged on rows that it has not seen', async () => {
    journalled = [];
    const api = handlers(predictor);
    const answer = await api.externalPropose({ result: plain, model: 'winner', name: 'VA' }, call);
    const plainly = await api.externalValidate({ sources: answer.sources, name: 'VA', patient: null }, call);
    expect(plainly.evaluation.patients).toBe(plain.table.n);
    expect(plainly.membership?.method).toBe('delong');
    const updated = await api.externalUpdate({ kind: 'intercept' }, call);
    expect(updated.updated).toMatchObject({ kind: 'intercept', slope: 1 });
    const brier = (external: typeof updated) => external.evaluation.metrics.brier.estimate;
    expect(brier(updated)).toBe(brier(plainly));
    expect(updated.updated?.evaluation.metrics.brier.estimate).toBeLessThan(brier(plainly));
    expect(journalled).toHaveLength(2);

    const { sources } = await api.externalPropose({ result: fourth, model: 'loaded', name: 'VA' }, call);
    const clear = sources.map((source) => ({
      ...source,
      columns: source.columns.filter(({ to }) => to !== 'sex'),
    }));
    const clustered = await api.externalValidate({ sources: clear, name: 'VA', patient: 'record' }, call);
    expect(clustered.evaluation.patients).toBe(Math.ceil(fourth.table.n / 2));
    expect(clustered.evaluation.metrics.auroc.method).toBe('cluster-bootstrap');
    expect(journalled).toHaveLength(2);

    // Rows of a patient are not independent, neither among themselves nor beside those of the development.
    await api.externalPropose({ result: fourth, model: 'winner', name: 'VA' }, call);
    const { membership } = await api.externalValidate(
      { sources: clear, name: 'VA', patient: 'record' },
      call,
    );
    expect(membership?.method).toBe('cluster-bootstrap');
    expect(membership?.estimate).toBeGreaterThan(membership?.low ?? 1);
    expect(membership?.estimate).toBeLessThan(membership?.high ?? 0);
  });

  it('the file it was developed on is no other hospital’s', async () => {
    const own = {
      ...predictor,
      development: predictor.development && { ...predictor.development, sha256: dev.sha256 },
    };
    await expect(
      handlers(own).externalPropose({ result: dev, model: 'loaded', name: 'x' }, call),
    ).rejects.toMatchObject({ code: 'external.ownData' });
  });

  it('a file without names is mapped by hand, not by the places of its columns', async () => {
    const bytes = readFileSync(new URL('as-found/processed.va.data', file));
    const result = await readTable(new Blob([bytes]), 'data', ctx);
    expect(result.nameless).toBe(true);
    const { sources } = await handlers(predictor).externalPropose(
      { result, model: 'loaded', name: 'VA' },
      call,
    );
    expect(sources[1].columns).toEqual([]);
  });

  it('a winner whose test set was not opened is not validated', async () => {
    await expect(
      handlers(predictor, null).externalPropose({ result: plain, model: 'winner', name: 'VA' }, call),
    ).rejects.toMatchObject({ code: 'evaluate.noModel' });
  });

  it('values of the outcome that are no class are asked about, not left out in silence', async () => {
    const bytes = readFileSync(new URL('uci_heart_va.csv', file));
    const result = await readTable(new Blob([bytes]), 'csv', ctx);
    const api = handlers(predictor);
    const answer = await api.externalPropose({ result, model: 'loaded', name: 'VA' }, call);
    expect(answer.problems.map(({ code }) => code)).toContain('external.noOutcome');
    const [own, theirs] = answer.sources;
    const sources = [own, { ...theirs, columns: [...theirs.columns, { from: 'num', to: 'disease' }] }];
    const asked = await api.externalReview({ sources, propose: { at: 1, to: 'disease' } }, call);
    expect(asked.review.columns.find(({ name }) => name === 'disease')?.cells[1].open).toEqual([
      '2',
      '3',
      '4',
    ]);
    expect(asked.problems[0]).toMatchObject({ code: 'external.outcomeLevels', details: { count: 3 } });
    const levels = { '2': '1', '3': '1', '4': '1' };
    const said = asked.sources.map((source) => ({
      ...source,
      columns: source.columns.map((plan) => (plan.to === 'disease' ? { ...plan, levels } : plan)),
    }));
    const external = await api.externalValidate({ sources: said, name: 'VA', patient: null }, call);
    // 51 without disease and 149 with it, as the four hospitals' table has them.
    expect(external.evaluation.counts).toEqual([51, 149]);
  });
});
