import { type CatColumn, type NumColumn, type Table, takeColumn } from '../data/dataset';
import { emptyStudy, metricFor } from '../study/defaults';
import { rng } from '../study/random';
import type { ColumnPlan, Study, Task } from '../study/schema';
import type { Trainer } from '../train/trainer';
import { Gate } from './gate';
import { Journal } from './journal';
import { ready } from './prepare';
import { runSearch } from './run';
import type { SearchRun } from './trial';

// For this folder's tests: a table of every kind of column, a study of it, and the search run to its end.

export const ROWS = 180;

/** Texts as a column read from a file: levels in order of appearance; null is a missing cell. */
export function texts(cells: (string | null)[]): CatColumn {
  const dict = [...new Set(cells.filter((cell) => cell !== null))];
  return {
    kind: 'cat',
    codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : dict.indexOf(cell))),
    dict,
  };
}

const numbers = (cells: (number | null)[]): NumColumn => ({
  kind: 'num',
  v: Float64Array.from(cells, (cell) => cell ?? Number.NaN),
});

const CLASSES: Record<Task['kind'], string[]> = {
  binary: ['no', 'yes'],
  multiclass: ['a', 'b', 'c'],
  regression: [],
};

/** Visits of patients, some of them without a patient; gaps in most columns. */
export function mixedTable(kind: Task['kind'], seed = 1): Table {
  const random = rng('engine testing', seed);
  const rows = <T>(cell: (row: number) => T): T[] => Array.from({ length: ROWS }, (_, row) => cell(row));
  const gap = <T>(cell: T): T | null => (random.next() < 0.12 ? null : cell);
  const age = rows(() => Math.round(55 + 12 * random.normal()));
  const marker = age.map((a) => (a - 55) / 12 + random.normal());
  const outcome = {
    binary: () => texts(marker.map((m) => (m > 0.3 ? 'yes' : 'no'))),
    multiclass: () => texts(marker.map((m) => (m > 0.7 ? 'c' : m > -0.5 ? 'b' : 'a'))),
    regression: () => numbers(marker.map((m) => 120 + 15 * m)),
  }[kind]();
  const pick = (from: string[]) => from[random.int(from.length)];
  return {
    n: ROWS,
    columns: [
      { name: 'patient', column: texts(rows(() => gap(`MRN-${random.int(90)}`))) },
      { name: 'age', column: numbers(age.map(gap)) },
      { name: 'crp', column: numbers(rows(() => gap(Math.exp(random.normal())))) },
      { name: 'sex', column: texts(rows(() => gap(pick(['M', 'F'])))) },
      { name: 'stage', column: numbers(rows(() => gap(1 + random.int(4)))) },
      { name: 'ward', column: texts(rows(() => gap(pick(['west', 'east', 'north'])))) },
      { name: 'history', column: texts(rows(() => gap(pick(['HTN;DM', 'DM', 'CKD; HTN', 'HTN'])))) },
      { name: 'outcome', column: outcome },
    ],
  };
}

const plan = (name: string, type: ColumnPlan['type'], role: ColumnPlan['role'] = 'feature'): ColumnPlan => ({
  name,
  type,
  role,
  stored: true,
});

/** Every third patient's rows or so are the test part, named one by one. */
export const TEST_ROWS = Array.from({ length: ROWS / 4 }, (_, i) => i * 4);

export function mixedStudy(kind: Task['kind'], changed: Partial<Study> = {}): Study {
  const base = emptyStudy('mixed');
  return {
    ...base,
    columns: [
      plan('patient', 'identifier', 'patient'),
      plan('age', 'integer'),
      plan('crp', 'continuous'),
      plan('sex', 'binary'),
      plan('stage', 'nominal'),
      plan('ward', 'nominal'),
      { ...plan('history', 'multi'), separator: ';' },
      plan('outcome', kind === 'regression' ? 'continuous' : 'nominal', 'target'),
    ],
    task: { kind, target: 'outcome', classes: CLASSES[kind] },
    split: {
      test: { kind: 'holdout', share: 0.25 },
      validation: { kind: 'kfold', k: 3 },
      stratify: true,
    },
    steps: ['impute', 'one-hot', 'multi-hot', 'standardize'].map((step) => ({ id: step, step, params: {} })),
    search: {
      strategy: 'grid',
      space: {
        logistic: { learningRate: { kind: 'choice', values: [0.03] } },
        mlp: { hidden: { kind: 'choice', values: [[6]] }, learningRate: { kind: 'choice', values: [0.02] } },
      },
      budget: { trials: 2, minutes: 60 },
      metric: metricFor(kind),
    },
    training: { maxEpochs: 4, patience: 4, classWeights: 'none' },
    ...changed,
  };
}

/** The rows as a table of their own. */
export const takeTable = ({ columns }: Table, rows: ArrayLike<number>): Table => ({
  n: rows.length,
  columns: columns.map(({ name, column }) => ({
    name,
    column: takeColumn(column, rows) as NumColumn | CatColumn,
  })),
});

/** A search run to its end, in memory. */
export async function searched(table: Table, study: Study, trainer: Trainer): Promise<SearchRun> {
  let now = 0;
  const clock = { now: () => now++ };
  const run: SearchRun = {
    study,
    ready: ready(table, study),
    trainer,
    gate: new Gate(clock),
    clock,
    report: () => {},
    journal: new Journal(study.id, null, clock, [], () => {}),
  };
  await runSearch(run, false);
  return run;
}
