import type { ColumnPlan, Task } from '../study/schema';
import type { Table } from './dataset';
import { knownByName } from './known';
import { decideMissing } from './missing-cells';
import { findOrder } from './ordinal-scale';
import type { ColumnProfile } from './profile-types';
import { followUpOf } from './survival';
import { asCategories } from './typed-column';

/** How the cells of a column are read as its type, as the profile found it. */
export function readingFound(profile: ColumnProfile): Partial<ColumnPlan> {
  const { separator, order, dateOrder, decimal, unit, missingTexts: missing } = profile;
  const reading = { separator, order, dateOrder, decimal, unit, missing };
  return Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined));
}

/** The columns as the profile proposes them. */
export const proposeColumns = (profile: ColumnProfile[]): ColumnPlan[] =>
  profile.map((found) => ({
    name: found.name,
    type: found.type,
    role: found.role,
    stored: true,
    ...readingFound(found),
    ...(found.identifier && { identifier: found.identifier.kind }),
  }));

/** Words that name the state a study looks for, so that it becomes the positive class. */
const POSITIVE =
  /^(1|y|yes|si|sí|true|t|pos|positive|malignant|m|disease|diseased|case|ckd|die|dies|died|dead|death|expired|present|abnormal|예|있음|양성|악성|사망|유)$/i;

/** Whole numbers of more values than this (days in hospital) are an amount, of fewer (a stage) classes. */
const MOST_CLASSES = 10;

/**
 * What predicting a column would be. Two levels: binary, the second class being the positive one; a number with
 * many values: regression; else multiclass. One level gives a binary task of one class, which guard/ refuses.
 */
export function proposeTask(profile: ColumnProfile[], target: string, table: Table): Task {
  const about = profile.find((c) => c.name === target);
  const read = table.columns.find((c) => c.name === target);
  if (!about || !read) return { kind: 'binary', target, classes: [] };
  const column = decideMissing(read, about.missingTexts);
  const numeric = column.kind === 'num';
  const amount = about.type === 'continuous' || (about.type === 'integer' && about.distinct > MOST_CLASSES);
  if (about.distinct > 2 && amount) return { kind: 'regression', target, classes: [] };
  const { codes, dict } = asCategories(column);
  const used = new Set(codes);
  const levels = dict.filter((_, code) => used.has(code));
  if (!numeric) levels.sort();
  const scale = findOrder(levels);
  if (levels.length !== 2)
    return { kind: levels.length < 2 ? 'binary' : 'multiclass', target, classes: scale ?? levels };
  const [first, second] = levels;
  const turn = POSITIVE.test(first) && !POSITIVE.test(second);
  return { kind: 'binary', target, classes: turn ? [second, first] : levels };
}

/**
 * Columns that their names say are not known at the moment of prediction are marked so and ignored, never features
 * in silence; the follow-up time of the outcome is kept as the study's time, for it is needed to ask for a horizon.
 * What billing codes name may have been known or not: they are marked unsure and stay.
 */
export function proposeKnown(columns: ColumnPlan[], profile: readonly ColumnProfile[]): ColumnPlan[] {
  const target = columns.find((c) => c.role === 'target')?.name ?? null;
  const followUp = target === null ? null : followUpOf(profile, target);
  return columns.map((column) => {
    const proposed = column.role === 'feature' ? knownByName(column.name, target) : null;
    if (column.name === followUp) return { ...column, role: 'time', known: 'no' };
    // There is one time column.
    if (followUp !== null && column.role === 'time') return { ...column, role: 'ignore' };
    if (!proposed) return column;
    const role = proposed.known === 'no' ? 'ignore' : column.role;
    return { ...column, role, known: proposed.known };
  });
}
