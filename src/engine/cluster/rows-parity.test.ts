import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join as joined } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReadResult } from '../../data/profile-types';
import { madeUp, read } from '../../data/sites/testing';
import { readResults } from '../../export/cluster/read-results';
import { steps as everyStep } from '../../prep/index';
import { rng } from '../../study/random';
import type { JoinPlan, SourcePlan, StepPlan, Study, Task } from '../../study/schema';
import type { Domain } from '../../study/space';
import { studyOf } from '../../study/steps-in-space';
import { openTrainer } from '../../train/open-trainer';
import { Hospitals } from '../hospitals';
import { join } from '../join';
import { outcomeOf, prepareFold } from '../prepare';
import { proposeStudy } from '../propose-study';
import { sampleFile } from '../sample-file';
import { searched } from '../testing';
import type { SearchRun } from '../trial';
import { clusterHandlers } from './handlers';

// Studies whose rows Python must prepare as the app does: projects, their files and the app's matrices are written where
// the environment asks for them, and compared there by interop/check_cluster_tables.py.

const SEARCH = { trials: 1, minutes: 60 };
const SITES = ['North', 'South', 'West'];

interface Made {
  run: SearchRun;
  /** Files that are put beside the project, by their names. */
  data: Record<string, string>;
  tables: Record<string, string>;
  /** Rows whose outcome the project does not tell how to read. */
  untold: number[];
}

const choice = (...values: (string | number | boolean)[]): Domain => ({ kind: 'choice', values });
const plan = (step: string, params: StepPlan['params'] = {}, columns?: string[]): StepPlan => ({
  id: columns ? `${step} of ${columns}` : step,
  step,
  params,
  ...(columns && { columns }),
});

async function search(result: ReadResult, given: Study): Promise<SearchRun> {
  const study = { ...given, training: { ...given.training, maxEpochs: 3 } };
  return searched(result.table, study, await openTrainer('cpu'));
}

const proposed = (result: ReadResult, kind: 'file' | 'files' | 'synthetic', more: Partial<Study> = {}) => ({
  ...proposeStudy(result, {
    id: `cluster ${kind}`,
    kind,
    target: 'outcome',
    families: ['logistic', 'mlp'],
    trials: SEARCH.trials,
    ...('joins' in more && { joins: more.joins }),
  }),
  ...more,
});

/** Visits of some eighty patients, many of three of them in a ward of their own, and gaps. */
function visits(kind: Task['kind']): string {
  const random = rng('cluster visits', kind);
  const any = (list: string[]) => (random.next() < 0.1 ? '' : list[random.int(list.length)]);
  return madeUp('patient,age,ward,region,stage,drugs,outcome', 260, (i) => {
    const patient = i < 12 ? i % 3 : 3 + random.int(77);
    const risk = patient / 40 - 1 + random.normal();
    const outcome = {
      binary: risk > 0.6 ? 'yes' : 'no',
      multiclass: risk > 0.7 ? 'c' : risk > -0.6 ? 'b' : 'a',
      regression: (100 + 12 * risk).toFixed(2),
    }[kind];
    const ward = i < 12 ? 'burns' : any(['west', 'east', 'north', 'south wing', '내과']);
    const region = any(Array.from({ length: 9 }, (_, k) => `R${k}`));
    return [
      `P${patient}`,
      any([String(40 + random.int(50))]),
      ward,
      region,
      any(['1', '2', '3']),
      any(['a;b', 'b', 'a']),
      outcome,
    ];
  });
}

/** Encodings of the outcome before, between and after steps that resample, under two ways of smoothing. */
async function encoded(kind: Task['kind']): Promise<Made> {
  const text = visits(kind);
  const result = await read(text);
  const base = proposed(result, 'file');
  const drawn = kind === 'regression' ? [] : [plan('over-sample', { ratio: 0.7 })];
  const left = kind === 'regression' ? [] : [plan('under-sample', { ratio: 0.9 })];
  const study: Study = {
    ...base,
    columns: base.columns.map((column) =>
      column.name === 'patient'
        ? { ...column, role: 'patient' }
        : column.name === 'stage' || column.name === 'ward' || column.name === 'region'
          ? { ...column, type: 'nominal', role: 'feature' }
          : column,
    ),
    steps: [
      plan('impute'),
      ...left,
      plan('target-encoding', { folds: 4, minPatients: 1 }, ['region']),
      ...drawn,
      plan('target-encoding', { smoothing: 10, folds: 5 }),
      plan('multi-hot'),
      plan('standardize'),
      plan('select-variance'),
    ],
    search: {
      ...base.search,
      steps: { 'target-encoding of region': { smoothing: choice('auto', 1) } },
    },
    training: { ...base.training, classWeights: kind === 'binary' ? 'balanced' : 'none' },
  };
  return { run: await search(result, study), data: { 'visits.csv': text }, tables: {}, untold: [] };
}

/** A hospital's rows; whether somebody died depends a little on the row's place. */
const hospital = (header: string, n: number, row: (i: number, died: boolean) => (string | number)[]) => {
  const random = rng('cluster hospitals', header);
  return madeUp(header, n, (i) => row(i, random.normal() + (i % 7) / 4 > 0.7));
};

/** Three hospitals in their own names, units and words; two rows of one in a word for the outcome that is not told. */
const FILES = {
  North: hospital('id,chol,sex,stage,outcome', 90, (i, died) => [
    `N${i}`,
    i % 11 ? 180 + i : 'NA',
    i % 2 ? 'M' : 'F',
    1 + (i % 3),
    died ? 1 : 0,
  ]),
  South: hospital('번호;콜레스테롤;성별;code;crp;사망', 70, (i, died) => [
    [
      `S${i}`,
      (4 + i / 30).toFixed(2).replace('.', ','),
      ['남', '여', '?'][i % 3],
      [0, 1, 9][i % 3],
      i % 5 ? (i / 7).toFixed(1).replace('.', ',') : '',
      i < 2 ? 'DEC' : died ? 'D' : 'A',
    ].join(';'),
  ]),
  West: hospital('outcome,stage,sex,cholesterol,crp', 80, (i, died) => [
    died ? 1 : 0,
    ['1', '2', '3', 'unknown stage'][i % 4],
    i % 2 ? 'M' : 'F',
    i % 9 ? 190 + i / 2 : '-',
    i % 4 ? i / 9 : '<0.5',
  ]),
};
const same = (...names: string[]): SourcePlan['columns'] => names.map((name) => ({ from: name, to: name }));
const MAPPED: Record<string, SourcePlan['columns']> = {
  North: [{ from: 'chol', to: 'cholesterol' }, ...same('sex', 'stage', 'outcome')],
  South: [
    {
      from: '콜레스테롤',
      to: 'cholesterol',
      unit: { from: 'mmol/L', to: 'mg/dL', factor: 38.67, offset: 0 },
    },
    { from: '성별', to: 'sex', levels: { 남: 'M', 여: 'F', '?': '' } },
    { from: 'code', to: 'stage', levels: { '0': '1', '1': '2', '9': '' } },
    ...same('crp'),
    { from: '사망', to: 'outcome', levels: { D: '1', DEC: '1', A: '0' } },
  ],
  West: same('outcome', 'stage', 'sex', 'cholesterol', 'crp'),
};

async function hospitals(): Promise<Made> {
  const results = await Promise.all(SITES.map((site) => read(FILES[site as keyof typeof FILES])));
  const held = new Hospitals();
  const { sources } = held.propose(results, SITES, []);
  const plans = sources.map(
    (source, i): SourcePlan => ({
      ...source,
      site: SITES[i],
      columns: MAPPED[SITES[i]],
    }),
  );
  const { result, site } = await held.combine(plans);
  const base = proposed(result, 'files', { sources: held.counted(plans, undefined) });
  const study: Study = {
    ...base,
    columns: base.columns.map((column) => (column.name === site ? { ...column, role: 'feature' } : column)),
  };
  const data = Object.fromEntries(SITES.toReversed().map((name) => [`${name}.csv`, FILES[name as 'North']]));
  return { run: await search(result, study), data, tables: {}, untold: [90, 91] };
}

/** Admissions with a row a patient beside them, and measurements before the admission. */
async function withTables(): Promise<Made> {
  const random = rng('cluster joined');
  const first = madeUp('person,age,admitted,outcome', 150, (i) => {
    const risk = random.normal() + (i % 50) / 25;
    return [
      `00${i % 140}`,
      40 + (i % 45),
      `2024-03-${String(1 + (i % 28)).padStart(2, '0')}`,
      risk > 1 ? 'died' : 'alive',
    ];
  });
  const second = madeUp('person,smoker,weight', 130, (i) => [
    `${139 - i}.0`,
    ['yes', 'no', 'never'][i % 3],
    i % 8 ? 50 + (i % 60) : 'NA',
  ]);
  const third = madeUp('person,concept,value,date', 900, (i) => [
    i % 143,
    ['sodium', 'potassium', 'culture'][i % 3],
    i % 3 === 2 ? ['coli', 'none grown'][i % 2] : i % 17 ? 100 + random.int(60) : 'hemolyzed',
    `2024-0${1 + (i % 3)}-${String(1 + (i % 27)).padStart(2, '0')}`,
  ]);
  let result = await read(first);
  const joins: JoinPlan[] = [];
  for (const text of [second, third]) {
    const made = await join(result, await read(text), null);
    result = made.result;
    joins.push(made.plan);
  }
  const base = proposed(result, 'file', { joins });
  const study: Study = {
    ...base,
    columns: base.columns.map((column) =>
      column.name === 'person' ? { ...column, role: 'patient' } : column,
    ),
  };
  const tables = { 'measurements.csv': third, 'patients.csv': second };
  return { run: await search(result, study), data: { 'first.csv': first }, tables, untold: [] };
}

async function sample(): Promise<Made> {
  const result = await read(await (await sampleFile('synthetic')).text());
  const study = proposeStudy(result, {
    id: 'cluster sample',
    kind: 'synthetic',
    families: ['mlp'],
    trials: 1,
  });
  return { run: await search(result, study), data: {}, tables: {}, untold: [] };
}

const CASES: Record<string, () => Promise<Made>> = {
  'encoded-binary': () => encoded('binary'),
  'encoded-multiclass': () => encoded('multiclass'),
  'encoded-regression': () => encoded('regression'),
  hospitals,
  joined: withTables,
  sample,
};

const handlersOf = ({ journal, ready }: SearchRun) => clusterHandlers({ journal, ready: () => ready });
const call = { signal: new AbortController().signal, emit: () => {} };
const base64 = (values: Float32Array) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');

/** The matrices that the app's networks are given, under each combination of the steps. */
function matricesOf({ study, ready }: SearchRun, variants: { params: Study['steps'][number]['params'] }[]) {
  return variants.map(({ params }) => ({
    params,
    folds: ready.parts.folds.map((part, f) => {
      const own = studyOf(study, { family: '', params });
      const fold = prepareFold(ready, own, outcomeOf(ready), part, f, 'embedded');
      const rows = ({ n, d, x, y, w }: typeof fold.train) => ({
        shape: [n, d],
        x: base64(x),
        y: base64(Float32Array.from(y)),
        w: w ? base64(Float32Array.from(w)) : null,
      });
      return {
        train: { ...rows(fold.train), rows: [...(fold.trainRows ?? part.train)] },
        validation: { ...rows(fold.valid), rows: [...part.valid] },
      };
    }),
  }));
}

describe.each(Object.entries(CASES))('%s', (name, make) => {
  let made: Made;
  let files: Record<string, Uint8Array>;
  let variants: {
    params: StepPlan['params'];
    folds: { outOfFold?: { step: string; folds: number[] }[] }[];
  }[];
  let patients: (number | null)[] | undefined;
  beforeAll(async () => {
    made = await make();
    files = unzipSync(await handlersOf(made.run).clusterProject({ rowsMayLeave: false }, call));
    ({ variants, patients } = JSON.parse(strFromU8(files['benchside-cluster/preprocess.json'])));
  });

  it('is a project for a cluster', () => {
    const encoded = made.run.study.steps.filter(({ step }) => step === 'target-encoding').length;
    expect(variants).toHaveLength(name.startsWith('encoded') ? 2 : 1);
    if (name.startsWith('encoded')) expect(encoded).toBe(2);
    const dealt = variants.flatMap(({ folds }) => folds.map(({ outOfFold }) => outOfFold?.length ?? 0));
    expect(new Set(dealt)).toEqual(new Set([encoded]));
    expect(patients !== undefined).toBe(encoded > 0);
    // Who is whose number is said of development rows alone.
    const { unit } = made.run.ready.data;
    for (const row of made.run.ready.parts.dev) if (patients) expect(patients[row]).toBe(unit[row]);
    for (const row of made.run.ready.parts.test) if (patients) expect(patients[row]).toBeNull();
  });

  it('names every file that is to be put beside it, and no other', () => {
    const readme = strFromU8(files['benchside-cluster/README.md']);
    const options = readme.match(/search_optuna\.py (.*) --trials 200/)?.[1] ?? '';
    expect(options.match(/--data/g)).toHaveLength(Math.max(1, Object.keys(made.data).length));
    expect(options.match(/--table/g) ?? []).toHaveLength(Object.keys(made.tables).length);
    expect('benchside-cluster/sample.csv' in files).toBe(name === 'sample');
    for (const file of [...Object.keys(made.data), ...Object.keys(made.tables)])
      for (const [path, bytes] of Object.entries(files))
        expect(strFromU8(bytes).includes(file), path).toBe(false);
  });

  const folder = process.env.BENCHSIDE_INTEROP_OUT;
  it.runIf(folder)('is written down', () => {
    const own = joined(folder as string, name);
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(joined(own, path, '..'), { recursive: true });
      writeFileSync(joined(own, path), bytes);
    }
    for (const [file, text] of Object.entries({ ...made.data, ...made.tables }))
      writeFileSync(joined(own, file), text);
    const expected = {
      data: Object.keys(made.data),
      tables: Object.keys(made.tables),
      untold: made.untold,
      variants: matricesOf(made.run, variants),
    };
    writeFileSync(joined(own, 'expected.json'), JSON.stringify(expected));
  });

  // Once search_optuna.py has run in the folder.
  const found = folder ? joined(folder, name, 'benchside-cluster', 'results.jsonl') : '';
  it.runIf(existsSync(found))('opens what Python has found', async () => {
    const results = await readResults(readFileSync(found), made.run.study);
    expect(results.length).toBeGreaterThan(1);
    const { openResults } = handlersOf(made.run);
    expect(await openResults({ file: readFileSync(found) }, call)).toEqual({
      added: results.length,
      known: 0,
    });
  });
});

it('has every step whose training rows differ from others', () => {
  const outOfFold = everyStep.filter(({ trainOut }) => trainOut).map(({ name }) => name);
  expect(outOfFold).toEqual(['target-encoding']);
});
