import type { Pruned, Trial } from '../../study/events';
import type { Metric } from '../../study/schema';

/** What a pruner is told beside the trials. */
export interface TrialFacts {
  /** Epochs that the trial may train, its stages together. */
  epochs: number;
  /** Epochs without a smaller validation loss after which training ends by itself. */
  patience: number;
  /** The learning rate is planned to its end: only its last epochs show what a trial is worth. */
  planned: boolean;
  metric: Metric;
  /** Mean losses of a model that knows nothing but how common each outcome is. */
  baseline: { train: number; valid: number };
}

/**
 * Ends a trial that is not worth its time: a pure function of the running trial with its epochs so far and of the
 * settled trials of its search, so that a search that is gone on with decides as it would have. Texts:
 * `pruners.<name>.title`, `.help`, `.reason` (given the details).
 *
 * The signal is the validation loss, whatever the study's metric: lower is better for every kind of outcome, training
 * itself goes by it, and from one epoch to the next it is steadier than a rank statistic on few patients. Losses are
 * means over all folds, which advance together, and are compared at the same epoch.
 */
export interface Pruner {
  name: string;
  decide(trial: Trial, trials: readonly Trial[], facts: TrialFacts): Pruned | null;
}
