import type { TableOne } from '../../evaluate/table-one/types';
import type { Finding } from '../../guard/finding';
import type { QualityFinding } from '../../guard/quality/finding';
import type { SplitSummary } from '../../split/parts';
import type { JournalEvent } from '../../study/events';
import type { ColumnPlan, Study } from '../../study/schema';

/**
 * Why rows are in no part. `noOutcome`: it is missing or not one of the classes; `noFollowUp`: no time of follow-up;
 * `shortFollowUp`: followed for less than the horizon without the event; `copies`: exact copies of an earlier row;
 * `otherRows`: of patients of another part, or without what the parts are made by.
 */
export type LeftReason = 'noOutcome' | 'noFollowUp' | 'shortFollowUp' | 'copies' | 'otherRows';

/** Counts of a part. */
export interface PartFacts {
  rows: number;
  patients: number;
  /** Rows of each class, in the order of `task.classes`. Empty for regression. */
  classes: number[];
  /** Of a number that is predicted. */
  mean: number | null;
}

/** From the rows that were read to the parts; every row is counted once. */
export interface FlowFacts {
  read: number;
  /** Fewer than `read` where patients have several rows. */
  patients: number;
  left: { reason: LeftReason; rows: number }[];
  included: PartFacts;
  development: PartFacts;
  /** Null where every row is tested in its turn. */
  test: PartFacts | null;
  /** Then: the outer folds of the first repeat. A hospital of fewer than five patients has no counts. */
  outer: { name: string; part: PartFacts | null }[];
  /** Rows that train in every outer fold and are tested in none: of an unknown hospital. */
  untested: number;
}

/** A column that the model may read. `missing`: cells without a value among the included rows. */
export interface PredictorFacts extends Pick<ColumnPlan, 'name' | 'type' | 'unit' | 'known'> {
  missing: number;
}

/** What the report says of the rows, beside what the journal holds: counts and aggregates, no row and no cell. */
export interface ReportFacts {
  /** The study as it was searched: results are its. */
  study: Study;
  flow: FlowFacts;
  /** Who is where, as the Split screen counts it. */
  summary: SplitSummary;
  predictors: PredictorFacts[];
  /** By outcome (or of all, where the outcome is a number), and of the two parts; counts below five are hidden. */
  baseline: TableOne | null;
  parts: TableOne | null;
  findings: Finding[];
  quality: QualityFinding[];
  /** Lines of the journal by their kind. */
  journal: Partial<Record<JournalEvent['type'], number>>;
}

export interface ReportApi {
  /** Throws `train.noTrial` before a search, and what making the parts throws. */
  reportFacts: [null, ReportFacts];
  /** The report was taken home: a line in the journal. */
  reported: [null, null];
}
