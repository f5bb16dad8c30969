import * as v from 'valibot';
import { limit, real } from '../reading-json';

/** How an interval was made. `wald`: estimate ± 1.96 standard errors of a fitted coefficient or, of
 * a ratio, of its logarithm. */
export const INTERVAL_METHODS = [
  'delong',
  'cluster-bootstrap',
  'bootstrap',
  'wilson',
  'wald',
  'none',
] as const;

/** A number with its 95 % interval. `null` limits: could not be computed, `method` is `none`. */
export const estimateSchema = v.object({
  estimate: real,
  low: limit,
  high: limit,
  method: v.picklist(INTERVAL_METHODS),
  /** Denominator for a proportion. */
  n: v.optional(v.number()),
});
export type Estimate = v.InferOutput<typeof estimateSchema>;
