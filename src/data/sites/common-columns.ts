import type { ColumnType, SourcePlan } from '../../study/schema';
import type { ColumnFacts } from './column-facts';
import { findUnit } from './units';
import type { Level } from './vocabulary';

/** A column of the common table: as the first hospital that has it measures and names it. */
export interface CommonColumn {
  name: string;
  type: ColumnType;
  facts: ColumnFacts;
  /** The common vocabulary; null where the column has none. */
  levels: Level[] | null;
  unit: string | null;
}

/** Levels after a hospital's mapping, counted together. */
function mapped(levels: Level[], names: Record<string, string> | undefined): Level[] {
  const counts = new Map<string, number>();
  for (const { label, count } of levels) {
    const name = names && Object.hasOwn(names, label) ? names[label] : label;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].map(([label, count]) => ({ label, count }));
}

/** One more hospital's columns under its plan: new common columns, and levels that the common one had not yet. */
export function withSource(
  common: CommonColumn[],
  facts: ColumnFacts[],
  plan: SourcePlan['columns'],
): CommonColumn[] {
  const grown = [...common];
  for (const { from, to, levels, unit } of plan) {
    const own = facts.find((c) => c.name === from);
    if (!own) continue;
    const at = grown.findIndex((c) => c.name === to);
    const names = own.levels && mapped(own.levels, levels);
    if (at < 0) {
      const found = own.sorted && unit === undefined ? findUnit(from, own.sorted) : null;
      grown.push({
        name: to,
        type: own.type,
        facts: own,
        levels: names,
        unit: unit?.to ?? found?.unit ?? null,
      });
    } else if (names && grown[at].levels) {
      const known = grown[at].levels;
      const added = names.filter(({ label }) => !known.some((level) => level.label === label));
      if (added.length > 0) grown[at] = { ...grown[at], levels: [...known, ...added] };
    }
  }
  return grown;
}
