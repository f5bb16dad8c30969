import * as v from 'valibot';
import { real } from '../reading-json';
import { estimateSchema } from './estimate';

const auroc = v.object({ metric: v.string(), estimate: estimateSchema });

/**
 * A question put to the development rows with a quick model, before the search or after it.
 * shortcut: does what should carry no disease (site, scanner, the pictures' borders) tell the outcome?
 * permutation: what comes of labels that were shuffled; an honest procedure finds nothing.
 * leak: the same model with the naive split and with the study's own.
 */
export const probeSchema = v.variant('kind', [
  v.object({
    kind: v.literal('shortcut'),
    /** Columns of metadata, or the pictures' borders. */
    from: v.picklist(['metadata', 'borders']),
    columns: v.array(v.string()),
    result: auroc,
    /** RMSE of who predicts everybody's mean; not there for classes, of which guessing is AUROC .5. */
    guess: v.optional(real),
    rows: v.number(),
  }),
  v.object({
    kind: v.literal('permutation'),
    metric: v.string(),
    observed: real,
    /** Of each shuffle. */
    permuted: v.array(real),
    p: v.number(),
    rows: v.number(),
  }),
  v.object({
    kind: v.literal('leak'),
    /** What the naive split takes no notice of. */
    ignores: v.picklist(['patients', 'sites', 'time', 'copies', 'nothing']),
    naive: auroc,
    honest: auroc,
    rows: v.number(),
  }),
]);
export type Probe = v.InferOutput<typeof probeSchema>;
