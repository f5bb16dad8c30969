import type { ColumnFacts } from '../data/sites/column-facts';
import type { SourceTable } from '../data/sites/propose-sources';
import type { DevelopmentColumn } from '../evaluate/development';
import type { ColumnType, SourcePlan } from '../study/schema';
import type { InputColumn, Predictor } from './predictor';

/** A hospital's file is brought to the model as to another hospital's table: this one stands for the model. */
export interface ModelSource {
  table: SourceTable;
  plan: SourcePlan;
}

const NUMBERS: ColumnType[] = ['continuous', 'integer'];

/** What is known of a column's values; numbers by their quantiles, else by the ends and the middle of their range. */
function factsOf(
  { name, type, levels, range }: Pick<InputColumn, 'name' | 'type' | 'levels' | 'range'>,
  rows: number,
  about: DevelopmentColumn | undefined,
): ColumnFacts {
  const numbers = about?.quantiles ?? (range && [range.min, range.median, range.max]);
  const coded = levels?.map(Number);
  return {
    name,
    type,
    rows,
    missing: (about?.missing ?? 0) * rows,
    sorted: NUMBERS.includes(type)
      ? Float64Array.from(numbers ?? [])
      : coded?.every(Number.isFinite)
        ? Float64Array.from(coded).sort()
        : null,
    // A level too rare to be told still counts for something.
    levels: levels?.map((label, i) => ({ label, count: (about?.shares?.[i] ?? 0.01) * rows })) ?? null,
  };
}

/** The inputs, the outcome and where there is one its follow-up time, as a table of a hospital without a name. */
export function modelSource({
  inputs,
  task,
  development,
}: Pick<Predictor, 'inputs' | 'task' | 'development'>): ModelSource {
  const about = new Map(development?.columns.map((column) => [column.name, column]));
  const rows = development?.rows ?? 1;
  const outcome = { name: task.target, levels: task.kind === 'regression' ? undefined : task.classes };
  const type: ColumnType = task.kind === 'regression' ? 'continuous' : 'nominal';
  const facts = [
    factsOf({ ...outcome, type }, rows, development?.outcome),
    ...(task.survival ? [factsOf({ name: task.survival.time, type: 'continuous' }, rows, undefined)] : []),
    ...inputs.map((input) => factsOf(input, rows, about.get(input.name))),
  ];
  const columns = facts.map(({ name }) => ({ from: name, to: name }));
  return {
    table: { site: '', sha256: '', rows, facts },
    plan: { site: '', sha256: '', rows, columns },
  };
}
