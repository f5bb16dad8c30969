import type { Family } from '../../models/family';
import { spaceSearched } from '../../search/families-searched';
import { strategyByName } from '../../search/index';
import { asGrid } from '../../search/points';
import { BenchsideError, type ErrorRecord, errorRecord } from '../../study/errors';
import type { Study } from '../../study/schema';
import { checkSpace, countCombinations, type Domain, type Space } from '../../study/space';
import { spaceOf } from '../../study/steps-in-space';

type Search = Study['search'];

export const withSearch = (study: Study, change: Partial<Search>): Study => ({
  ...study,
  search: { ...study.search, ...change },
});

/** Another strategy, and with it the families that suit it where none was changed by hand. */
export function withStrategy(study: Study, strategy: string): Study {
  const rows = study.images ? 'picture' : 'table';
  const space = spaceSearched(strategyByName(strategy), study.search.space, rows);
  return withSearch(study, { strategy, space });
}

/** Without one nothing ends poor trials, and the document says nothing of it. */
export function withPruner(study: Study, pruner: string | undefined): Study {
  const { pruner: _, ...search } = study.search;
  return { ...study, search: pruner === undefined ? search : { ...search, pruner } };
}

/** A family joins with the space it proposes, in the order of the registry, or leaves. */
export function toggleFamily(study: Study, family: Family, families: readonly Family[]): Study {
  const chosen = new Map(Object.entries(study.search.space));
  if (!chosen.delete(family.name)) chosen.set(family.name, family.space());
  const space = Object.fromEntries(
    families.flatMap(({ name }) => {
      const domains = chosen.get(name);
      return domains ? [[name, domains]] : [];
    }),
  );
  return withSearch(study, { space });
}

export function setDomain(study: Study, family: string, key: string, domain: Domain): Study {
  const domains = study.search.space[family];
  if (domains[key] === domain) return study;
  return withSearch(study, { space: { ...study.search.space, [family]: { ...domains, [key]: domain } } });
}

/** What is tried of a step's parameter, or nothing where it stays as the step has it. */
export function setStepDomain(study: Study, id: string, key: string, domain: Domain | null): Study {
  const { [key]: _, ...others } = study.search.steps?.[id] ?? {};
  const tried = domain ? { ...others, [key]: domain } : others;
  const { [id]: __, ...rest } = study.search.steps ?? {};
  const steps = Object.keys(tried).length > 0 ? { ...rest, [id]: tried } : rest;
  return withSearch(study, { steps: Object.keys(steps).length > 0 ? steps : undefined });
}

/** The space as the chosen strategy goes through it: a grid has a number of points, whatever the ranges. */
export const triedSpace = (study: Pick<Study, 'steps' | 'search'>): Space =>
  study.search.strategy === 'grid' ? asGrid(spaceOf(study)) : spaceOf(study);

/** What stands against starting this search, as the engine would say it; null where nothing does. */
export function searchProblem(study: Study): ErrorRecord | null {
  const { search } = study;
  const space = spaceOf(study);
  try {
    if (search.budget.trials < 1 || search.budget.minutes <= 0) throw new BenchsideError('budget.zero');
    checkSpace(space);
    // One family without a value would be passed over in silence.
    const counts = Object.values(countCombinations(space).perFamily);
    if (counts.some((family) => family.total === 0)) throw new BenchsideError('space.empty');
    return null;
  } catch (error) {
    return errorRecord(error);
  }
}
