import { BenchsideError, type ErrorRecord, errorRecord } from '../../study/errors';
import type { ColumnType, SourcePlan } from '../../study/schema';
import { alike, alikeNumbers } from './alike';
import type { ColumnFacts } from './column-facts';
import { matchNames } from './column-names';
import { type CommonColumn, withSource } from './common-columns';
import { proposedUnit, type SourceTable } from './propose-sources';
import { findUnit, possibleRange, unitsOf } from './units';
import { type Level, type Reconciled, reconcile } from './vocabulary';

/** One hospital's part of a common column. */
export interface CellReview {
  /** Its column; null where this hospital has none. */
  from: string | null;
  /** 0 to 1: how sure it is that this is the same column. */
  confidence: number;
  /** Why: keys under `sites.evidence.` and what fills them. */
  evidence: { key: string; params: Record<string, string | number> }[];
  /** Share of its rows without a value. */
  missing: number;
  /** Its own levels; null where it has none to map. */
  levels: Level[] | null;
  /** Levels whose meaning a person has to say before one table can be made. */
  open: string[];
  /** What the open ones probably mean: to be confirmed. */
  proposal: Reconciled['proposal'];
  /** The unit its values are in, if found. */
  unit: string | null;
  problem: ErrorRecord | null;
}

export interface CommonReview {
  name: string;
  type: ColumnType;
  /** The common vocabulary; null where it has none. */
  levels: string[] | null;
  unit: string | null;
  /** Units this may be measured in. */
  units: string[];
  /** One a hospital, in the order of the sources. */
  cells: CellReview[];
}

export interface SourcesReview {
  hospitals: { site: string; rows: number; columns: string[] }[];
  columns: CommonReview[];
  /** What stands against making one table; the first thing to mend. */
  problems: ErrorRecord[];
}

const NO_COLUMN: CellReview = {
  from: null,
  confidence: 0,
  evidence: [],
  missing: 1,
  levels: null,
  open: [],
  proposal: null,
  unit: null,
  problem: null,
};

/** Medians this far apart in something that has several units: somebody should look at the unit. */
const FAR_APART = 4;

function impossible(site: string, own: ColumnFacts, common: CommonColumn, plan: Mapping): ErrorRecord | null {
  const range = possibleRange(common.name, common.unit);
  if (!range || !own.sorted) return null;
  const { factor, offset } = plan.unit ?? { factor: 1, offset: 0 };
  let seen = 0;
  for (const value of own.sorted) {
    if (value <= 0) continue;
    seen++;
    const converted = value * factor + offset;
    if (converted >= range[0] && converted <= range[1]) return null;
  }
  if (seen === 0) return null;
  const [low, high] = range;
  return errorRecord(
    new BenchsideError('sites.impossibleUnit', {
      site,
      name: own.name,
      common: common.name,
      unit: common.unit ?? '',
      low,
      high,
    }),
  );
}

type Mapping = SourcePlan['columns'][number];

/** Levels without a meaning yet: those that the plan does not name, although they fit nothing by themselves. */
function openLevels(
  own: ColumnFacts,
  before: CommonColumn,
  plan: Mapping,
): Pick<CellReview, 'open' | 'proposal'> {
  if (!own.levels || !before.levels || plan.unit) return { open: [], proposal: null };
  const { open, proposal } = reconcile(own.levels, before.levels);
  const left = open.filter((label) => !(plan.levels && Object.hasOwn(plan.levels, label)));
  return { open: left, proposal: left.length > 0 ? proposal : null };
}

function evidenceOf(
  own: ColumnFacts,
  common: CommonColumn,
  plan: Mapping,
): Pick<CellReview, 'confidence' | 'evidence'> {
  const evidence: CellReview['evidence'] = [];
  const name = matchNames(own.name, common.name);
  evidence.push({ key: name.key === 'none' ? 'byHand' : name.key, params: { name: own.name } });
  const values =
    plan.unit && own.sorted && common.facts.sorted
      ? alikeNumbers(own.sorted, common.facts.sorted, plan.unit)
      : plan.levels
        ? null
        : alike(own, common.facts);
  if (values !== null) evidence.push({ key: 'values', params: { percent: Math.round(values * 100) } });
  if (plan.levels) evidence.push({ key: 'levels', params: { count: Object.keys(plan.levels).length } });
  if (plan.unit) {
    const found = own.sorted && findUnit(own.name, own.sorted);
    const key = found?.unit === plan.unit.from ? found.key : 'unitByHand';
    evidence.push({ key, params: { from: plan.unit.from, to: plan.unit.to } });
  } else if (proposedUnit(own, common) === undefined && unitUnclear(own, common))
    evidence.push({ key: 'unitUnclear', params: {} });
  const sure = name.key === 'none' ? 0.5 : name.score;
  return { confidence: values === null ? sure : sure * (0.85 + 0.15 * values), evidence };
}

function unitUnclear(own: ColumnFacts, common: CommonColumn): boolean {
  if (!own.sorted || !common.facts.sorted || unitsOf(common.name).length === 0) return false;
  const middle = (sorted: Float64Array) => sorted[sorted.length >> 1];
  const ratio = middle(own.sorted) / middle(common.facts.sorted);
  return ratio > FAR_APART || (ratio > 0 && ratio < 1 / FAR_APART);
}

/** Every cell of the mapping with its evidence, and all that stands against making one table of it. */
export function reviewSources(tables: SourceTable[], sources: SourcePlan[]): SourcesReview {
  const cells = new Map<string, CellReview[]>();
  const firsts = new Map<string, CommonColumn>();
  let common: CommonColumn[] = [];
  const problems: ErrorRecord[] = [];
  const complain = (...args: ConstructorParameters<typeof BenchsideError>) =>
    problems.push(errorRecord(new BenchsideError(...args)));
  sources.forEach(({ site, columns }, at) => {
    const { facts } = tables[at];
    const before = common;
    common = withSource(common, facts, columns);
    for (const column of common) if (!firsts.has(column.name)) firsts.set(column.name, column);
    let shared = 0;
    const used = new Set<string>();
    for (const plan of columns) {
      const own = facts.find((c) => c.name === plan.from);
      const grown = firsts.get(plan.to);
      if (!own || !grown) {
        complain('use.missingColumn', { name: plan.from });
        continue;
      }
      if (used.has(plan.to)) complain('sites.columnTwice', { site, name: plan.to });
      used.add(plan.to);
      const earlier = before.find((c) => c.name === plan.to);
      if (earlier) shared++;
      const open = earlier ? openLevels(own, earlier, plan) : { open: [], proposal: null };
      const problem = impossible(site, own, grown, plan);
      if (open.open.length > 0) complain('sites.levelsUnclear', { site, name: plan.from, common: plan.to });
      if (problem) problems.push(problem);
      const list = cells.get(plan.to) ?? sources.map(() => NO_COLUMN);
      cells.set(plan.to, list);
      list[at] = {
        from: plan.from,
        ...(earlier ? evidenceOf(own, earlier, plan) : { confidence: 1, evidence: [] }),
        missing: own.rows === 0 ? 0 : own.missing / own.rows,
        levels: own.levels,
        ...open,
        unit: plan.unit?.from ?? (own.sorted && findUnit(own.name, own.sorted)?.unit) ?? null,
        problem,
      };
    }
    if (at > 0 && shared === 0) complain('sites.nothingInCommon', { site });
    if (sources.findIndex((s) => s.site === site) < at) complain('sites.siteTwice', { site });
  });
  return {
    hospitals: sources.map(({ site, rows }, at) => ({
      site,
      rows,
      columns: tables[at].facts.map((c) => c.name),
    })),
    columns: common.map(({ name, type, levels, unit }) => ({
      name,
      type,
      levels: levels?.map(({ label }) => label) ?? null,
      unit,
      units: unitsOf(name),
      cells: cells.get(name) ?? [],
    })),
    problems,
  };
}
