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
  /** In no part: rows without an outcome and, where the test rows were given, other rows of their patients. */
  left: Uint32Array;
}

/** Who is where, for the picture of people; no outcome of the test part beyond its prevalence. */
export interface SplitSummary {
  parts: {
    part: 'train' | 'valid' | 'test';
    rows: number;
    patients: number;
    classes: number[];
    mean: number | null;
  }[];
  folds: number;
  left: number;
  grouped: boolean;
  sites: { site: string; rows: number[] }[];
}
