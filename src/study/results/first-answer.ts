import * as v from 'valibot';

/**
 * What a regression says of a sample of the development rows while the rest is still being prepared. No trial: nothing
 * is chosen by it, and no model of it is kept.
 */
export const firstAnswerSchema = v.object({
  metric: v.picklist(['auroc', 'logLoss', 'rmse']),
  /** The metric on pooled validation predictions of the sample. */
  score: v.number(),
  /** Rows of the sample, the patients they are of, and the development rows that it was drawn from. */
  rows: v.number(),
  patients: v.number(),
  of: v.number(),
  folds: v.number(),
});
export type FirstAnswer = v.InferOutput<typeof firstAnswerSchema>;
