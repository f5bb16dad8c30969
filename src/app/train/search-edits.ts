import type { Family } from '../../models/family';
import { BenchsideError, type ErrorRecord, errorRecord } from '../../study/errors';
import type { Study } from '../../study/schema';
import { checkSpace, countCombinations, type Domain } from '../../study/space';

type Search = Study['search'];

export const withSearch = (study: Study, change: Partial<Search>): Study => ({
  ...study,
  search: { ...study.search, ...change },
});

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

/** What stands against starting this search, as the engine would say it; null where nothing does. */
export function searchProblem({ search }: Study): ErrorRecord | null {
  try {
    if (search.budget.trials < 1 || search.budget.minutes <= 0) throw new BenchsideError('budget.zero');
    checkSpace(search.space);
    // One family without a value would be passed over in silence.
    const counts = Object.values(countCombinations(search.space).perFamily);
    if (counts.some((family) => family.total === 0)) throw new BenchsideError('space.empty');
    return null;
  } catch (error) {
    return errorRecord(error);
  }
}
