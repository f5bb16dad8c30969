import * as v from 'valibot';

export const RECALIBRATIONS = ['none', 'platt', 'isotonic', 'temperature'] as const;

export const ENSEMBLES = ['auto', 'single'] as const;

const proportion = v.pipe(v.number(), v.gtValue(0), v.ltValue(1));

/** How the threshold is chosen on pooled out-of-fold development predictions. */
export const thresholdRule = v.variant('rule', [
  v.object({ rule: v.literal('youden') }),
  /** The highest threshold with at least this sensitivity. */
  v.object({ rule: v.literal('sensitivity'), value: proportion }),
  /** The lowest threshold with at least this specificity. */
  v.object({ rule: v.literal('specificity'), value: proportion }),
  /** How many false alarms are as bad as one missed event; the expected cost is least. */
  v.object({ rule: v.literal('cost'), ratio: v.pipe(v.number(), v.gtValue(0)) }),
]);
export type ThresholdRule = v.InferOutput<typeof thresholdRule>;

/** Decisions that are taken after the search, on development predictions: no trial has to be trained again. */
export const evaluationPlan = v.object({
  threshold: thresholdRule,
  /** Fitted on pooled out-of-fold development predictions; part of the exported model. */
  recalibration: v.picklist(RECALIBRATIONS),
  /**
   * auto: several trials predict together where they gain by it. single: the best trial alone, also where nothing is
   * said, as in studies of earlier versions.
   */
  ensemble: v.optional(v.picklist(ENSEMBLES)),
  /** Families whose trials are not chosen from, as their models hold rows of patients; absent: none. */
  leftOut: v.optional(v.array(v.string())),
  /** Prevalence where the model will be used, for PPV and NPV; absent: that of the test part. */
  prevalence: v.optional(proportion),
  /** Columns by which the results are shown; absent: proposed ones. */
  subgroups: v.optional(v.array(v.string())),
});
export type EvaluationPlan = v.InferOutput<typeof evaluationPlan>;
export type Recalibration = EvaluationPlan['recalibration'];
