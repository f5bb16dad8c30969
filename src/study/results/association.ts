import * as v from 'valibot';
import { limit } from '../reading-json';

/** A coefficient: the log of an odds ratio a unit, or the change of a number's outcome a unit. */
const coefficient = v.object({
  beta: v.number(),
  low: limit,
  high: limit,
  p: limit,
  /** From Firth's penalized likelihood: without it the estimate would be infinite. */
  firth: v.optional(v.literal(true)),
});
export type Coefficient = v.InferOutput<typeof coefficient>;

const term = v.object({
  /** The level that is compared with the reference, or the item of a list; null for a number. */
  level: v.nullable(v.string()),
  /** How many rare levels stand together in it. */
  others: v.optional(v.number()),
  /** Rows with it; of a number, rows fitted. */
  n: v.number(),
  /** Null where it could not be estimated. */
  alone: v.nullable(coefficient),
  adjusted: v.nullable(coefficient),
});

const variable = v.object({
  name: v.string(),
  kind: v.picklist(['number', 'category', 'list']),
  unit: v.optional(v.string()),
  /** Standard deviation in the rows fitted; of a number alone. */
  sd: v.optional(v.number()),
  /** The level that others are compared with, and its rows. */
  reference: v.optional(v.object({ level: v.string(), n: v.number() })),
  terms: v.array(term),
});

/**
 * What goes with the outcome in the development rows: each column alone, and all together in one regression that is
 * not penalized. Aggregates; levels of fewer than five patients stand together.
 */
export const associationSchema = v.object({
  kind: v.picklist(['logistic', 'linear']),
  /** Rows fitted together, their patients, and rows that were left out for a gap. */
  n: v.number(),
  patients: v.number(),
  left: v.number(),
  /** Of a binary outcome: events and the rest in the rows fitted together. */
  events: v.nullable(v.number()),
  missing: v.picklist(['complete', 'imputed']),
  /** Gaps were filled: how many of the cells. */
  filled: v.number(),
  /** Coefficients of the regression of all, without the intercept. */
  parameters: v.number(),
  /** Standard errors allow for several rows of a patient. */
  clustered: v.boolean(),
  /** How the regression of all was fitted; null where it could not be. */
  adjusted: v.nullable(v.picklist(['likelihood', 'firth', 'least-squares'])),
  variables: v.array(variable),
  /** Columns that have no coefficient. */
  leftOut: v.array(
    v.object({ name: v.string(), why: v.picklist(['date', 'text', 'constant', 'empty', 'tooManyLevels']) }),
  ),
});
export type Association = v.InferOutput<typeof associationSchema>;
