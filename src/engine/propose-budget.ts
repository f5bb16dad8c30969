import type { Table } from '../data/dataset';
import { type Family, readsPictures } from '../models/family';
import { MANY_LEVELS } from '../prep/propose';
import { SECONDS_A_UNIT, workOfEpoch } from '../search/counted-work';
import { trialsProposed } from '../search/families-searched';
import type { Strategy } from '../search/strategy';
import { emptyStudy } from '../study/defaults';
import { defaultsOf } from '../study/params';
import type { Budget, ColumnPlan, Task } from '../study/schema';
import { lengthOf } from '../train/length';

/** Of a table of the usual size, in minutes; never more than an hour. */
const USUAL_MINUTES = 2;
const MOST_MINUTES = 60;
/**
 * A trial for every two rows: of more, the best on few patients is the luckiest. On few rows so many that every
 * family has its known good settings; on many no more than a night.
 */
const ROWS_A_TRIAL = 2;
const TRIALS = { fewest: 40, most: 1000 };

/** About as many inputs as the proposed steps make of the features. */
function inputsOf({ columns }: Table, plans: readonly ColumnPlan[]): number {
  const features = new Set(plans.filter(({ role }) => role === 'feature').map(({ name }) => name));
  return columns
    .filter(({ name }) => features.has(name))
    .reduce(
      (sum, { column }) =>
        sum +
        (column.kind === 'cat' && column.dict.length <= MANY_LEVELS ? Math.max(1, column.dict.length) : 1),
      0,
    );
}

/** Seconds that every family with its usual settings takes to the end of its epochs. */
function secondsOf(
  families: readonly Family[],
  table: Table,
  columns: readonly ColumnPlan[],
  task: Task,
): number {
  const { training } = emptyStudy('');
  const shapes = {
    inputs: Math.max(1, inputsOf(table, columns)),
    kind: task.kind,
    classes: task.classes.length,
  };
  const ofTables = families.filter(({ reads }) => !readsPictures(reads));
  return ofTables.reduce((sum, family) => {
    const spec = family.spec(defaultsOf(family.params), shapes);
    return sum + lengthOf(spec, training).maxEpochs * workOfEpoch(spec, table.n) * SECONDS_A_UNIT;
  }, 0);
}

/**
 * What a table's search is given: two minutes where it is of the usual size, longer where each family needs longer, and
 * trials by its rows. A strategy whose trials the user chooses keeps the usual few.
 */
export function proposeBudget(
  strategy: Strategy,
  families: readonly Family[],
  table: Table,
  columns: readonly ColumnPlan[],
  task: Task | null,
): Budget {
  const minutes = task ? Math.ceil(secondsOf(families, table, columns, task) / 60) : 0;
  const trials = strategy.byHand
    ? emptyStudy('').search.budget.trials
    : Math.min(TRIALS.most, Math.max(TRIALS.fewest, Math.floor(table.n / ROWS_A_TRIAL)));
  return {
    trials: trialsProposed(strategy, trials),
    minutes: Math.min(MOST_MINUTES, Math.max(USUAL_MINUTES, minutes)),
  };
}
