import { alike } from './alike';
import type { ColumnFacts } from './column-facts';
import { isNameless, matchNames } from './column-names';

export interface Match {
  from: string;
  to: string;
  /** 0 to 1. */
  confidence: number;
  key: 'sameName' | 'synonym' | 'spelling' | 'position';
}

/** Numbers against texts: the name alone does not make them one column. */
const comparable = (a: ColumnFacts, b: ColumnFacts): boolean =>
  (a.sorted === null) === (b.sorted === null) || a.levels !== null || b.levels !== null;

/** By position the values have to speak for it on the whole. */
const POSITION_AT_LEAST = 0.5;

/** A file without a header beside a table of as many columns: the order of the columns, where their values agree. */
function byPosition(own: ColumnFacts[], common: ColumnFacts[]): Match[] {
  if (own.length !== common.length) return [];
  const matches = own.map(({ name }, i): Match & { compared: boolean } => {
    const value = alike(own[i], common[i]);
    return {
      from: name,
      to: common[i].name,
      confidence: value ?? POSITION_AT_LEAST,
      key: 'position',
      compared: value !== null,
    };
  });
  const compared = matches.filter((m) => m.compared);
  const mean = compared.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, compared.length);
  if (mean < POSITION_AT_LEAST || compared.length * 2 < own.length) return [];
  return matches.map(({ compared: _, ...match }) => match);
}

/** The values move a name's word by this much at most: patients of two hospitals differ. */
const VALUES_WEIGH = 0.15;
const CONFIDENT_ENOUGH = 0.6;

/**
 * Which column of a hospital's table is which of the common table: by name, synonym or spelling, with type and
 * values beside; by position where the file has no header. Each column once, the surest first; what is too
 * unsure stays unmatched, for a person.
 */
export function matchColumns(own: ColumnFacts[], common: ColumnFacts[]): Match[] {
  const nameless = (list: ColumnFacts[]) => list.every(({ name }) => isNameless(name));
  if (nameless(own) !== nameless(common)) return byPosition(own, common);
  const found: Match[] = [];
  for (const a of own)
    for (const b of common) {
      const { score, key } = matchNames(a.name, b.name);
      if (key === 'none' || !(score === 1 || comparable(a, b))) continue;
      const values = alike(a, b);
      const confidence = values === null ? score : score * (1 - VALUES_WEIGH * (1 - values));
      if (confidence >= CONFIDENT_ENOUGH) found.push({ from: a.name, to: b.name, confidence, key });
    }
  found.sort((x, y) => y.confidence - x.confidence);
  const [usedOwn, usedCommon] = [new Set<string>(), new Set<string>()];
  return found.filter(({ from, to }) => {
    if (usedOwn.has(from) || usedCommon.has(to)) return false;
    usedOwn.add(from);
    usedCommon.add(to);
    return true;
  });
}
