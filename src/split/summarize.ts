import type { CatColumn, Target } from '../data/dataset';
import type { SplitPlan } from '../study/schema';
import { rowsOfSites } from './make-parts';
import type { OuterTest } from './outer-folds';
import type { Headcount, Parts, SplitSummary, TimeSummary } from './parts';
import { foldsOfRepeats, repeatsIn } from './repeats';

/** Bars of the picture over time, at most. */
const TIME_BINS = 48;

/** Patients of the picture of repeats, at most. */
const SHOWN = 12;

/** What a summary reads beside the parts. */
export interface Summarized {
  plan: SplitPlan;
  target: Target;
  unit: Int32Array;
  site: CatColumn | null;
  order?: Float64Array;
  outer: readonly OuterTest[];
  parameters: number;
}

/** Counts for the picture of people. Hospitals stand in the order of their names; rows without one are last. */
export function summarize(parts: Parts, about: Summarized): SplitSummary {
  const { plan, target, unit, site, order, outer } = about;
  const { train, valid } = parts.folds[0];
  const count = (rows: Uint32Array) => headcount(rows, target, unit);
  const rounds = foldsOfRepeats(parts, plan);
  const names = plan.validation.kind === 'sites' ? rowsOfSites(parts.dev, site).map((one) => one.name) : [];
  return {
    parts: [
      { part: 'train', ...count(train) },
      { part: 'valid', ...count(valid) },
      ...(outer.length > 0 ? [] : [{ part: 'test' as const, ...count(parts.test) }]),
    ],
    folds: parts.folds.length,
    rounds: rounds.map((fold, i) => ({ site: names[i] ?? null, ...count(fold.valid) })),
    ...(repeatsIn(plan) > 1 && { repeats: repeatsOf(parts, plan, unit) }),
    outer: outer.map(({ fold: { name, repeat }, rows }) => ({ name, repeat, ...count(rows) })),
    time: plan.test.kind === 'time' && order ? overTime(parts, order) : null,
    left: parts.left.length,
    outcome: target.kind === 'regression' ? spreadOf(parts.dev, target.y) : null,
    parameters: about.parameters,
    grouped: new Set(unit).size < unit.length,
    sites: site ? ofSites(parts, site, count) : [],
  };
}

/** The fold that each of the first patients validates in, in every repeat. */
function repeatsOf(parts: Parts, plan: SplitPlan, unit: Int32Array): number[][] {
  const seen = [...new Set(Array.from(parts.dev, (row) => unit[row]))].slice(0, SHOWN);
  const k = foldsOfRepeats(parts, plan).length;
  return Array.from({ length: repeatsIn(plan) }, (_, repeat) => {
    const fold = new Map<number, number>();
    for (const [f, { valid }] of parts.folds.slice(repeat * k, (repeat + 1) * k).entries())
      for (const row of valid) fold.set(unit[row], f + 1);
    return seen.map((patient) => fold.get(patient) ?? 0);
  });
}

function headcount(rows: Uint32Array, target: Target, unit: Int32Array): Headcount {
  const classes = target.classes.map(() => 0);
  let sum = 0;
  const seen = new Set<number>();
  for (const row of rows) {
    const y = target.y[row];
    if (target.kind === 'regression') sum += y;
    else if (!Number.isNaN(y)) classes[y]++;
    seen.add(unit[row]);
  }
  const mean = target.kind === 'regression' && rows.length > 0 ? sum / rows.length : null;
  return { rows: rows.length, patients: seen.size, classes, mean };
}

function spreadOf(rows: Uint32Array, y: ArrayLike<number>): SplitSummary['outcome'] {
  if (rows.length < 2) return null;
  let sum = 0;
  for (const row of rows) sum += y[row];
  const mean = sum / rows.length;
  let squares = 0;
  for (const row of rows) squares += (y[row] - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / (rows.length - 1)) };
}

function ofSites(
  { folds: [{ train, valid }], test, dev }: Parts,
  site: CatColumn,
  count: (rows: Uint32Array) => Headcount,
): SplitSummary['sites'] {
  const usable = Uint32Array.from([...dev, ...test]).sort();
  const of = (code: number, rows: Uint32Array) => rows.filter((row) => site.codes[row] === code);
  const one = (name: string, code: number) => ({
    site: name,
    parts: [train, valid, test].map((rows) => of(code, rows).length),
    ...count(of(code, usable)),
  });
  return [...site.dict.map(one), one('', -1)].filter(({ rows }) => rows > 0);
}

function overTime({ dev, test, left }: Parts, order: Float64Array): TimeSummary {
  const dated = left.filter((row) => !Number.isNaN(order[row]));
  let [from, to, cut] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const rows of [dev, test, dated])
    for (const row of rows) {
      from = Math.min(from, order[row]);
      to = Math.max(to, order[row]);
    }
  for (const row of test) cut = Math.min(cut, order[row]);
  // Whole times where they are few: a bar a day, or a year.
  const whole = [dev, test, dated].every((rows) => rows.every((row) => Number.isInteger(order[row])));
  const bins = whole ? Math.min(TIME_BINS, to - from + 1) : TIME_BINS;
  const width = (whole ? to - from + 1 : to - from) / bins;
  const place = (row: number) => Math.min(bins - 1, Math.floor((order[row] - from) / width));
  const counts = Array.from({ length: bins }, () => ({ dev: 0, test: 0, left: 0 }));
  for (const row of dev) counts[place(row)].dev++;
  for (const row of test) counts[place(row)].test++;
  for (const row of dated) counts[place(row)].left++;
  return { from, to: whole ? to + 1 : to, cut, bins: counts };
}
