import { type ModelSource, modelSource } from '../../export/model-source';
import type { InputColumn } from '../../export/predictor';
import type { ColumnPlan, Study } from '../../study/schema';
import { splitColumn } from '../../study/split-column';
import type { Template } from './api';

/** The columns that a study cannot go on without as it is, the outcome apart: those with a part in it. */
export function wantedColumns({ columns, split }: Pick<Study, 'columns' | 'split'>): ColumnPlan[] {
  const chosenBy = splitColumn(split);
  return columns.filter(({ name, role }) => (role !== 'ignore' && role !== 'target') || name === chosenBy);
}

/** A feature as an input of a model that nobody has trained yet: how its cells are read. */
const asInput = ({ name, type, separator, order, missing, same, dateOrder, decimal, unit }: ColumnPlan) => {
  const reading = { separator, order, missing, same, dateOrder, decimal, unit };
  const given = Object.entries(reading).filter(([, value]) => value !== undefined);
  const input: InputColumn = { name, type, ...Object.fromEntries(given) };
  return type === 'ordinal' && order ? { ...input, levels: order } : input;
};

/** The features, with what a model knows of them where there is one. */
export function templateInputs({ study, known }: Template): InputColumn[] {
  const told = new Map(known?.inputs.map((input) => [input.name, input]));
  return study.columns
    .filter(({ role }) => role === 'feature')
    .map((plan) => told.get(plan.name) ?? asInput(plan));
}

/** The study as one more hospital's table, which another one's columns are brought to. */
export function templateSource(template: Template): ModelSource {
  const { study, known } = template;
  const inputs = templateInputs(template);
  const others = wantedColumns(study)
    .filter(({ name, role }) => role !== 'feature' && name !== study.task?.survival?.time)
    .map(({ name, type }): InputColumn => ({ name, type }));
  const task = study.task ?? { kind: 'regression' as const, target: '', classes: [] };
  const source = modelSource({
    inputs: [...inputs, ...others],
    task,
    ...(known?.development && { development: known.development }),
  });
  if (study.task) return source;
  // No outcome was chosen yet: nothing is looked for.
  const facts = source.table.facts.filter(({ name }) => name !== task.target);
  const columns = source.plan.columns.filter(({ to }) => to !== task.target);
  return { table: { ...source.table, facts }, plan: { ...source.plan, columns } };
}
