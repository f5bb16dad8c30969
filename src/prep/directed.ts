import type { Dataset } from '../data/dataset';
import type { Direction } from '../study/directions';
import { defaultsOf } from '../study/params';
import type { ColumnPlan, StepPlan, Study } from '../study/schema';
import { stepByName } from '.';
import { ofTable } from './image/partition';
import { ordinal } from './table/ordinal';

export interface Directed {
  name: string;
  direction: Direction;
}

const NUMBERS: readonly ColumnPlan['type'][] = ['continuous', 'integer'];

/** Whether trees get an ordered column as numbers: of the steps before them the first that acts on it is the ordinal one. */
function isMadeNumbers({ name, order = [] }: ColumnPlan, steps: readonly StepPlan[]): boolean {
  const column = { kind: 'cat' as const, codes: new Int32Array(0), dict: [...order], ordered: true as const };
  const data: Dataset = { n: 0, cols: new Map([[name, column]]), unit: new Int32Array(0) };
  const acts = ({ step, params, columns }: StepPlan): boolean => {
    const { concerns, params: all, forNumbers } = stepByName(step);
    const may = !forNumbers && (!columns || columns.includes(name));
    return may && concerns(data, { ...defaultsOf(all), ...params }).includes(name);
  };
  return steps.find(acts)?.step === ordinal.name;
}

/**
 * Features of which a direction can be said: what trees get as numbers under its own name. None where there are three
 * classes or more: what rises of one falls of another.
 */
export function directable(study: Study): string[] {
  const { columns, task } = study;
  if (!task || task.kind === 'multiclass') return [];
  const { steps } = ofTable(study);
  return columns
    .filter((column) => {
      if (column.role !== 'feature') return false;
      return NUMBERS.includes(column.type) || (column.type === 'ordinal' && isMadeNumbers(column, steps));
    })
    .map(({ name }) => name);
}

/** The directions that hold, in the order of the columns: what was said of columns that have none any more is not among them. */
export function directionsOf(study: Study): Directed[] {
  const said = new Map(Object.entries(study.training.directions ?? {}));
  if (said.size === 0) return [];
  return directable(study).flatMap((name) => {
    const direction = said.get(name);
    return direction ? [{ name, direction }] : [];
  });
}
