import * as v from 'valibot';

/** What picking the best of a search's trials is worth, from their out-of-fold predictions. */
export const selectionSchema = v.object({
  metric: v.picklist(['auroc', 'logLoss', 'rmse']),
  /** Finished trials, and those of them that were compared: the best ones, where there are very many. */
  tried: v.number(),
  configurations: v.number(),
  rows: v.number(),
  patients: v.number(),
  /** The best trial's own score. */
  raw: v.number(),
  /** After the optimism of the choice; 95 % percentile interval. */
  corrected: v.number(),
  low: v.number(),
  high: v.number(),
  /** Bootstrap samples in which the metric was defined. */
  replicates: v.number(),
});
export type Selection = v.InferOutput<typeof selectionSchema>;
