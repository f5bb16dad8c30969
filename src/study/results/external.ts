import * as v from 'valibot';
import { estimateSchema } from './estimate';
import { evaluationSchema } from './evaluation';

/** A frozen model on another hospital's file. Nothing is fitted to it but what `updated` says. */
export const externalSchema = v.object({
  /** What the person calls it; no file name. */
  name: v.string(),
  sha256: v.string(),
  rows: v.number(),
  /** Rows without a known outcome, left out. */
  left: v.number(),
  evaluation: evaluationSchema,
  /** Asked for by the person: the same model with its intercept, or intercept and slope, fitted to these rows. */
  updated: v.optional(
    v.object({
      kind: v.picklist(['intercept', 'slope']),
      intercept: v.number(),
      slope: v.number(),
      evaluation: evaluationSchema,
    }),
  ),
  /** How the inputs differ from the development rows': standardized mean difference of each column. */
  drift: v.array(
    v.object({
      column: v.string(),
      difference: v.nullable(v.number()),
      missing: v.number(),
      before: v.number(),
    }),
  ),
  /** How well the model's own predictions tell its rows from these; .5 is not at all. */
  membership: v.optional(estimateSchema),
});
export type External = v.InferOutput<typeof externalSchema>;
