/** Which test rows are looked at. `largest`: of numbers, the largest errors first. */
export const CASE_KINDS = ['falsePositive', 'falseNegative', 'wrong', 'right', 'largest'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** A test row with what the model said of it, for the screen alone. */
export interface TableCase {
  /** Number of the row in the file, from 0. */
  row: number;
  /** The class as text, or the number. */
  observed: string;
  predicted: string;
  /** Probability of the positive class, or of the predicted one of several; the value where the outcome is a number. */
  p: number;
  /** How sure the model was, 0 to 1: how far from the decision; where the outcome is a number, its error's size. */
  sure: number;
  /** Its cells in the order of `columns`, as they are shown; null is missing. */
  values: (string | null)[];
}

export interface TableCases {
  /** Of the features, those that tell most of the outcome first. */
  columns: { name: string; unit: string }[];
  /** By the permutation importance where it was computed, else by the difference between the development classes. */
  order: 'importance' | 'difference';
  /** How many test rows are of each kind. */
  counts: Partial<Record<CaseKind, number>>;
  cases: TableCase[];
}

/** Requests about single test rows of a table, part of the engine worker's. */
export interface CasesApi {
  /**
   * One page of the test rows of a kind, surest first or last. Only after the test set was opened; nothing of it is
   * kept. Throws `evaluate.noModel`.
   */
  tableCases: [{ kind: CaseKind; surest: boolean; from: number; limit: number }, TableCases];
}
