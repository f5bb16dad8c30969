import type { ColumnProfile } from '../../data/profile-types';
import type { ColumnPlan, Study } from '../../study/schema';
import { identifies } from '../../study/split-column';

/** Names that say when. */
const WHEN = /year|date|time|day|month|when|연도|년도|날짜|일자|일시|시점/i;
/** Values that mark a part to be tested. */
const MARK = /^(test|testing|valid|validation|external|hold-?out|시험|검증|외부)$/i;

const mayPart = (column: ColumnPlan) => column.role !== 'target' && !identifies(column);

/**
 * Columns that can put rows in order of time: dates first, then numbers that are called so; a follow-up time is none.
 * Where neither is there, none: an age would order people as well, and mean nothing.
 */
export function timeColumns({ columns }: Study): string[] {
  const rank = ({ type, name }: ColumnPlan) => (type === 'date' ? 0 : WHEN.test(name) ? 1 : 2);
  const found = columns
    .filter(mayPart)
    .filter(
      ({ type, role }) => type === 'date' || (['integer', 'continuous'].includes(type) && role !== 'time'),
    )
    .sort((a, b) => rank(a) - rank(b));
  return found.length > 0 && rank(found[0]) < 2 ? found.map((c) => c.name) : [];
}

/** A column whose values may mark who is tested, and its commonest values. */
export interface MarkColumn {
  name: string;
  levels: string[];
  /** The value proposed: one that says so, else the rarest. */
  mark: string;
}

/** Columns that may mark the test part, those that hold a word for it first. */
export function markColumns({ columns }: Study, profile: readonly ColumnProfile[]): MarkColumn[] {
  const byName = new Map(profile.map((column) => [column.name, column]));
  const found = columns.filter(mayPart).flatMap(({ name }) => {
    const levels = (byName.get(name)?.levels ?? []).map((level) => level.label);
    const said = levels.find((level) => MARK.test(level.trim()));
    return levels.length < 2 ? [] : [{ name, levels, mark: said ?? levels[levels.length - 1], said }];
  });
  return found
    .sort((a, b) => +(b.said !== undefined) - +(a.said !== undefined))
    .map(({ name, levels, mark }) => ({ name, levels, mark }));
}

/** How many hospitals the site column names; 0 where there is none. */
export function hospitalsIn({ columns }: Study, profile: readonly ColumnProfile[]): number {
  const site = columns.find((c) => c.role === 'site');
  return profile.find((column) => column.name === site?.name)?.distinct ?? 0;
}
