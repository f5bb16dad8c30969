import type { ErrorRecord } from './errors';
import type { Association } from './results/association';
import type { Ensemble, EnsembleMember } from './results/ensemble';
import type { Estimate } from './results/estimate';
import type { Evaluation } from './results/evaluation';
import type { Explanation, Importance } from './results/explanation';
import type { External } from './results/external';
import type { FirstAnswer } from './results/first-answer';
import type { Probe } from './results/probe';
import type { Selection } from './results/selection';
import type { Subgroup } from './results/subgroup';
import type { BackendName, Budget, Metric, Study } from './schema';
import type { Config } from './space';

export type { Estimate } from './results/estimate';
export type { Evaluation, SiteResult } from './results/evaluation';
export type { Importance } from './results/explanation';

/** One epoch of a trial: means over the folds, which advance together. */
export interface EpochPoint {
  epoch: number;
  trainLoss: number;
  validLoss: number;
  /** The study's metric on the validation part; pooled over folds it is `TrialScore.metric`. */
  metric: number;
}

/** Slopes of the validation loss on the logarithms of two hyperparameters, at a trial's best weights. */
export interface Hypergradient {
  learningRate: number;
  weightDecay: number;
}

export interface TrialScore {
  /** The study's metric on pooled out-of-fold (or hold-out validation) predictions at the best epoch. */
  metric: number;
  validLoss: number;
  bestEpoch: number;
  /** Where the strategy asks for it, of fully connected nets. */
  hypergradient?: Hypergradient;
  /** So many networks of each fold predict together, by their mean; without it one. */
  networks?: number;
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

/** Why a pruner ended a trial. Texts: `pruners.<by>.reason` of rooms.json, given `details`. */
export interface Pruned {
  /** Name of the pruner or guard. */
  by: string;
  /** Epochs trained. */
  epoch: number;
  details: Record<string, number>;
}

/** Why a configuration was tried, in words: `why.<code>` of rooms.json, given `details`. `hand`: the user chose it. */
export interface Why {
  code: string;
  details: Record<string, string | number>;
}

/** A trial that was trained outside of this page, by the project for a cluster: its name there. It has no weights here. */
export interface FromCluster {
  place: 'cluster';
  id: string;
}

/** One outer fold: rows that a model was searched for without. */
export interface OuterFold {
  /** Its place among all outer folds of the search. */
  outer: number;
  /** The hospital left out, or the fold's number as text. */
  name: string;
  repeat: number;
}

/** Why a search ended: all trials or minutes used, no better score for long, nothing left to try, or by the user. */
export type SearchEnd = 'budget' | 'noGain' | 'exhausted' | 'stopped' | 'cancelled';

/** What a trial's network was given: with the task and the configuration it says all of the network. */
export interface InputShape {
  inputs: number;
  /** Where rows are pictures: [height, width, channels]; `table` columns follow in each row. */
  picture?: readonly [number, number, number];
  table?: number;
}

/** What a search learns from: development rows, and the patients they are of. */
export interface Development {
  rows: number;
  patients: number;
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
      /** Absent in journals of earlier versions. */
      development?: Development;
      /** It goes on from the settled trials of the searches before, which stay under their numbers. */
      warm?: true;
    }
  /**
   * A regression on a sample of the development rows, while all of them are being prepared: before the `search.started`
   * of the search that it belongs to. No trial, and no result of the study.
   */
  | { type: 'first.answered'; search: number; answer: FirstAnswer }
  /** The budget of the newest search is another; `planned`: all trials there will be. */
  | { type: 'search.extended'; search: number; budget: Budget; planned: number }
  /** A configuration by hand, to be tried before the strategy is asked. */
  | { type: 'trial.queued'; search: number; config: Config }
  | { type: 'trial.started'; search: number; trial: number; config: Config; why?: Why; from?: FromCluster }
  | { type: 'trial.epochs'; search: number; trial: number; points: EpochPoint[] }
  | {
      type: 'trial.finished';
      search: number;
      trial: number;
      score: TrialScore;
      seconds: number;
      /** Absent where the weights are elsewhere: see `FromCluster`. */
      blob?: BlobRef;
      /** Absent in journals of earlier versions. */
      shape?: InputShape;
    }
  | { type: 'trial.failed'; search: number; trial: number; error: ErrorRecord; seconds: number }
  | {
      type: 'trial.pruned';
      search: number;
      trial: number;
      pruned: Pruned;
      seconds: number;
      shape?: InputShape;
    }
  | { type: 'search.paused'; search: number }
  | { type: 'search.resumed'; search: number }
  | { type: 'search.finished'; search: number; reason: SearchEnd }
  /** The search has ended, and the optimism of having picked its best trial was estimated. */
  | { type: 'selected'; search: number; selection: Selection }
  /** The search has ended, and which of its trials predict better together was judged. */
  | { type: 'ensembled'; search: number; ensemble: Ensemble }
  | { type: 'test.opened'; search: number; trial: number; count: number }
  /** `trial`: the best single one. `members`: all that predicted together; absent where it was alone. */
  | {
      type: 'evaluated';
      search: number;
      trial: number;
      members?: EnsembleMember[];
      evaluation: Evaluation;
      blob: BlobRef;
    }
  /** The search was repeated without one outer fold, and its winner has predicted that fold's rows. */
  | {
      type: 'outer.finished';
      search: number;
      fold: OuterFold;
      n: number;
      config: Config;
      score: TrialScore;
      seconds: number;
      blob: BlobRef;
    }
  | { type: 'outer.failed'; search: number; fold: OuterFold; error: ErrorRecord; seconds: number }
  | { type: 'subgrouped'; search: number; trial: number; subgroup: Subgroup }
  | {
      type: 'explained';
      search: number;
      trial: number;
      importances: Importance[];
      explanation?: Explanation;
    }
  /** Odds ratios of the development rows. `search` is the newest. */
  | { type: 'associated'; search: number; association: Association }
  | { type: 'exported'; search: number; trial: number }
  | { type: 'reported'; search: number; trial: number }
  /** The frozen model met another hospital's rows. */
  | { type: 'validated'; search: number; trial: number; external: External }
  /** A question put to the development rows with a quick model. `search` is the newest. */
  | { type: 'probed'; search: number; probe: Probe }
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
  pruned?: Pruned;
  why?: Why;
  from?: FromCluster;
  shape?: InputShape;
  /** Milliseconds since the epoch. */
  startedAt?: number;
  endedAt?: number;
}
