import { keepsDirections } from '../models/keeps-directions';
import { directionsOf } from '../prep/directed';
import type { Study } from '../study/schema';
import type { Finding } from './finding';

/** Directions that not every model of the search keeps. */
export function checkDirections(study: Study): Finding[] {
  const families = Object.keys(study.search.space);
  if (directionsOf(study).length === 0 || families.every(keepsDirections)) return [];
  const key = families.some(keepsDirections) ? 'directionsOfSome' : 'directionsOfNone';
  return [{ level: 'warn', key, params: {} }];
}
