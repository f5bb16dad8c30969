import type { CatColumn } from '../data/dataset';

/** What a split reads beside patients and outcomes. */
export interface SplitColumns {
  site?: CatColumn | null;
  /** Where the plan goes by time: when each row was, in any unit; NaN where unknown. */
  order?: Float64Array | null;
  /** Where the plan goes by a column's values: the cell of each row, null where missing. */
  marks?: (string | null)[] | null;
}

/** Row numbers of each part. `dev` is everything but the test part; each fold's train and valid make up dev (k-fold) or split it once (hold-out). */
export interface Parts {
  test: Uint32Array;
  dev: Uint32Array;
  folds: { train: Uint32Array; valid: Uint32Array }[];
  /**
   * In no part: rows without an outcome, other rows of patients whose test rows were given and, by time, rows without
   * one and those of development patients after the test part began.
   */
  left: Uint32Array;
}

/** How many are in a part, and their outcomes: rows of each class, or the mean of a number (null where nobody is). */
export interface Headcount {
  rows: number;
  patients: number;
  classes: number[];
  mean: number | null;
}

/** Who is where, for the picture of people; no outcome of the test part beyond its prevalence. */
export interface SplitSummary {
  /** Train and valid are those of the first fold. Without the test part where every row is tested in its turn. */
  parts: ({ part: 'train' | 'valid' | 'test' } & Headcount)[];
  /** How many models a trial trains: its folds, of all repeats. */
  folds: number;
  /** The validation parts of the first repeat; `site`: the hospital that validates. */
  rounds: ({ site: string | null } & Headcount)[];
  /** Where folds are repeated: of the first few patients the fold, from 1, that each validates in, a list a repeat. */
  repeats?: number[][];
  /** Where every row is tested in its turn: each test part. Empty where there is one. */
  outer: ({ name: string; repeat: number } & Headcount)[];
  /** Rows of each time in the order of time, where the test part is the latest. */
  time: TimeSummary | null;
  left: number;
  /** The outcome of development rows where a number is predicted; null otherwise, or of fewer than two rows. */
  outcome: { mean: number; sd: number } | null;
  /** Parameters that a regression on these features would estimate (Riley's candidate parameters). */
  parameters: number;
  grouped: boolean;
  /** Rows in train, valid and test, and all usable rows of the hospital. */
  sites: ({ site: string; parts: number[] } & Headcount)[];
}

/** Rows over time: equal bins from `from` to `to`, in days since 1970 or the column's own numbers. */
export interface TimeSummary {
  from: number;
  to: number;
  /** Where the test part begins. */
  cut: number;
  bins: { dev: number; test: number; left: number }[];
}
