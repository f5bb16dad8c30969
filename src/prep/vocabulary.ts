import type { NumColumn } from '../data/dataset';
import { freshName } from './columns';

/** Which level of a column goes to which new column. What is in neither list is all zeros. */
export interface Vocabulary {
  column: string;
  /** Level and the name of its column. */
  kept: [string, string][];
  /** The levels that share one column, where there were more than allowed. */
  rest: { name: string; levels: string[] } | null;
}

/** Numbers by value, before all other texts by code unit: the same on every machine. */
export function compareLevels(a: string, b: string): number {
  const value = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
  const [x, y] = [value(a), value(b)];
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  if (x !== y && !Number.isNaN(x)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * `dict` is the column's dictionary, which all folds share, and `counts` how often each level occurs in the
 * training part. With more than `maxLevels` levels the rarest ones share the column `other`, so that the width
 * is the same in every fold. `sign` stands between the column's name and the level's.
 */
export function makeVocabulary(
  column: string,
  dict: readonly string[],
  counts: ArrayLike<number>,
  maxLevels: number,
  sign: string,
  taken: Set<string>,
): Vocabulary {
  const byLevel = (a: number, b: number) => compareLevels(dict[a], dict[b]);
  const byCount = [...dict.keys()].sort((a, b) => counts[b] - counts[a] || byLevel(a, b));
  const levels = (codes: number[]) => codes.sort(byLevel).map((code) => dict[code]);
  const kept = levels(byCount.slice(0, maxLevels));
  const rest = levels(byCount.slice(maxLevels));
  return {
    column,
    kept: kept.map((level) => [level, freshName(`${column}${sign}${level}`, taken)]),
    rest: rest.length === 0 ? null : { name: freshName(`${column}${sign}other`, taken), levels: rest },
  };
}

/**
 * The new columns, filled by `eachCode`, which calls back for every (row, code) there is. Levels are matched by
 * their text: rows to come bring a dictionary of their own.
 */
export function encode(
  { kept, rest }: Vocabulary,
  n: number,
  dict: readonly string[],
  eachCode: (visit: (row: number, code: number) => void) => void,
): [string, NumColumn][] {
  const columns = [...kept.map(([, name]) => name), ...(rest ? [rest.name] : [])].map(
    (name): [string, NumColumn] => [name, { kind: 'num', v: new Float64Array(n) }],
  );
  const places = new Map(kept.map(([level], i) => [level, i]));
  for (const level of rest?.levels ?? []) places.set(level, kept.length);
  const placeOf = dict.map((level) => places.get(level) ?? -1);
  eachCode((row, code) => {
    const place = placeOf[code];
    if (place >= 0) columns[place][1].v[row] = 1;
  });
  return columns;
}
