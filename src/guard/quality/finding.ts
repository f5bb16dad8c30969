import type { Dataset, Table, Target } from '../../data/dataset';
import type { ColumnProfile } from '../../data/profile-types';
import type { InPieces } from '../../study/in-pieces';
import type { ColumnPlan, Study } from '../../study/schema';
import { nestedSplit } from '../../study/split-kinds';

/** What one click would change: columns of the plan, or how copies of a row are taken. Data, so that it can be sent. */
export interface QualityFix {
  /** Text of its button: `quality.fix.<key>`. */
  key:
    | 'ignore'
    | 'notKnown'
    | 'known'
    | 'patient'
    | 'missing'
    | 'merge'
    | 'ordinal'
    | 'dropCopies'
    | 'copiesTogether'
    | 'picturesTogether'
    | 'nested';
  columns: { name: string; change: Partial<ColumnPlan> }[];
}

/** What a reviewer would ask about the table. Texts: `quality.<key>.what`, `.why`. Holds no cell. */
export interface QualityFinding {
  key: string;
  /** `question`: for a person to answer; nothing is wrong by itself. */
  level: 'warn' | 'question';
  params: Record<string, string | number>;
  columns: string[];
  fixes: QualityFix[];
}

/** What the checks look at. `dev`: development rows; null where the rows cannot be parted: no outcome is looked at. */
export interface QualityInput {
  study: Study;
  table: Table;
  profile: ColumnProfile[];
  /** Features of all rows. */
  data: Dataset;
  target: Target | null;
  dev: Uint32Array | null;
  /** What checks have found in the same rows and columns. */
  found?: Map<AnyCheck, QualityFinding[]>;
}
export type QualityCheck = (input: QualityInput) => QualityFinding[];
/** One that gives way between its columns. */
export type LongCheck = (input: QualityInput) => InPieces<QualityFinding[]>;
export type AnyCheck = QualityCheck | LongCheck;

/** What a check finds; of one that others ask too, what it has found already. */
export function* foundBy(check: AnyCheck, input: QualityInput): InPieces<QualityFinding[]> {
  const before = input.found?.get(check);
  if (before) return before;
  const asked = check(input);
  const found = Array.isArray(asked) ? asked : yield* asked;
  input.found?.set(check, found);
  return found;
}

const fixOf = (
  key: QualityFix['key'],
  names: readonly string[],
  change: Partial<ColumnPlan>,
): QualityFix => ({
  key,
  columns: names.map((name) => ({ name, change })),
});
export const ignoring = (...names: string[]): QualityFix => fixOf('ignore', names, { role: 'ignore' });
export const notKnown = (...names: string[]): QualityFix =>
  fixOf('notKnown', names, { role: 'ignore', known: 'no' });
export const merging = (name: string, same: Record<string, string>, binary: boolean): QualityFix =>
  fixOf('merge', [name], { same, ...(binary && { type: 'binary' }) });
export const isKnown = (...names: string[]): QualityFix => fixOf('known', names, { known: 'yes' });
export const asPatient = (name: string): QualityFix => fixOf('patient', [name], { role: 'patient' });

/** Levels from low to high. */
export const asOrdinal = (name: string, order: string[]): QualityFix =>
  fixOf('ordinal', [name], { type: 'ordinal', order });

/** Rows are tested in their turn where one test part would be too small to say much. */
export const nested: QualityFix = { key: 'nested', columns: [] };
export const copiesTogether: QualityFix = { key: 'copiesTogether', columns: [] };
export const picturesTogether: QualityFix = { key: 'picturesTogether', columns: [] };

/** The study with a fix. Pure; a new patient column takes the place of the old one. */
export function applyFix(study: Study, fix: QualityFix): Study {
  const split = (duplicates: Study['split']['duplicates']) => ({
    ...study,
    split: { ...study.split, duplicates },
  });
  if (fix.key === 'dropCopies') return split('first');
  if (fix.key === 'copiesTogether') return split('together');
  if (fix.key === 'nested') return { ...study, split: nestedSplit(study.split) };
  if (fix.key === 'picturesTogether')
    return { ...study, ...(study.images && { images: { ...study.images, alike: 'together' } }) };
  const changes = new Map(fix.columns.map(({ name, change }) => [name, change]));
  return {
    ...study,
    columns: study.columns.map((column): ColumnPlan => {
      const change = changes.get(column.name);
      if (change) return { ...column, ...change };
      return fix.key === 'patient' && column.role === 'patient' ? { ...column, role: 'ignore' } : column;
    }),
  };
}
