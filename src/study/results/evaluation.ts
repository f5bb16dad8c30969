import * as v from 'valibot';
import { ENSEMBLES, RECALIBRATIONS, thresholdRule } from '../evaluation-plan';
import { limit, real } from '../reading-json';
import { comparisonSchema } from './comparison';
import { estimateSchema } from './estimate';

const metrics = v.record(v.string(), estimateSchema);

/** Counts of the confusion table where positive means p >= threshold. */
const operatingPoint = v.object({
  threshold: v.number(),
  tp: v.number(),
  fp: v.number(),
  fn: v.number(),
  tn: v.number(),
});

/** Observed against predicted, smoothed and in groups of equal size; `at` and `predicted` are predictions. */
const calibration = v.object({
  curve: v.array(v.object({ at: v.number(), observed: v.number(), low: limit, high: limit })),
  groups: v.array(
    v.object({ n: v.number(), predicted: v.number(), observed: v.number(), low: limit, high: limit }),
  ),
});

/** Net benefit (Vickers & Elkin 2006) at each threshold; treating nobody is 0 throughout. */
const decision = v.object({
  thresholds: v.array(v.number()),
  model: v.array(v.number()),
  all: v.array(v.number()),
  /** The comparison models and existing scores, by their names. */
  others: v.array(v.object({ name: v.string(), netBenefit: v.array(v.number()) })),
});

/** How many rows of a class have predictions in each of as many equal bins of [0, 1]. */
const distribution = v.object({ label: v.string(), counts: v.array(v.number()) });

const binaryDetail = v.object({
  /** Ascending thresholds from 0 to 1, so that a slider can move every number. */
  points: v.array(operatingPoint),
  calibration,
  decision,
  distributions: v.array(distribution),
  /** Of the `share` of rows with the highest predictions, the `gain`: which share of all events they hold. */
  lift: v.array(v.object({ share: v.number(), gain: v.number() })),
});

const multiclassDetail = v.object({
  /** One against the rest, for each class that is present. */
  classes: v.array(v.object({ label: v.string(), n: v.number(), calibration, decision })),
});

const regressionDetail = v.object({
  calibration,
  /** Predicted minus observed: its mean and the limits of agreement (Bland & Altman 1999), in the outcome's unit. */
  agreement: v.object({ bias: estimateSchema, lower: estimateSchema, upper: estimateSchema }),
});

/** How the model does in one hospital. */
const siteResult = v.object({
  site: v.string(),
  n: v.number(),
  /** Per class, in the order of `task.classes`. Empty for regression. */
  counts: v.array(v.number()),
  metric: v.picklist(['auroc', 'aurocMacro', 'rmse']),
  /** Null where it cannot be computed: one class alone among these rows. */
  estimate: v.nullable(estimateSchema),
});

/** Hospitals by themselves, put together: their mean (random effects), and what one more is to be expected to show. */
const acrossSites = v.object({
  hospitals: v.number(),
  estimate: estimateSchema,
  prediction: v.object({ low: v.number(), high: v.number() }),
});

/** Everything the Evaluate screen draws; holds aggregates and curves, never a row. */
/** Slope and intercept are null where there is none, and for several classes. */
const recalibratedFit = v.object({ slope: limit, intercept: limit, brier: v.number(), logLoss: v.number() });

export const evaluationSchema = v.object({
  kind: v.picklist(['binary', 'multiclass', 'regression']),
  n: v.number(),
  /** Per class, in the order of `task.classes`. Empty for regression. */
  counts: v.array(v.number()),
  patients: v.number(),
  /** How the parts were made: `holdout+5-fold`, `sites+5-fold`, `3x5-fold nested+5-fold` … */
  scheme: v.string(),
  metrics,
  threshold: limit,
  /** [false-positive rate, true-positive rate, threshold], from (0,0) to (1,1); one curve a class where multiclass. */
  roc: v.array(v.object({ label: v.string(), points: v.array(v.tuple([real, real, real])) })),
  /** rows = truth, columns = predicted, in the order of `task.classes`. Empty for regression. */
  confusion: v.array(v.array(v.number())),
  /** Regression only: [observed, predicted], at most 2,000 seeded points, rounded to 4 digits. */
  scatter: v.array(v.tuple([real, real])),
  /** Where a site column is set: test rows of each site. */
  sites: v.optional(v.array(siteResult)),
  /** Rows of sites of fewer than five patients, which are not among them. */
  sitesOthers: v.optional(v.number()),
  /** Where each of three hospitals or more was left out: AUROC only. */
  acrossSites: v.optional(acrossSites),
  binary: v.optional(binaryDetail),
  multiclass: v.optional(multiclassDetail),
  regression: v.optional(regressionDetail),
  /**
   * Where patients have several rows: the mean prediction of each patient against the patient's outcome. `mixed`:
   * patients whose rows have different outcomes, left out.
   */
  patientLevel: v.optional(v.object({ n: v.number(), mixed: v.number(), metrics })),
  /** A logistic (linear) regression on the same folds first, then existing scores and readers. */
  comparisons: v.optional(v.array(comparisonSchema)),
  /** Where each row was predicted by a model found without it, one of several: the outer folds. */
  outer: v.optional(
    v.object({
      kind: v.picklist(['sites', 'kfold']),
      folds: v.number(),
      repeats: v.number(),
      /** Outer folds in which no model could be found; their rows are in no number. */
      failed: v.array(v.string()),
    }),
  ),
  /** Columns of existing scores at that time, whether they could be compared or not; absent in older evaluations. */
  scores: v.optional(v.array(v.string())),
  /** The decisions after the search under which this was computed. */
  plan: v.optional(
    v.object({
      threshold: thresholdRule,
      recalibration: v.picklist(RECALIBRATIONS),
      ensemble: v.optional(v.picklist(ENSEMBLES)),
      leftOut: v.optional(v.array(v.string())),
    }),
  ),
  /** Where the model is recalibrated: its fit on the test rows without and with that. */
  recalibrated: v.optional(v.object({ before: recalibratedFit, after: recalibratedFit })),
});
export type Evaluation = v.InferOutput<typeof evaluationSchema>;
export type BinaryDetail = v.InferOutput<typeof binaryDetail>;
export type MulticlassDetail = v.InferOutput<typeof multiclassDetail>;
export type RegressionDetail = v.InferOutput<typeof regressionDetail>;
export type CalibrationResult = v.InferOutput<typeof calibration>;
export type DecisionCurve = v.InferOutput<typeof decision>;
export type OperatingPoint = v.InferOutput<typeof operatingPoint>;
export type AcrossSites = v.InferOutput<typeof acrossSites>;
export type SiteResult = v.InferOutput<typeof siteResult>;
