import * as v from 'valibot';
import { real } from '../reading-json';
import { estimateSchema } from './estimate';

/** A trial of the search whose models predict together with those of others. `weight`: its share, of 1 in all. */
export const ensembleMember = v.object({ trial: v.number(), weight: v.number() });
export type EnsembleMember = v.InferOutput<typeof ensembleMember>;

/** How the weights of an ensemble are found: as shares of greedy picks, or by a linear model. */
export const BLENDINGS = ['greedy', 'stacked'] as const;
export type Blending = (typeof BLENDINGS)[number];

/** Several trials whose predictions are averaged, chosen on pooled out-of-fold development predictions. */
export const ensembleSchema = v.object({
  metric: v.picklist(['auroc', 'logLoss', 'rmse']),
  /** Finished trials that were chosen from: the best ones, where there are very many. */
  candidates: v.number(),
  /** How `members` were found; absent in journals of earlier versions, which knew greedy picks alone. */
  method: v.optional(v.picklist(BLENDINGS)),
  /** Of stacked ones the strength of the pull towards equal weights that was chosen. */
  pull: v.optional(v.number()),
  /** The heaviest first. */
  members: v.array(ensembleMember),
  /** On the predictions that they were chosen by: of all together, and of the best trial alone. */
  score: real,
  single: real,
  /**
   * What several together gain over the best single one where no choice has seen the rows that it is judged by, the
   * choice of `method` neither; positive where they are better. Null where it could not be judged.
   */
  gain: v.nullable(estimateSchema),
  /** What each way to find weights gains by itself, on the same rows. */
  gains: v.optional(v.object({ greedy: real, stacked: real })),
  /** Whether they are used: more than one, and their gain is above 0. Else the best single one is. */
  used: v.boolean(),
});
export type Ensemble = v.InferOutput<typeof ensembleSchema>;

/** Whether two models are of the same trials with the same weights. */
export const sameMembers = (a: readonly EnsembleMember[], b: readonly EnsembleMember[]): boolean =>
  a.length === b.length && a.every(({ trial, weight }, i) => trial === b[i].trial && weight === b[i].weight);
