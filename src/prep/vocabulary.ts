import type { NumColumn } from '../data/dataset';
import type { Param, ParamValues } from '../study/params';
import { freshName } from './columns';
import { FORGOTTEN, type Forgotten, type RareLevels } from './step';

/** Which level of a column goes to which new column. What is in none of the lists is all zeros. */
export interface Vocabulary {
  column: string;
  /** Level and the name of its column. */
  kept: [string, string][];
  /** The levels that share one column: too rare, or more than allowed. */
  rest: { name: string; levels: string[] } | null;
  /** A known level without a column, told by zeros in the others. */
  baseline?: string;
  /** Name of the column for what is no known level. */
  unknown?: string;
}

/** The parameters that decide which levels get a column. */
export const VOCABULARY_PARAMS: readonly Param[] = [
  { key: 'maxLevels', kind: 'int', low: 2, high: 1000, default: 50 },
  { key: 'minCount', kind: 'int', low: 1, high: 1000, default: 1 },
];

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
 * training part. Levels below `minCount`, and the rarest ones beyond `maxLevels`, share the column `other`, as in
 * scikit-learn's OneHotEncoder (min_frequency, max_categories - 1). A `minCount` of 1 groups none, not even a level
 * that no training row holds, so that folds are equally wide. `sign` stands between the column's name and the
 * level's.
 */
export function makeVocabulary(
  column: string,
  dict: readonly string[],
  counts: ArrayLike<number>,
  params: ParamValues,
  sign: string,
  taken: Set<string>,
): Vocabulary {
  const minCount = Number(params.minCount);
  const byLevel = (a: number, b: number) => compareLevels(dict[a], dict[b]);
  const byCount = [...dict.keys()].sort((a, b) => counts[b] - counts[a] || byLevel(a, b));
  const levels = (codes: number[]) => codes.sort(byLevel).map((code) => dict[code]);
  const common = minCount > 1 ? byCount.filter((code) => counts[code] >= minCount).length : byCount.length;
  const width = Math.min(common, Number(params.maxLevels));
  const kept = levels(byCount.slice(0, width));
  const rest = levels(byCount.slice(width));
  return {
    column,
    kept: kept.map((level) => [level, freshName(`${column}${sign}${level}`, taken)]),
    rest: rest.length === 0 ? null : { name: freshName(`${column}${sign}other`, taken), levels: rest },
  };
}

/**
 * The new columns, filled by `eachCode`, which calls back for every (row, code) there is, -1 for a missing level.
 * Levels are matched by their text: rows to come bring a dictionary of their own.
 */
export function encode(
  { kept, rest, baseline, unknown }: Vocabulary,
  n: number,
  dict: readonly string[],
  eachCode: (visit: (row: number, code: number) => void) => void,
): [string, NumColumn][] {
  const names = [...kept.map(([, name]) => name), ...(rest ? [rest.name] : [])];
  const places = new Map(kept.map(([level], i) => [level, i]));
  for (const level of rest?.levels ?? []) places.set(level, kept.length);
  if (baseline !== undefined) places.set(baseline, -1);
  const none = unknown === undefined ? -1 : names.push(unknown) - 1;
  const columns = names.map((name): [string, NumColumn] => [name, { kind: 'num', v: new Float64Array(n) }]);
  const placeOf = dict.map((level) => places.get(level) ?? none);
  eachCode((row, code) => {
    const place = code < 0 ? none : placeOf[code];
    if (place >= 0) columns[place][1].v[row] = 1;
  });
  return columns;
}

/**
 * Vocabularies without rare levels. Their columns stay, named `column=rare 3` (`sign` stands before the level's name),
 * so that a model's inputs are as many as they were; nothing is 1 in them any more.
 */
export function forgetRare(
  columns: readonly Vocabulary[],
  rare: RareLevels,
  sign: string,
): Forgotten<{ columns: Vocabulary[] }> {
  const renamed: [string, string][] = [];
  const forgotten = columns.map((vocabulary): Vocabulary => {
    const { column, kept, rest, baseline, ...others } = vocabulary;
    const words = rare.get(column);
    if (!words) return vocabulary;
    const taken = new Set(kept.flatMap(([level, name]) => (words.has(level) ? [] : [name])));
    return {
      ...others,
      column,
      kept: kept.map(([level, name]) => {
        const word = words.get(level);
        if (word === undefined) return [level, name];
        const nameless = freshName(`${column}${sign}${word}`, taken);
        renamed.push([name, nameless]);
        return [FORGOTTEN, nameless];
      }),
      rest: rest && { ...rest, levels: rest.levels.filter((level) => !words.has(level)) },
      ...(baseline !== undefined && !words.has(baseline) && { baseline }),
    };
  });
  return { state: { columns: forgotten }, renamed };
}
