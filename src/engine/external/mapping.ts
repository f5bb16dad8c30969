import type { ReadResult } from '../../data/profile-types';
import { type ColumnFacts, columnFacts } from '../../data/sites/column-facts';
import { isNameless } from '../../data/sites/column-names';
import { mapAgain, proposeSources, type SourceTable } from '../../data/sites/propose-sources';
import { type CellReview, reviewSources, type SourcesReview } from '../../data/sites/review-sources';
import { canBeMissing } from '../../export/can-be-missing';
import type { ModelSource } from '../../export/model-source';
import type { Predictor } from '../../export/predictor';
import { BenchsideError, type ErrorRecord, errorRecord } from '../../study/errors';
import type { SourcePlan, Task } from '../../study/schema';
import type { ExternalAnswer } from './api';

/** Whole numbers of so few values may be codes for the levels of an input. */
const FEW = 20;

/** The file's columns, as they are compared with the model's. */
export const factsOf = (
  { table, profile, sha256 }: Pick<ReadResult, 'table' | 'profile' | 'sha256'>,
  name: string,
): SourceTable => ({
  site: name,
  sha256,
  rows: table.n,
  facts: columnFacts({
    table,
    profile: profile.map((column) =>
      column.type === 'integer' && column.distinct <= FEW ? { ...column, type: 'nominal' } : column,
    ),
  }),
});

/** Of the file only what the model reads is mapped. */
const wantedOnly = (model: ModelSource, own: SourcePlan): SourcePlan => {
  const wanted = new Set(model.plan.columns.map(({ to }) => to));
  return { ...own, columns: own.columns.filter(({ to }) => wanted.has(to)) };
};

/** A file without names is mapped by hand: the model does not know the places that its own columns had. */
export function proposeMapping(model: ModelSource, own: SourceTable): SourcePlan[] {
  const byPlace = [own, model.table].map(({ facts }) => facts.every(({ name }) => isNameless(name)));
  if (byPlace[0] && !byPlace[1])
    return [model.plan, { site: own.site, sha256: own.sha256, rows: own.rows, columns: [] }];
  const [, plan] = proposeSources([model.table, own]);
  return [model.plan, wantedOnly(model, plan)];
}

/** The unit and levels of a column just put in its place by hand are proposed anew. */
export function changedMapping(
  model: ModelSource,
  own: SourceTable,
  given: SourcePlan,
  propose?: { at: number; to: string },
): SourcePlan[] {
  const sources = [model.plan, wantedOnly(model, { ...given, sha256: own.sha256, rows: own.rows })];
  return propose ? mapAgain([model.table, own], sources, propose) : sources;
}

/** Values of the outcome that are no class of the model and that nobody has said to be one, or to be left out. */
function openOutcomes(own: ColumnFacts | undefined, plan: Mapping | undefined, classes: string[]): string[] {
  if (!own || !plan) return [];
  const labels = own.levels?.map(({ label }) => label) ?? [];
  return labels.filter(
    (label) => !classes.includes(label) && !(plan.levels && Object.hasOwn(plan.levels, label)),
  );
}

type Mapping = SourcePlan['columns'][number];

export function reviewMapping(
  model: ModelSource,
  own: SourceTable,
  sources: SourcePlan[],
  { task, inputs, members }: Pick<Predictor, 'task' | 'inputs' | 'members'>,
): Pick<ExternalAnswer, 'sources' | 'review' | 'absent' | 'problems'> {
  const found = reviewSources([model.table, own], sources);
  const mapped = new Map(sources[1].columns.map((plan) => [plan.to, plan]));
  const absent = inputs
    .filter(({ name }) => !mapped.has(name))
    .map(({ name }) => ({ name, can: canBeMissing({ inputs, members }, name) }));
  const plan = mapped.get(task.target);
  const facts = own.facts.find(({ name }) => name === plan?.from);
  // Classes are no numbers, no dates and no words.
  const unlike = task.kind !== 'regression' && facts !== undefined && facts.levels === null;
  const open = task.kind === 'regression' ? [] : openOutcomes(facts, plan, task.classes);
  const known = new Set(found.columns.find(({ name }) => name === task.target)?.cells[1]?.open);
  const left = open.filter((label) => !known.has(label));
  const problem = (...args: ConstructorParameters<typeof BenchsideError>): ErrorRecord =>
    errorRecord(new BenchsideError(...args));
  const outcomes = [task.target, ...(task.survival ? [task.survival.time] : [])];
  return {
    sources,
    review: forModel(found, model, task, left),
    absent,
    problems: [
      ...outcomes
        .filter((name) => !mapped.has(name) || (name === task.target && unlike))
        .map((name) => problem('external.noOutcome', { name })),
      ...(left.length > 0
        ? [problem('external.outcomeLevels', { name: task.target, count: left.length })]
        : []),
      ...absent.filter(({ can }) => !can).map(({ name }) => problem('external.inputMissing', { name })),
      ...found.problems,
    ],
  };
}

/**
 * The vocabulary is the model's, whatever this hospital adds to it. It may have levels of an input that the model does
 * not know, but none of the outcome: they are asked about. Of the follow-up times the model keeps nothing that theirs could be like.
 */
function forModel(
  review: SourcesReview,
  model: ModelSource,
  { target, survival }: Task,
  open: string[],
): SourcesReview {
  const levelsOf = new Map(model.table.facts.map(({ name, levels }) => [name, levels]));
  const changed = (name: string, cell: CellReview): CellReview => {
    if (name === target) return { ...cell, open: [...cell.open, ...open] };
    if (name === survival?.time)
      return { ...cell, evidence: cell.evidence.filter(({ key }) => key !== 'values') };
    return cell;
  };
  return {
    ...review,
    columns: review.columns.map((column) => ({
      ...column,
      levels: levelsOf.get(column.name)?.map(({ label }) => label) ?? null,
      cells: column.cells.map((cell, at) => (at === 1 ? changed(column.name, cell) : cell)),
    })),
  };
}
