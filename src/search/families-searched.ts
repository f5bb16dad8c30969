import type { Family } from '../models/family';
import { familiesFor, familyByName, usualFamilies } from '../models/index';
import type { Space } from '../study/space';
import type { Strategy } from './strategy';

type Rows = 'table' | 'picture';

const isBuilt = ({ structure }: Pick<Family, 'structure'>): boolean => structure !== undefined;

/** What a strategy searches where nobody has chosen: networks that can be built in many ways, or the usual families. */
export const familiesSearched = (
  { buildsNetworks }: Strategy,
  usual: readonly Family[],
  rows: Rows,
): readonly Family[] => (buildsNetworks ? familiesFor(rows).filter(isBuilt) : usual);

/**
 * The space as another strategy searches it. Families as they were proposed make way for those that suit the strategy;
 * what was changed by hand stays.
 */
export function spaceSearched(strategy: Strategy, space: Space, rows: Rows): Space {
  const kept = Object.keys(space).filter((name) => {
    const family = familyByName(name);
    const touched = JSON.stringify(space[name]) !== JSON.stringify(family.space());
    return touched || isBuilt(family) === (strategy.buildsNetworks ?? false);
  });
  const suiting = kept.some((name) => isBuilt(familyByName(name)) === (strategy.buildsNetworks ?? false));
  if (suiting) return Object.fromEntries(kept.map((name) => [name, space[name]]));
  // Which of the families of pictures suits them is not known here.
  if (!strategy.buildsNetworks && rows === 'picture') return space;
  const added = familiesSearched(strategy, usualFamilies(rows), rows).map(({ name }) => name);
  return Object.fromEntries(
    familiesFor(rows).flatMap(({ name, space: proposed }) => {
      if (kept.includes(name)) return [[name, space[name]]];
      return added.includes(name) ? [[name, proposed()]] : [];
    }),
  );
}
