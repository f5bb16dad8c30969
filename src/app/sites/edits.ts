import { checkHeader } from '../../data/columns-named';
import { conversion } from '../../data/sites/units';
import type { SourcePlan } from '../../study/schema';

type Mapping = SourcePlan['columns'][number];

const inSource = (
  sources: SourcePlan[],
  at: number,
  change: (columns: Mapping[]) => Mapping[],
): SourcePlan[] =>
  sources.map((source, i) => (i === at ? { ...source, columns: change(source.columns) } : source));

/**
 * A hospital's column (null: none) in the place of a common one. It leaves the place it had; what stood here
 * before is used no more. Order stays, so that the common table's columns keep theirs.
 */
export const placeColumn = (
  sources: SourcePlan[],
  at: number,
  to: string,
  from: string | null,
): SourcePlan[] =>
  inSource(sources, at, (columns) => {
    const others = columns.filter((c) => c.to !== to && c.from !== from);
    if (from === null) return others;
    const where = columns.findIndex((c) => c.to === to);
    const before = columns
      .slice(0, where < 0 ? columns.length : where)
      .filter((c) => others.includes(c)).length;
    return [...others.slice(0, before), { from, to }, ...others.slice(before)];
  });

/**
 * Another name for a common column, in every hospital: for files without rows of names. A name that is none, or is
 * another column's, changes nothing.
 */
export function renameCommon(sources: SourcePlan[], from: string, to: string): SourcePlan[] {
  const names = new Set(sources.flatMap(({ columns }) => columns.map((c) => c.to)));
  names.delete(from);
  try {
    checkHeader([...names, to]);
  } catch {
    return sources;
  }
  return sources.map((source) => ({
    ...source,
    columns: source.columns.map((c) => (c.to === from ? { ...c, to } : c)),
  }));
}

export const renameSite = (sources: SourcePlan[], at: number, site: string): SourcePlan[] =>
  sources.map((source, i) => (i === at ? { ...source, site } : source));

/** What one level of a hospital means; an empty text: missing. */
export const setLevels = (
  sources: SourcePlan[],
  at: number,
  to: string,
  levels: Record<string, string>,
): SourcePlan[] =>
  inSource(sources, at, (columns) =>
    columns.map((c) => (c.to === to ? { ...c, levels: { ...c.levels, ...levels } } : c)),
  );

/** The unit a hospital's values are in; null or the common one: they stay as they are. */
export const setUnit = (
  sources: SourcePlan[],
  at: number,
  to: string,
  from: string | null,
  common: string,
): SourcePlan[] =>
  inSource(sources, at, (columns) =>
    columns.map((c) => {
      if (c.to !== to) return c;
      const { unit: _, ...bare } = c;
      const unit = from === null ? null : conversion(to, from, common);
      return unit ? { ...bare, unit } : bare;
    }),
  );
