import type { Study } from '../../study/schema';

/** Columns whose values can part people into groups: no identifiers, no running text, not the outcome itself. */
const GROUPING = new Set(['binary', 'nominal', 'ordinal', 'integer', 'continuous']);
/** Names under which sex and age stand in most tables, in English and Korean. */
const USUAL = [/^(sex|gender|성별)$/i, /^(age|나이|연령)/i];
const MOST = 3;

export const subgroupColumns = ({ columns, task }: Study): string[] =>
  columns
    .filter(
      ({ name, type, role, stored, identifier }) =>
        name !== task?.target && stored && !identifier && role !== 'patient' && GROUPING.has(type),
    )
    .map(({ name }) => name);

/** What a reviewer asks for first: the study's own choice, else hospital, sex and age. */
export function proposedSubgroups(study: Study): string[] {
  const there = subgroupColumns(study);
  const chosen = study.evaluation.subgroups;
  if (chosen) return chosen.filter((name) => there.includes(name));
  const sites = study.columns.filter(({ role }) => role === 'site').map(({ name }) => name);
  const usual = USUAL.flatMap((pattern) => there.filter((name) => pattern.test(name)));
  return [...new Set([...sites.filter((name) => there.includes(name)), ...usual])].slice(0, MOST);
}
