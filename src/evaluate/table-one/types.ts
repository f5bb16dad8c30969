import type { TestName } from './tests';

/** What the groups of the table are. */
export const GROUPINGS = ['outcome', 'site', 'part', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface TableOneOptions {
  /** Variables whose mean (SD), or median [IQR], a person asked for; of the others their skewness decides. */
  means: string[];
  medians: string[];
  /** With more than two groups: the mean or the largest of all pairs' standardized differences. */
  smd: 'average' | 'largest';
  pValues: boolean;
  /** Of means: equal variances (as R's tableone), or not. */
  meanTest: 'anova' | 'welch';
  /** Counts of 1 to 4 are not shown, nor what they could be worked out from. */
  suppress: boolean;
  /** Each row counts, or each patient once with the first of their rows. */
  unit: 'row' | 'patient';
}

export const tableOneDefaults = (): TableOneOptions => ({
  means: [],
  medians: [],
  smd: 'average',
  pValues: false,
  meanTest: 'anova',
  suppress: false,
  unit: 'row',
});

/** `small`: 1 to 4, not shown. `masked`: not shown, because a small count could be worked out from it. `empty`: there is none. */
export type Cell =
  | { kind: 'mean'; mean: number; sd: number }
  | { kind: 'median'; median: number; q1: number; q3: number }
  | { kind: 'count'; n: number; share: number }
  /** Days since 1970-01-01 (UTC): earliest, latest. */
  | { kind: 'dates'; from: number; to: number }
  | { kind: 'small' | 'masked' | 'empty' };

/** A count, or null where it is not shown because it is 1 to 4. */
export type Count = number | null;

export interface Difference {
  /** Absolute; null where it cannot be told or was not to be. */
  smd: number | null;
  /** Null where not asked for or not possible. */
  p: number | null;
  test: TestName | null;
}

/** A line under a variable, or its only one (`level` null). */
export interface TableOneLine extends Partial<Difference> {
  level: string | null;
  /** All rows first, then a cell a group. */
  cells: Cell[];
}

/**
 * `levels`: a line a level, the shares of those with a value. `binary`: one line for the second of two levels.
 * `several`: a line an item, of all rows, their shares not adding up; a person may have more than one.
 */
export type VariableKind = 'mean' | 'median' | 'levels' | 'binary' | 'several' | 'dates';

export interface TableOneVariable extends Difference {
  name: string;
  kind: VariableKind;
  /** Numbers, where a person can choose between mean and median. */
  numeric: boolean;
  /** Whole numbers only. */
  whole: boolean;
  missing: Count;
  lines: TableOneLine[];
  /** Rarer levels made one line (`levels`), or items not shown (`several`). */
  others: number;
}

export interface TableOneGroup {
  /** A level of the outcome, a hospital, or `development` and `test`. */
  label: string;
  n: Count;
  patients: Count;
}

export interface TableOne {
  by: Grouping;
  /** All rows of the table. */
  overall: TableOneGroup;
  groups: TableOneGroup[];
  variables: TableOneVariable[];
  options: TableOneOptions;
  /** Whether it tells of development rows only, the test set being closed. */
  developmentOnly: boolean;
  /** Whether patients have more than one row, so that rows are not independent. */
  repeated: boolean;
}
