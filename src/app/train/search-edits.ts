import type { Family } from '../../models/family';
import type { Seeds } from '../../models/seeds';
import { spaceSearched, trialsProposed } from '../../search/families-searched';
import { strategyByName } from '../../search/index';
import { asGrid } from '../../search/points';
import { emptyStudy } from '../../study/defaults';
import { BenchsideError, type ErrorRecord, errorRecord } from '../../study/errors';
import type { Study } from '../../study/schema';
import { checkSpace, countCombinations, type Domain, type Space } from '../../study/space';
import { spaceOf } from '../../study/steps-in-space';
import { withSearch } from '../../study/with-search';

/** Another strategy, and with it the families and the budget that suit it, where they were not changed by hand. */
export function withStrategy(study: Study, strategy: string): Study {
  const rows = study.images ? 'picture' : 'table';
  const [before, now] = [strategyByName(study.search.strategy), strategyByName(strategy)];
  const { budget, space } = study.search;
  const usual = emptyStudy('').search.budget.trials;
  const trials = budget.trials === trialsProposed(before, usual) ? trialsProposed(now, usual) : budget.trials;
  return withSearch(study, {
    strategy,
    space: spaceSearched(now, space, rows),
    budget: { ...budget, trials },
  });
}

/** Without one nothing ends poor trials, and the document says nothing of it. */
export function withPruner(study: Study, pruner: string | undefined): Study {
  const { pruner: _, ...search } = study.search;
  return { ...study, search: pruner === undefined ? search : { ...search, pruner } };
}

/** One is what a study has that says nothing, so that it stays comparable with those of before. */
export function withSeeds(study: Study, seeds: Seeds): Study {
  const { seeds: _, ...training } = study.training;
  return { ...study, training: seeds === 1 ? training : { ...training, seeds } };
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
