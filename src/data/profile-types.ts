import type { ColumnPlan, ColumnType, DateOrder, Role } from '../study/schema';

/** What was found out about one column by reading it; drawn in the column list. Holds no identifying value. */
export interface ColumnProfile {
  name: string;
  type: ColumnType;
  /** Proposed role. */
  role: Role;
  /** Why this type or role was proposed: an i18n key under `data.evidence.` and what fills it. */
  evidence: { key: string; params: Record<string, string | number> };
  missing: number;
  /** Distinct values, missing apart. */
  distinct: number;
  /** Numbers: finite minimum, maximum, mean, SD, quartiles; null where no value is there. */
  numeric: {
    min: number;
    max: number;
    mean: number;
    sd: number;
    q1: number;
    median: number;
    q3: number;
  } | null;
  /** Numbers: 20 equal bins between min and max. */
  histogram: number[] | null;
  /** Categories: the most frequent levels (12 at most) with their counts; null where values could identify. */
  levels: { label: string; count: number }[] | null;
  /** How its cells are read: what a plan of this type takes over. */
  separator?: string;
  order?: string[];
  dateOrder?: DateOrder;
  decimal?: 'point' | 'comma';
  unit?: string;
  /** Units found in its cells, the commonest first, and in how many: one of them is `unit`, the others are no values. */
  units?: { unit: string; count: number }[];
  /** Texts that stand for missing here, where they are not the usual ones. */
  missingTexts?: string[];
  /** Set where the column identifies people: what it holds and how that was seen, its sample masked. */
  identifier?: import('./identifiers/find').FoundIdentifier;
  /** Texts in the cells that stand for missing, or would, with their cells; `missing`: whether they do now. */
  gaps?: { text: string; count: number; missing: boolean }[];
  /**
   * Things worth a look: keys under `data.notice.`, e.g. zerosLikeMissing, likelyIdentifier, allMissing. `fix`: what
   * one click would change in the column's plan.
   */
  notices: { key: string; params: Record<string, string | number>; fix?: Partial<ColumnPlan> }[];
}

/** What the parser hands over after a drop. */
export interface ReadResult {
  table: import('./dataset').Table;
  profile: ColumnProfile[];
  /** SHA-256 of the file's bytes, hex. */
  sha256: string;
  format: { kind: 'csv' | 'xlsx' | 'arff'; delimiter: string; encoding: string };
  /** The file has no row of names: columns are called by their place, and its first row is a row. */
  nameless?: true;
}
