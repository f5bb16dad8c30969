import type { ColumnProfile } from '../../data/profile-types';
import type { Study } from '../../study/schema';

/** What was found in a table, for the one sentence after a drop. */
export interface Found {
  rows: number;
  features: number;
  /** Distinct patients and sites; null where no column names them. */
  patients: number | null;
  sites: number | null;
  /** Share of all cells of the file that are empty. */
  missing: number;
  identifiers: string[];
}

export function whatWasFound({ data, columns }: Study, profile: ColumnProfile[]): Found {
  const rows = data?.rows ?? 0;
  const byName = new Map(profile.map((p) => [p.name, p]));
  const distinct = (role: 'patient' | 'site'): number | null => {
    const column = columns.find((c) => c.role === role);
    return column ? (byName.get(column.name)?.distinct ?? null) : null;
  };
  const empty = profile.reduce((sum, p) => sum + p.missing, 0);
  return {
    rows,
    features: columns.filter((c) => c.role === 'feature').length,
    patients: distinct('patient'),
    sites: distinct('site'),
    missing: rows > 0 && profile.length > 0 ? empty / (rows * profile.length) : 0,
    identifiers: columns
      .filter((c) => c.type === 'identifier' || c.identifier !== undefined)
      .map((c) => c.name),
  };
}
