import { placeNames } from '../data/columns-named';
import { checkNames } from '../data/name-columns';
import type { ColumnProfile } from '../data/profile-types';
import { proposeColumns, proposeKnown, proposeTask } from '../data/propose';
import { stepByName } from '../prep/index';
import { metricFor } from '../study/defaults';
import type { ColumnPlan, StepPlan, Study, Task } from '../study/schema';
import { stepsFor } from './propose-study';
import type { Session } from './session';

/** One column at most has each of these. */
const SINGLE = ['target', 'patient', 'site', 'time'] as const;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The plan under a column's new name: as proposed for it, where a person has not decided otherwise under the old
 * one. What was found to identify people or to be the patient stays so whatever it is called.
 */
function renamedPlan(plan: ColumnPlan, before: ColumnPlan, after: ColumnPlan): ColumnPlan {
  const hidden = plan.identifier !== undefined || plan.type === 'identifier' || plan.role === 'patient';
  const { name } = after;
  if (hidden || plan.type !== before.type || plan.stored === false)
    return { ...plan, name, ...(after.identifier && !plan.identifier && { identifier: after.identifier }) };
  // A name that newly says who somebody is counts more than a role that was chosen without it.
  const proposedRole = plan.role === before.role && plan.role !== 'target';
  const role = proposedRole || after.identifier ? after.role : plan.role;
  const { role: _role, name: _name, stored: _stored, ...decided } = plan;
  const { role: _before, name: _old, stored: _kept, ...proposed } = before;
  return same(decided, proposed) ? { ...after, role } : { ...after, ...decided, name, role };
}

/** Of two columns with a role that only one may have, the one that a person chose keeps it. */
function onlyOne(columns: ColumnPlan[], old: ColumnPlan[]): ColumnPlan[] {
  return columns.map((column, i) => {
    const role = SINGLE.find((single) => single === column.role);
    if (!role) return column;
    const chosen = old.findIndex((plan) => plan.role === role);
    const first =
      chosen >= 0 && columns[chosen].role === role ? chosen : columns.findIndex((c) => c.role === role);
    if (i === first) return column;
    const back = role === 'target' && column.identifier === undefined ? 'feature' : 'ignore';
    return { ...column, role: back };
  });
}

/** A step that names columns names them by their new names. */
function renamedStep(step: StepPlan, names: ReadonlyMap<string, string>): StepPlan {
  const to = (name: string) => names.get(name) ?? name;
  const params = { ...step.params };
  for (const param of stepByName(step.step).params) {
    const value = params[param.key];
    if (param.kind === 'column' && typeof value === 'string') params[param.key] = to(value);
  }
  return { ...step, params, ...(step.columns && { columns: step.columns.map(to) }) };
}

const withoutIds = (steps: StepPlan[]) => steps.map(({ id: _id, ...step }) => step);

/**
 * The open study, whose file has no row of names, with its columns called by `names` (in the order of the file):
 * read again under them, so that types, roles and identifiers follow; decisions already made stay with their
 * columns. Throws what `checkNames` throws.
 */
export function nameColumns(
  session: Session,
  study: Study,
  names: string[],
): { study: Study; profile: ColumnProfile[] } {
  const { names: old } = study;
  const count = old?.length ?? study.columns.length;
  const given = checkNames(names, count);
  const renames = new Map((old ?? placeNames(count)).map((name, i) => [name, given[i]]));
  const planned = session.tableFor(study);
  const before = new Map(proposeColumns(session.profileAnew(study)).map((plan) => [plan.name, plan]));
  const families = Object.keys(study.search.space);
  const stepsBefore = stepsFor(planned, study.columns, study.task, families);

  const { names: _names, ...rest } = study;
  const named: Study = same(given, placeNames(count)) ? rest : { ...rest, names: given };
  const found = session.profileAnew(named);
  const after = new Map(proposeColumns(found).map((plan) => [plan.name, plan]));
  const carried = study.columns.map((plan) => {
    const name = renames.get(plan.name) ?? plan.name;
    const next = after.get(name);
    const was = before.get(plan.name);
    return next && was ? renamedPlan(plan, was, next) : { ...plan, name };
  });
  const roles = onlyOne(carried, study.columns);
  const columns = proposeKnown(roles, found).map((column, i) =>
    study.columns[i].known === undefined || study.columns[i].known === column.known
      ? column
      : { ...roles[i], known: study.columns[i].known },
  );

  const table = session.tableFor(named);
  const target = columns.find((c) => c.role === 'target')?.name;
  const stays = study.task !== null && renames.get(study.task.target) === target;
  const task: Task | null =
    target === undefined ? null : proposeTask(session.profile(columns), target, table);
  const survival = study.task?.survival;
  const kept: Task | null =
    stays && study.task && target !== undefined
      ? {
          ...study.task,
          target,
          ...(survival && { survival: { ...survival, time: renames.get(survival.time) ?? survival.time } }),
        }
      : task;
  const { directions } = study.training;
  const proposed = same(withoutIds(stepsBefore), withoutIds(study.steps));
  const next: Study = {
    ...named,
    columns,
    task: kept,
    steps: proposed
      ? stepsFor(table, columns, kept, families)
      : study.steps.map((step) => renamedStep(step, renames)),
    ...(directions && {
      training: {
        ...study.training,
        directions: Object.fromEntries(
          Object.entries(directions).map(([name, direction]) => [renames.get(name) ?? name, direction]),
        ),
      },
    }),
    search:
      kept && kept.kind !== study.task?.kind
        ? { ...study.search, metric: metricFor(kept.kind) }
        : study.search,
  };
  return { study: next, profile: session.profile(columns) };
}
