import type { Target } from '../data/dataset';

export interface TestPart {
  /** Of the test rows only; every `y` is known. */
  target: Target;
  /** Shaped as `Predictions.p`. */
  p: Float32Array;
  /** Patient of each row. */
  unit: Int32Array;
  /** Binary: chosen on development predictions; one half if null. */
  threshold: number | null;
  /** Where rows were predicted by several models: the threshold of each row's own. */
  thresholds?: Float64Array;
  /**
   * Where each row was tested several times, in repeats of outer folds: the repeat of each entry. A statistic is the
   * mean of its values in the repeats, and its interval draws patients, not entries. Counts are means over repeats.
   */
  repeat?: Int32Array;
  /** Predictions of several models are pooled: AUROC and calibration are bootstrapped, as DeLong's is for one model. */
  pooled?: boolean;
  /** Binary: where the model will be used, for PPV and NPV there. */
  prevalence?: number;
  /** How the parts were made, for the report. */
  scheme: string;
  seed: number;
}
