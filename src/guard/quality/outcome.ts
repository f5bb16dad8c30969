import type { Column, Target } from '../../data/dataset';
import { type Levels, levelsIn } from '../../data/levels';
import { auroc } from '../../evaluate/auroc';
import { proportionDifference } from '../../evaluate/newcombe';
import { isKnown, notKnown, type QualityCheck, type QualityFinding } from './finding';

// All that looks at the outcome looks at development rows alone: the test part stays locked.

/** Alone better than this, and a reviewer asks whether the column knows the answer. */
const ALONE = 0.95;
const FEWEST = 10;
const MOST_LEVELS = 20;
const MOST_FINDINGS = 8;
/** Differences of shares below this say little, whatever their interval. */
const SMALLEST_DIFFERENCE = 0.05;
/** Peduzzi et al., J Clin Epidemiol 1996: ten events a variable; Riley et al., BMJ 2020, ask for more than a rule of thumb. */
const EVENTS_PER_VARIABLE = 10;

const isGap = (column: Column, row: number): boolean => {
  if (column.kind === 'multi') return false;
  return column.kind === 'num' || column.kind === 'date'
    ? Number.isNaN(column.v[row])
    : column.codes[row] < 0;
};

const binaryOf = (target: Target | null): Float64Array | null =>
  target?.kind === 'binary' && target.classes.length === 2 ? target.y : null;

/** Whether development rows, whatever others hold, have too many levels for their shares to mean anything. */
const hasManyLevels = (levels: Levels, name: string): boolean =>
  (levels.get(name)?.length ?? 0) > MOST_LEVELS;

/** A score of each given row by this column alone: its number, or how often its level has the outcome. */
function scoresOf(column: Column, y: Float64Array, rows: readonly number[]): number[] | null {
  if (column.kind === 'num' || column.kind === 'date') return rows.map((row) => column.v[row]);
  if (column.kind !== 'cat') return null;
  const events = new Float64Array(column.dict.length);
  const all = new Float64Array(column.dict.length);
  for (const row of rows) {
    events[column.codes[row]] += y[row];
    all[column.codes[row]]++;
  }
  return rows.map((row) => events[column.codes[row]] / all[column.codes[row]]);
}

/** Columns that predict very well alone. Only asked: haemoglobin in kidney disease is an honest predictor. */
export const strongAlone: QualityCheck = ({ study, data, target, dev }) => {
  const y = binaryOf(target);
  if (!y || !dev) return [];
  const said = new Map(study.columns.map((c) => [c.name, c.known]));
  const levels = levelsIn(data, dev);
  return [...data.cols]
    .flatMap(([name, column]) => {
      if (said.get(name) === 'yes' || hasManyLevels(levels, name)) return [];
      const rows = Array.from(dev).filter((row) => !isGap(column, row));
      const outcome = rows.map((row) => y[row]);
      const events = outcome.filter((value) => value === 1).length;
      const scores = Math.min(events, rows.length - events) < FEWEST ? null : scoresOf(column, y, rows);
      if (!scores) return [];
      const area = auroc(outcome, scores);
      const alone = Math.max(area, 1 - area);
      return alone >= ALONE ? [{ name, alone, rows: rows.length }] : [];
    })
    .sort((a, b) => b.alone - a.alone)
    .slice(0, MOST_FINDINGS)
    .map(({ name, alone, rows }): QualityFinding => {
      // Rounded down: no 1.00 that is none.
      const params = { name, auroc: (Math.floor(alone * 1000) / 1000).toFixed(3), rows };
      const fixes = [isKnown(name), notKnown(name)];
      return { key: 'strongAlone', level: 'question', params, columns: [name], fixes };
    });
};

/** Features missing more often with the outcome than without, or less: the gap itself would predict. */
export const missingByOutcome: QualityCheck = ({ data, target, dev }) => {
  const y = binaryOf(target);
  if (!y || !dev) return [];
  const events = dev.filter((row) => y[row] === 1);
  const others = dev.filter((row) => y[row] === 0);
  if (Math.min(events.length, others.length) < FEWEST) return [];
  const gaps = (column: Column, rows: Uint32Array) => rows.filter((row) => isGap(column, row)).length;
  const related = [...data.cols]
    .map(([name, column]) => {
      const [a, b] = [gaps(column, events), gaps(column, others)];
      return { name, a, b, ...proportionDifference(a, events.length, b, others.length) };
    })
    .filter(
      ({ low, high, difference }) => (low > 0 || high < 0) && Math.abs(difference) >= SMALLEST_DIFFERENCE,
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
