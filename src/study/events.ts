import type { ErrorRecord } from './errors';
import type { BackendName, Metric, Study } from './schema';
import type { Config } from './space';

/** One epoch of a trial: means over the folds, which advance together. */
export interface EpochPoint {
  epoch: number;
  trainLoss: number;
  validLoss: number;
  /** The study's metric on the validation part; pooled over folds it is `TrialScore.metric`. */
  metric: number;
}

export interface TrialScore {
  /** The study's metric on pooled out-of-fold (or hold-out validation) predictions at the best epoch. */
  metric: number;
  validLoss: number;
  bestEpoch: number;
}

/** A number with its 95 % interval. `null` limits: could not be computed, and `why` says so. */
export interface Estimate {
  estimate: number;
  low: number | null;
  high: number | null;
  /** How the interval was made. */
  method: 'delong' | 'cluster-bootstrap' | 'bootstrap' | 'wilson' | 'none';
  /** Denominator for a proportion. */
  n?: number;
}

/** How the model does in one hospital. */
export interface SiteResult {
  site: string;
  n: number;
  /** Per class, in the order of `task.classes`. Empty for regression. */
  counts: number[];
  metric: 'auroc' | 'aurocMacro' | 'rmse';
  /** Null where it cannot be computed: one class alone among these rows. */
  estimate: Estimate | null;
}

/** Everything the Evaluate screen draws; holds aggregates and curves, never a row. */
export interface Evaluation {
  kind: 'binary' | 'multiclass' | 'regression';
  n: number;
  /** Per class, in the order of `task.classes`. Empty for regression. */
  counts: number[];
  patients: number;
  scheme: string;
  /** By name: auroc, sensitivity, specificity, ppv, npv, accuracy, brier | aurocMacro, accuracy, auroc:<class> | rmse, mae, r2. */
  metrics: Record<string, Estimate>;
  threshold: number | null;
  /** [false-positive rate, true-positive rate, threshold], from (0,0) to (1,1); one curve a class where multiclass. */
  roc: { label: string; points: [number, number, number][] }[];
  /** rows = truth, columns = predicted, in the order of `task.classes`. Empty for regression. */
  confusion: number[][];
  /** Regression only: [observed, predicted], at most 2,000 seeded points, rounded to 4 digits. */
  scatter: [number, number][];
  /** Where a site column is set: test rows of each site. */
  sites?: SiteResult[];
}

export interface Importance {
  /** Drop of the metric when the column is shuffled on the test part: mean and 95 % interval over repeats. */
  column: string;
  mean: number;
  low: number;
  high: number;
}

/**
 * A quick linear model on the study's development rows, cross-validated with the whole pipeline and with the
 * pipeline without one step. Both arms are fitted on the same folds and predict the same rows.
 */
export interface StepComparison {
  stepId: string;
  /** Name of the step, as a step's id may be gone from the study later. */
  step: string;
  metric: Metric;
  /** The metric on pooled out-of-fold predictions. */
  with: number;
  without: number;
  /** with - without; the interval is paired: both arms are drawn with the same patients. */
  difference: Estimate;
  /** Development rows looked at; `sampled` where they were a seeded sample of whole patients. */
  rows: number;
  sampled: boolean;
  patients: number;
  folds: number;
  /** What stood in for the step where without it no model could read the table: these columns were left out, or their gaps made 0. */
  leftOut: string[];
  zeroFilled: string[];
}

/** Where a blob of the journal lies in storage. */
export type BlobRef = string;

/**
 * The journal's vocabulary. Append-only; the only place that holds results. `seq` counts from 0 within a study;
 * `at` is milliseconds since the epoch. A blob is written before the event that names it.
 */
export type JournalBody =
  | {
      type: 'search.started';
      search: number;
      study: Study;
      backend: BackendName;
      adapter: string;
      planned: number;
    }
  | { type: 'trial.started'; search: number; trial: number; config: Config }
  | { type: 'trial.epochs'; search: number; trial: number; points: EpochPoint[] }
  | {
      type: 'trial.finished';
      search: number;
      trial: number;
      score: TrialScore;
      seconds: number;
      blob: BlobRef;
    }
  | { type: 'trial.failed'; search: number; trial: number; error: ErrorRecord; seconds: number }
  | { type: 'trial.pruned'; search: number; trial: number; epoch: number }
  | { type: 'search.paused'; search: number }
  | { type: 'search.resumed'; search: number }
  | { type: 'search.finished'; search: number; reason: 'budget' | 'exhausted' | 'stopped' | 'cancelled' }
  | { type: 'test.opened'; search: number; trial: number; count: number }
  | { type: 'evaluated'; search: number; trial: number; evaluation: Evaluation; blob: BlobRef }
  | { type: 'explained'; search: number; trial: number; importances: Importance[] }
  | { type: 'exported'; search: number; trial: number }
  /** Somebody looked at what a step does to a model: one more look at the development rows. `search` is the newest. */
  | { type: 'step.compared'; search: number; comparison: StepComparison };
export type JournalEvent = JournalBody & { seq: number; at: number };

export interface Trial {
  search: number;
  trial: number;
  config: Config;
  state: 'running' | 'finished' | 'failed' | 'pruned' | 'interrupted';
  points: EpochPoint[];
  score?: TrialScore;
  seconds?: number;
  error?: ErrorRecord;
  blob?: BlobRef;
}
