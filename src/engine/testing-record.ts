import type { ReadResult } from '../data/profile-types';
import { readTable } from '../data/read';
import { emptyStudy, metricFor } from '../study/defaults';
import { rng } from '../study/random';
import type { ColumnPlan, StepPlan, Study, Task } from '../study/schema';

// For this folder's tests: a file with every kind of column, read as a hospital's file is, and pipelines for it.

export const RECORD_ROWS = 160;
/** The rows that are the test part. */
export const RECORD_TEST = Array.from({ length: RECORD_ROWS / 4 }, (_, i) => i * 4);

export type Cells = Record<string, string>;

const CODES = ['I10', 'I21.9', 'E11.9', 'E78.5', 'J18.9', 'J44.1', 'N18.3', 'C50.9', 'K29.7', 'A41.9'];
const WORDS = ['dyspnoea', 'oedema', 'fever', 'cough', 'angina', 'stable'];

const two = (value: number) => String(value).padStart(2, '0');

/** Visits as cells of a file: decimal commas, days first, -9 for missing, blank cells, lists, pairs, free text. */
export function recordCells(kind: Task['kind']): Cells[] {
  const random = rng('engine testing record');
  const pick = (from: readonly string[]) => from[random.int(from.length)];
  const gap = (cell: string, share = 0.1) => (random.next() < share ? '' : cell);
  const some = (from: readonly string[], count: number) => [
    ...new Set(Array.from({ length: count }, () => pick(from))),
  ];
  return Array.from({ length: RECORD_ROWS }, (_, row) => {
    const age = Math.round(55 + 12 * random.normal());
    const code = random.int(CODES.length);
    const marker = (age - 55) / 12 + (code < 4 ? 0.8 : -0.5) + random.normal();
    const outcome = {
      binary: marker > 0.2 ? 'yes' : 'no',
      multiclass: marker > 0.8 ? 'c' : marker > -0.5 ? 'b' : 'a',
      regression: (120 + 15 * marker).toFixed(1).replace('.', ','),
    }[kind];
    return {
      patient: `MRN-${Math.floor(row / 2)}`,
      age: random.next() < 0.1 ? '-9' : String(age),
      crp: gap(Math.exp(random.normal()).toFixed(3).replace('.', ',')),
      bp: gap(`${110 + random.int(50)}/${60 + random.int(30)}`),
      sex: gap(pick(['M', 'F'])),
      stage: gap(String(1 + random.int(4))),
      grade: gap(pick(['low', 'medium', 'high'])),
      diagnosis: gap(CODES[code]),
      history: gap(some(CODES, 1 + random.int(3)).join('|')),
      seen: gap(`${two(1 + random.int(28))}/${two(1 + random.int(12))}/2021`, 0.05),
      born: `${two(1 + random.int(28))}/${two(1 + random.int(12))}/${1940 + random.int(40)}`,
      note: gap(some(WORDS, 2 + random.int(3)).join(' ')),
      outcome,
    };
  });
}

/** The cells as a file with semicolons, read. */
export function readCells(cells: readonly Cells[]): Promise<ReadResult> {
  const names = Object.keys(cells[0]);
  const lines = [names, ...cells.map((row) => names.map((name) => row[name]))];
  const text = lines.map((line) => `${line.join(';')}\n`).join('');
  return readTable(new Blob([text]), 'csv', {
    rng: rng('read'),
    signal: new AbortController().signal,
    clock: { now: () => 0 },
    report: () => {},
  });
}

const column = (name: string, type: ColumnPlan['type'], reading: Partial<ColumnPlan> = {}): ColumnPlan => ({
  name,
  type,
  role: 'feature',
  stored: true,
  ...reading,
});

const planned = (step: string, params: StepPlan['params'] = {}, columns?: string[]): StepPlan => ({
  id: step,
  step,
  params,
  ...(columns && { columns }),
});

const CODED = ['diagnosis', 'history'];

/** Limits at which a selection has something to drop. */
const SELECTED: Record<string, StepPlan['params']> = {
  'select-correlation': { limit: 0.5 },
  'select-mutual-information': { count: 12 },
};

/** A pipeline that ends in numbers, with the named step where it has something to do. */
export function pipelineWith(step: string): StepPlan[] {
  const filled = step.startsWith('impute') ? step : 'impute';
  const scaling = [
    'min-max',
    'robust',
    'quantile',
    'yeo-johnson',
    'log',
    'winsorize',
    'smooth-clip',
    'piecewise-linear',
  ];
  const last = step.startsWith('select-') || step.endsWith('-sample') ? [planned(step, SELECTED[step])] : [];
  return [
    planned('date-parts', { reference: 'seen', interval: 'age', weekday: true }),
    planned('ordinal', {}, ['grade']),
    ...(step === 'icd-chapter' ? [planned(step, {}, ['history'])] : []),
    planned(filled, filled === 'impute-constant' ? {} : { indicator: true }),
    ...(step === 'frequency' || step === 'target-encoding' ? [planned(step, {}, ['diagnosis', 'sex'])] : []),
    ...(step === 'hashing' ? [planned(step, { buckets: 8 }, CODED)] : []),
    planned('one-hot', { unknown: true }),
    ...(step === 'hashing' ? [] : [planned('multi-hot')]),
    planned('bag-of-words', { weight: 'tfidf' }),
    planned(scaling.includes(step) ? step : 'standardize'),
    ...last,
  ];
}

export function recordStudy(kind: Task['kind'], changed: Partial<Study> = {}): Study {
  return {
    ...emptyStudy('record'),
    columns: [
      column('patient', 'identifier', { role: 'patient' }),
      column('age', 'integer', { missing: ['', '-9'] }),
      column('crp', 'continuous', { decimal: 'comma' }),
      column('bp', 'pair'),
      column('sex', 'binary'),
      column('stage', 'nominal'),
      column('grade', 'ordinal', { order: ['low', 'medium', 'high'] }),
      column('diagnosis', 'nominal'),
      column('history', 'multi', { separator: '|' }),
      column('seen', 'date', { dateOrder: 'dayFirst' }),
      column('born', 'date', { dateOrder: 'dayFirst' }),
      column('note', 'text'),
      column('outcome', kind === 'regression' ? 'continuous' : 'nominal', {
        role: 'target',
        ...(kind === 'regression' && { decimal: 'comma' }),
      }),
    ],
    task: {
      kind,
      target: 'outcome',
      classes: { binary: ['no', 'yes'], multiclass: ['a', 'b', 'c'], regression: [] }[kind],
    },
    split: {
      test: { kind: 'rows', rows: RECORD_TEST },
      validation: { kind: 'kfold', k: 2 },
      stratify: true,
    },
    steps: pipelineWith('standardize'),
    search: {
      strategy: 'grid',
      space: { mlp: { hidden: { kind: 'choice', values: [[4]] } } },
      budget: { trials: 1, minutes: 60 },
      metric: metricFor(kind),
    },
    training: { maxEpochs: 3, patience: 3, classWeights: kind === 'regression' ? 'none' : 'balanced' },
    ...changed,
  };
}
