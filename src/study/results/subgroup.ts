import * as v from 'valibot';
import { estimateSchema } from './estimate';

/** The test rows by the values of one column. A metric is null where it cannot be computed in the group. */
export const subgroupSchema = v.object({
  column: v.string(),
  /** How numbers were cut into bands; absent where the column has levels. */
  bands: v.optional(v.array(v.number())),
  groups: v.array(
    v.object({
      /** The level, or the band as `40–59`; empty for rows without a value. */
      label: v.string(),
      n: v.number(),
      patients: v.number(),
      /** Rows of each class, in the order of `task.classes`. Empty for regression. */
      counts: v.array(v.number()),
      /** Too few events or non-events to say much: shown grey. */
      small: v.boolean(),
      metrics: v.record(v.string(), v.nullable(estimateSchema)),
    }),
  ),
  /** Groups of fewer than five patients are put together under `others`, so that nobody is told apart. */
  others: v.number(),
});
export type Subgroup = v.InferOutput<typeof subgroupSchema>;
