import { pairNames } from '../../data/pair';
import { emptyStudy } from '../../study/defaults';
import type { ColumnPlan, SplitPlan, Study } from '../../study/schema';
import { splitColumn } from '../../study/split-column';
import type { Replaced } from './api';

const { split: usual } = emptyStudy('');

/**
 * How a study parts its rows, on other rows. Row numbers mean nothing there; a column that decides, or hospitals, may
 * not be there: the usual parting takes that place.
 */
export function splitOnNewData(
  split: SplitPlan,
  has: (role: 'site' | 'chosenBy') => boolean,
): { split: SplitPlan; replaced: Replaced[] } {
  const replaced: Replaced[] = [];
  const { test, validation } = split;
  if (test.kind === 'rows') replaced.push('testRows');
  else if (splitColumn(split) !== null && !has('chosenBy')) replaced.push('testColumn');
  else if (test.kind === 'sites' && !has('site')) replaced.push('testSites');
  const testGone = replaced.length > 0;
  if (validation.kind === 'rows') replaced.push('validationRows');
  else if (validation.kind === 'sites' && !has('site')) replaced.push('validationSites');
  const validationGone = replaced.length > (testGone ? 1 : 0);
  return {
    split: {
      ...split,
      ...(testGone && { test: usual.test }),
      ...(validationGone && { validation: usual.validation }),
    },
    replaced,
  };
}

/** The names of the columns that features become, once their cells are typed. */
function typedNames(columns: ColumnPlan[]): Set<string> {
  const names = new Set(columns.map(({ name }) => name));
  return new Set(columns.flatMap(({ name, type }) => (type === 'pair' ? pairNames(name, names) : [name])));
}

/** Steps without the columns that are not there; one that acted on them alone has nothing left to do. */
export function stepsOnNewData(
  study: Pick<Study, 'steps' | 'columns'>,
  gone: ReadonlySet<string>,
): { steps: Study['steps']; lost: string[] } {
  const missing = typedNames(study.columns.filter(({ name }) => gone.has(name)));
  const lost: string[] = [];
  const steps = study.steps.flatMap((step) => {
    if (!step.columns?.some((name) => missing.has(name))) return [step];
    const columns = step.columns.filter((name) => !missing.has(name));
    if (columns.length > 0) return [{ ...step, columns }];
    lost.push(step.step);
    return [];
  });
  return { steps, lost };
}

/** The study's decisions that hold for whatever data: what is asked, prepared, searched, and decided after. */
export function decisionsOf(
  study: Study,
): Omit<Study, 'id' | 'data' | 'sources' | 'columns' | 'task' | 'split'> {
  const { name, version, seed, question, steps, search, training, evaluation, final, backend } = study;
  // What the report says of people and places was the other hospital's.
  return { name, version, seed, question, report: {}, steps, search, training, evaluation, final, backend };
}

/** The decisions without those about steps that are gone. */
export function searchWithout(search: Study['search'], steps: Study['steps']): Study['search'] {
  const { steps: tried, ...rest } = search;
  if (!tried) return search;
  const ids = new Set(steps.map(({ id }) => id));
  const left = Object.entries(tried).filter(([id]) => ids.has(id));
  return left.length > 0 ? { ...rest, steps: Object.fromEntries(left) } : rest;
}
