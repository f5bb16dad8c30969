import type { Column, Target } from '../../data/dataset';
import { levelsIn } from '../../data/levels';
import { proportionDifference } from '../../evaluate/newcombe';
import type { QualityCheck } from './finding';
import { isGap, gaps as telling } from './gaps';

// All that looks at the outcome looks at development rows alone: the test part stays locked.

const FEWEST = 10;
/** Differences of shares below this say little, whatever their interval. */
const SMALLEST_DIFFERENCE = 0.05;
/** Peduzzi et al., J Clin Epidemiol 1996: ten events a variable; Riley et al., BMJ 2020, ask for more than a rule of thumb. */
const EVENTS_PER_VARIABLE = 10;

const binaryOf = (target: Target | null): Float64Array | null =>
  target?.kind === 'binary' && target.classes.length === 2 ? target.y : null;

/**
 * Features missing more often with the outcome than without, or less: the gap itself would predict. Those in which it
 * gives the outcome away are asked about one by one.
 */
export const missingByOutcome: QualityCheck = (input) => {
  const { data, target, dev } = input;
  const y = binaryOf(target);
  if (!y || !dev) return [];
  const events = dev.filter((row) => y[row] === 1);
  const others = dev.filter((row) => y[row] === 0);
  if (Math.min(events.length, others.length) < FEWEST) return [];
  const told = new Set(telling(input).flatMap((finding) => finding.columns));
  const gaps = (column: Column, rows: Uint32Array) => rows.filter((row) => isGap(column, row)).length;
  const related = [...data.cols]
    .map(([name, column]) => {
      const [a, b] = [gaps(column, events), gaps(column, others)];
      return { name, a, b, ...proportionDifference(a, events.length, b, others.length) };
    })
    .filter(
      ({ name, low, high, difference }) =>
        !told.has(name) && (low > 0 || high < 0) && Math.abs(difference) >= SMALLEST_DIFFERENCE,
    )
    .sort((p, q) => Math.abs(q.difference) - Math.abs(p.difference));
  if (related.length === 0) return [];
  const [most] = related;
  const percent = (share: number) => Math.round(1000 * share) / 10;
  const params = {
    count: related.length,
    name: most.name,
    events: percent(most.a / events.length),
    others: percent(most.b / others.length),
    difference: percent(most.difference),
    low: percent(most.low),
    high: percent(most.high),
  };
  return [
    { key: 'missingByOutcome', level: 'question', params, columns: related.map((c) => c.name), fixes: [] },
  ];
};

/** Numbers that a model would be given for a column: a level but one each. */
const variablesOf = (column: Column, levels: readonly string[] = []): number =>
  column.kind === 'cat' && !column.ordered ? Math.max(1, levels.length - 1) : 1;

/** Rows of the rarest class among the development rows against what is to be learned from them. */
export const eventsPerVariable: QualityCheck = ({ data, target, dev }) => {
  if (!target || !dev || data.cols.size === 0) return [];
  const counts = target.classes.map((_, c) => dev.filter((row) => target.y[row] === c).length);
  const events = target.kind === 'regression' ? dev.length : Math.min(...counts);
  const levels = levelsIn(data, dev);
  const variables = [...data.cols].reduce(
    (sum, [name, column]) => sum + variablesOf(column, levels.get(name)),
    0,
  );
  const ratio = events / variables;
  if (ratio >= EVENTS_PER_VARIABLE) return [];
  const params = { events, variables, ratio: Math.round(10 * ratio) / 10, wanted: EVENTS_PER_VARIABLE };
  const key = target.kind === 'regression' ? 'rowsPerVariable' : 'eventsPerVariable';
  return [{ key, level: 'warn', params, columns: [], fixes: [] }];
};
