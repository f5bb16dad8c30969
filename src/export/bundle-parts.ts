import type { Parts } from '../split/parts';
import type { JournalEvent } from '../study/events';
import type { Study } from '../study/schema';
import type { Weights } from '../train/trainer';
import type { TrainingRecord } from './keras/training';
import type { Predictor } from './predictor';
import type { TestVectors } from './test-vectors';

/** What a bundle must hold to be opened again. */
export interface Bundle {
  predictor: Predictor;
  study: Study;
  journal: JournalEvent[];
}

/** All that its files are made of. */
export interface BundleParts extends Bundle {
  /** Which rows of the data file were in which part; without it training cannot be repeated elsewhere. */
  splits?: Splits;
  /** The report as one HTML file; only the page can make it, and only of an evaluated model. */
  report?: string;
  vectors?: TestVectors;
  /** How the winner was trained; with it and the splits it can be trained anew in Python. */
  training?: TrainingRecord;
  /** Weights of the frozen backbone, where a member reads its features. */
  backbone?: Weights;
}

/** splits.json: row numbers of the data file, 0-based, and no values. */
export interface Splits {
  rows: number;
  test: number[];
  folds: { train: number[]; validation: number[] }[];
}

export const splitsOf = (rows: number, { test, folds }: Pick<Parts, 'test' | 'folds'>): Splits => ({
  rows,
  test: Array.from(test),
  folds: folds.map(({ train, valid }) => ({ train: Array.from(train), validation: Array.from(valid) })),
});
