import type { Table } from '../../data/dataset';
import { sortedLevels } from '../../data/levels';
import { scoresOf } from '../../data/materialize';
import { findOrder } from '../../data/ordinal-scale';
import { typedColumns } from '../../data/typed-column';
import type { ColumnPlan, Study } from '../../study/schema';
import { identifies } from '../../study/split-column';
import { asOrdinal, ignoring, type QualityFinding } from './finding';

const isNumber = (level: string): boolean => Number.isFinite(Number(level));

/** An order that the levels themselves give: numbers, or words of a known scale. */
const ownOrder = (levels: readonly string[]): string[] | null =>
  levels.every(isNumber) ? sortedLevels(levels) : findOrder(levels);

/** What stands against comparing the model with this score; null where nothing does. */
function against(
  plan: ColumnPlan,
  table: Table,
  { task }: Study,
): Omit<QualityFinding, 'level' | 'columns'> | null {
  const { name } = plan;
  const say = (key: string, params = {}, fixes = [ignoring(name)]) => ({
    key,
    params: { name, ...params },
    fixes,
  });
  if (identifies(plan)) return say('scoreIdentifies');
  if (task && task.kind !== 'binary') return say('scoreNotBinary');
  const read = table.columns.find((c) => c.name === name);
  // Not kept in storage: said where the file is asked for again.
  if (!read) return null;
  if (scoresOf(table, [plan]).length > 0) return null;
  const [[, column]] = typedColumns(read, plan, new Set([name]));
  if (column.kind !== 'cat') return say('scoreUnread');
  const levels = column.dict.length;
  if (levels < 2) return say('scoreOneValue');
  const order = ownOrder(column.dict);
  return say(
    'scoreUnordered',
    { levels },
    order ? [asOrdinal(name, order), ignoring(name)] : [ignoring(name)],
  );
}

/** Existing scores and readers' calls with which the model will not be compared, and why. */
export const unusedScores = ({ study, table }: { study: Study; table: Table }): QualityFinding[] =>
  study.columns.flatMap((plan): QualityFinding[] => {
    const found = plan.role === 'score' ? against(plan, table, study) : null;
    return found ? [{ ...found, level: 'warn', columns: [plan.name] }] : [];
  });
