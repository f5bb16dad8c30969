import { type AnySpec, byGradients, type Family, readsPictures } from './family';

/** How many networks a fold may have. */
export const SEEDS = [1, 2, 4, 8] as const;
export type Seeds = (typeof SEEDS)[number];

/** Networks of one trial at most, of all folds together: each is a few files of the bundle. */
const MOST_NETWORKS = 100;

/**
 * Networks that are trained on each fold from weights drawn anew, whose predictions are averaged: what is random of
 * them is averaged out (deep ensembles: Lakshminarayanan et al. 2017). `asked`: by the study; fewer where that would be
 * more than 100 of all folds. One of what comes to the same from everywhere (a model without hidden layer has one
 * minimum), of trees, and of pictures, whose networks take minutes each.
 */
export function seedsOf(
  { reads }: Pick<Family, 'reads'>,
  spec: AnySpec,
  asked: Seeds | undefined,
  folds: number,
): Seeds {
  const many =
    !readsPictures(reads) && byGradients(spec) && !(spec.kind !== 'graph' && spec.layers.length === 1);
  if (!many) return 1;
  return SEEDS.findLast((seeds) => seeds <= (asked ?? 1) && seeds * folds <= MOST_NETWORKS) ?? 1;
}
