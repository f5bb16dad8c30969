import type { Table } from '../../data/dataset';
import { markIdentifiers } from '../../data/identifiers/mark';
import { profileTable } from '../../data/profile';
import type { ReadResult } from '../../data/profile-types';
import { sumOf } from '../../data/sha256';
import { combine } from '../../data/sites/combine';
import type { ColumnPlan, SourcePlan, Study } from '../../study/schema';
import { proposeStudy } from '../propose-study';
import type { Template } from './api';
import { decisionsOf, searchWithout } from './on-new-data';
import { foundColumns } from './review-start';

/** Nothing is renamed, converted or recoded. */
const isPlain = ({ columns }: SourcePlan): boolean =>
  columns.every(
    ({ from, to, unit, levels }) => from === to && !unit && Object.keys(levels ?? {}).length === 0,
  );

/** The mapping with the table's other columns beside it, under names that are free. */
function withExtras(plan: SourcePlan, table: Table): SourcePlan {
  const used = new Set(plan.columns.map(({ from }) => from));
  const taken = new Set(plan.columns.map(({ to }) => to));
  const extras = table.columns
    .filter(({ name }) => !used.has(name))
    .map(({ name }) => {
      let to = name;
      for (let i = 2; taken.has(to); i++) to = `${name} (${i})`;
      taken.add(to);
      return { from: name, to };
    });
  return { ...plan, columns: [...plan.columns, ...extras] };
}

/** Subgroups by columns that are there. */
function subgroupsLeft(plan: Study['evaluation'], columns: ColumnPlan[]): Study['evaluation'] {
  if (!plan.subgroups) return plan;
  const names = new Set(columns.map(({ name }) => name));
  return { ...plan, subgroups: plan.subgroups.filter((name) => names.has(name)) };
}

/** The table under the study's names, units and levels; `sources` where it took a mapping to make it. */
async function mapped(
  result: ReadResult,
  plan: SourcePlan,
): Promise<{ result: ReadResult; sources: SourcePlan[] }> {
  if (isPlain(plan)) return { result, sources: [] };
  const whole = withExtras(plan, result.table);
  const { table } = combine([result.table], [whole]);
  const profile = markIdentifiers(profileTable(table), table);
  return { result: { ...result, table, profile, sha256: await sumOf([plan.sha256]) }, sources: [whole] };
}

/**
 * A new study: another one's decisions on this table. Columns that it does not know have no part in it; what the
 * table has not is left out, and partings that it cannot bear are the usual ones.
 */
export async function startStudy(
  template: Template,
  given: ReadResult,
  plan: SourcePlan,
  id: string,
): Promise<{ study: Study; result: ReadResult }> {
  const { study } = template;
  const { result, sources } = await mapped(given, plan);
  const proposed = proposeStudy(result, { id, kind: sources.length > 0 ? 'files' : 'file' });
  const before = new Map(study.columns.map((column) => [column.name, column]));
  const wanted = new Set(plan.columns.map(({ to }) => to));
  const columns = proposed.columns.map((own): ColumnPlan => {
    const known = wanted.has(own.name) ? before.get(own.name) : undefined;
    if (!known) return { ...own, role: 'ignore' };
    const { stored: _stored, identifier: _identifier, ...rest } = known;
    // Whether it identifies people, these people's cells say.
    return { ...rest, stored: true, ...(own.identifier && { identifier: own.identifier }) };
  });
  const { split, steps } = foundColumns(template, plan);
  const decisions = decisionsOf(study);
  return {
    result,
    study: {
      ...proposed,
      ...decisions,
      id,
      sources,
      columns,
      task: study.task,
      split,
      steps,
      search: searchWithout(decisions.search, steps),
      evaluation: subgroupsLeft(decisions.evaluation, columns),
      ...(study.names && given.nameless && { names: study.names }),
    },
  };
}
