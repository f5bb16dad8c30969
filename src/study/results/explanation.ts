import * as v from 'valibot';
import { limit, real } from '../reading-json';

/**
 * Drop of the metric when the column is shuffled: mean over the shuffles and 95 % interval. With an `explanation` beside
 * it the interval is over patients; in journals from before it was over shuffles.
 */
export const importanceSchema = v.object({ column: v.string(), mean: real, low: real, high: real });
export type Importance = v.InferOutput<typeof importanceSchema>;

const featureKind = v.picklist(['number', 'date', 'category', 'list', 'text', 'others']);

/** At least five patients whose cells are alike. One of `at` (their mean), `level`, `others` or `missing` is there. */
const featureBin = v.object({
  n: v.number(),
  /** Mean of the cells: a number, days since 1970-01-01, or how many entries a list has. */
  at: v.optional(v.number()),
  level: v.optional(v.string()),
  /** How many rare levels stand together. */
  others: v.optional(v.number()),
  missing: v.optional(v.literal(true)),
});
export type FeatureBin = v.InferOutput<typeof featureBin>;

/** What a column did to one output of the model in the rows explained. */
const shapOutput = v.object({
  /** Mean of |SHAP value|, with the 95 % interval of a bootstrap of the patients explained. */
  mean: v.number(),
  low: limit,
  high: limit,
  /** A list a bin: mean, 10th, 50th and 90th percentile of the SHAP value. */
  bins: v.array(v.object({ mean: v.number(), low: v.number(), median: v.number(), high: v.number() })),
  /** Groups of at least five patients of one bin with neighbouring SHAP values: their number and their mean. */
  swarm: v.array(v.object({ bin: v.number(), n: v.number(), value: v.number() })),
});

const shapColumn = v.object({
  /** Empty where `kind` is others: the columns that matter less, taken as one. */
  column: v.string(),
  kind: featureKind,
  /** How many columns stand together where `kind` is others. */
  columns: v.optional(v.number()),
  bins: v.array(featureBin),
  /** As many as the model has outputs. */
  outputs: v.array(shapOutput),
});
export type ShapColumn = v.InferOutput<typeof shapColumn>;

const shap = v.object({
  /** linear: exact, of a model that adds up its columns. kernel: Kernel SHAP. */
  method: v.picklist(['linear', 'trees', 'kernel']),
  /** What the values are counted in. */
  scale: v.picklist(['logit', 'probability', 'value']),
  /** Patients explained (one row each), of how many. */
  n: v.number(),
  of: v.number(),
  /** Development rows that stand for everybody. */
  background: v.number(),
  coalitions: v.number(),
  complete: v.boolean(),
  /** Mean prediction of the background, a number an output. */
  base: v.array(v.number()),
  /** Largest first. */
  columns: v.array(shapColumn),
});
export type ShapSummary = v.InferOutput<typeof shap>;

/** Partial dependence (Friedman 2001) on one column: the mean prediction with everybody's cell set to a value. */
const dependence = v.object({
  column: v.string(),
  kind: featureKind,
  /** The values set; `n`: development rows that have it, of numbers none. */
  points: v.array(
    v.object({
      at: v.optional(v.number()),
      level: v.optional(v.string()),
      others: v.optional(v.number()),
      missing: v.optional(v.literal(true)),
    }),
  ),
  /** A list an output, as long as `points`: mean, and the 10th and 90th percentile over patients. */
  outputs: v.array(v.array(v.object({ mean: v.number(), low: v.number(), high: v.number() }))),
});
export type Dependence = v.InferOutput<typeof dependence>;

/** What the final model looks at, in aggregates: no row, no cell of one, no group of fewer than five patients. */
export const explanationSchema = v.object({
  /** The rows explained: of the test part, or of development where every row was tested in its turn. */
  part: v.picklist(['test', 'development']),
  /** What the importances are a drop of. */
  metric: v.picklist(['auroc', 'logLoss', 'rmse']),
  repeats: v.number(),
  /** The classes whose probabilities are explained; empty where a number is predicted. */
  outputs: v.array(v.string()),
  /** Null where rows are pictures: Grad-CAM is theirs. */
  shap: v.nullable(shap),
  dependence: v.array(dependence),
});
export type Explanation = v.InferOutput<typeof explanationSchema>;
