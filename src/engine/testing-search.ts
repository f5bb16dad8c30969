import { emptyStudy } from '../study/defaults';
import type { JournalEvent } from '../study/events';
import { leaderboard } from '../study/journal-state';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import type { Trainer } from '../train/trainer';
import { Gate } from './gate';
import { Journal } from './journal';
import { type Ready, ready } from './prepare';
import type { SearchRun } from './trial';

// For this folder's tests: searches so small that many of them run in a second, on the kernels of the application.

const ROWS = 48;

/** One number and an outcome that depends on it. */
export const TABLE = (() => {
  const random = rng('searches');
  const age = Float64Array.from({ length: ROWS }, () => 50 + 10 * random.normal());
  const outcome = Float64Array.from(age, (a) => +(a + 8 * random.normal() > 50));
  return {
    n: ROWS,
    columns: [
      { name: 'age', column: { kind: 'num' as const, v: age } },
      { name: 'outcome', column: { kind: 'num' as const, v: outcome } },
    ],
  };
})();

const float = (low: number, high: number) => ({ kind: 'float' as const, low, high, log: true });

/** Two families, numbers and choices; learning strategies have learned before its 14 trials are over. */
export const smallStudy = (search: Partial<Study['search']> = {}): Study => ({
  ...emptyStudy('small'),
  columns: [
    { name: 'age', type: 'continuous', role: 'feature', stored: true },
    { name: 'outcome', type: 'binary', role: 'target', stored: true },
  ],
  task: { kind: 'binary', target: 'outcome', classes: ['0', '1'] },
  split: {
    test: { kind: 'holdout', share: 0.25 },
    validation: { kind: 'holdout', share: 0.25 },
    stratify: true,
  },
  steps: [{ id: 's', step: 'standardize', params: {} }],
  search: {
    strategy: 'random',
    space: {
      logistic: { learningRate: float(1e-3, 1e-1), weightDecay: float(1e-4, 1e-1) },
      mlp: { hidden: { kind: 'choice', values: [[8], [16]] }, learningRate: float(1e-3, 1e-1) },
    },
    budget: { trials: 14, minutes: 60 },
    metric: 'logLoss',
    ...search,
  },
  training: { maxEpochs: 2, patience: 2, classWeights: 'none' },
});

export const memoryJournal = (events: JournalEvent[] = []): Journal =>
  new Journal('small', null, { now: () => 0 }, events, () => {});

let prepared: Ready | null = null;

/** A search that has not begun; no time passes. */
export function searchOf(study: Study, trainer: Trainer, journal = memoryJournal()): SearchRun {
  const clock = { now: () => 0 };
  prepared ??= ready(TABLE, smallStudy());
  return { study, ready: prepared, trainer, gate: new Gate(clock), clock, report: () => {}, journal };
}

/** What two searches must have alike: numbers, configurations, scores and curves, bit for bit. */
export const boardOf = ({ state }: Journal) =>
  leaderboard(state.trials, 'logLoss').map(({ trial, search, config, score, points, why }) => ({
    ...{ trial, search, config, score, points, why },
  }));
