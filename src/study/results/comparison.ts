import * as v from 'valibot';
import { limit, real } from '../reading-json';
import { estimateSchema } from './estimate';

/** Another prediction of the same rows: a plain regression on the same folds, an existing score, a reader's call. */
export const comparisonSchema = v.object({
  kind: v.picklist(['logistic', 'score', 'call']),
  /** The column of the score or call; empty for the regression. */
  name: v.string(),
  /** Rows compared: those in which a score or a call stands. */
  n: v.number(),
  metrics: v.record(v.string(), estimateSchema),
  /** The model minus the other on the very same rows, by the study's main measure of the outcome's kind. */
  difference: v.object({
    metric: v.picklist(['auroc', 'aurocMacro', 'rmse']),
    estimate: estimateSchema,
    /** Two-sided; null where none can be given. */
    p: limit,
  }),
  /** Decisions at the threshold: right ones of one alone (McNemar 1947, exact where few). */
  mcnemar: v.optional(v.object({ onlyModel: v.number(), onlyOther: v.number(), p: v.number() })),
  roc: v.optional(v.array(v.tuple([real, real, real]))),
});
export type Comparison = v.InferOutput<typeof comparisonSchema>;
