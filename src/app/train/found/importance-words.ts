import type { FamilyImportance } from '../../../search/importance';

/** A forest that foretells so much of unseen trials' differences can be relied on, or is a hint. */
const WELL = 0.5;
const PARTLY = 0.15;

export type Trust = 'well' | 'partly' | 'hardly';

export const trustOf = (foretold: number): Trust =>
  foretold >= WELL ? 'well' : foretold >= PARTLY ? 'partly' : 'hardly';

/** Which sentence says what is known of a family's settings; most: more than half in nine of ten trees. */
export function verdictOf({
  state,
  params,
  foretold,
}: FamilyImportance): 'most' | 'much' | 'unsure' | Exclude<FamilyImportance['state'], 'found'> {
  if (state !== 'found') return state;
  if (params.length === 0 || trustOf(foretold ?? 0) === 'hardly') return 'unsure';
  return params[0].low > 0.5 ? 'most' : 'much';
}
