import type { ColumnType } from '../../study/schema';
import type { Table } from '../dataset';
import { sortedValues } from '../number-summary';
import type { ReadResult } from '../profile-types';
import { asCategories, asNumbers } from '../typed-column';
import type { Level } from './vocabulary';

/** What is compared between hospitals. `sorted`: the numbers, ascending; `levels`: every level, missing apart. */
export interface ColumnFacts {
  name: string;
  type: ColumnType;
  rows: number;
  missing: number;
  sorted: Float64Array | null;
  levels: Level[] | null;
}

/** More levels than this are not shown for mapping by hand. */
const MOST_LEVELS = 60;

function levelsOf(column: Table['columns'][number]['column']): Level[] | null {
  const { codes, dict } = asCategories(column);
  if (dict.length > MOST_LEVELS) return null;
  const counts = new Uint32Array(dict.length);
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) counts[codes[i]]++;
  return dict.map((label, code) => ({ label, count: counts[code] })).filter(({ count }) => count > 0);
}

const NUMBERS: ColumnType[] = ['continuous', 'integer'];
const CATEGORIES: ColumnType[] = ['binary', 'nominal', 'ordinal'];

/** Values of identifiers, dates, lists and free text are compared by nothing and shown nowhere. */
export function columnFacts({ table, profile }: Pick<ReadResult, 'table' | 'profile'>): ColumnFacts[] {
  return profile.map(({ name, type, missing, identifier }, i) => {
    const { column } = table.columns[i];
    const open = identifier === undefined;
    const numeric =
      NUMBERS.includes(type) || (column.kind === 'num' && type !== 'identifier' && type !== 'date');
    return {
      name,
      type,
      rows: table.n,
      missing,
      sorted: numeric && open ? sortedValues(asNumbers(column).v) : null,
      levels: CATEGORIES.includes(type) && open ? levelsOf(column) : null,
    };
  });
}
