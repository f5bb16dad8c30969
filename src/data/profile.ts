import type { ColumnType, Role } from '../study/schema';
import { findSeparator, looksIdentifying, looksLikeDates, nameSays, proposedRole } from './column-kind';
import type { CatColumn, NumColumn, Table } from './dataset';
import { countDistinct, numberSummary, sortedValues } from './number-summary';
import type { ColumnProfile } from './profile-types';
import { asCategories, asNumbers, splitMulti } from './typed-column';

type Read = NumColumn | CatColumn;
type Evidence = ColumnProfile['evidence'];
interface Guess {
  type: ColumnType;
  evidence: Evidence;
  separator?: string;
}

const BINS = 20;
const SHOWN_LEVELS = 12;
/** Whole numbers with at most this many values (chest pain 1 to 4) are read as codes: one-hot loses little. */
const CODE_VALUES = 6;
const NOMINAL_LEVELS = 50;
const HEAVY_MISSING = 0.5;

const say = (key: string, params: Evidence['params'] = {}): Evidence => ({ key, params });

interface Facts {
  missing: number;
  distinct: number;
  present: number;
  /** Whole numbers only. */
  whole: boolean;
  /** A sample of the texts, taken regularly, for their forms: never shown. */
  sample: string[];
  /** The numbers, ascending; null for texts. */
  sorted: Float64Array | null;
}

/** How often each code stands in a column, missing apart. By index: going over cells by iterator takes twice as long. */
function countCodes({ codes, dict }: { codes: Int32Array; dict: string[] }): Uint32Array {
  const counts = new Uint32Array(dict.length);
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) counts[codes[i]]++;
  return counts;
}

function factsOf(column: Read, n: number): Facts {
  if (column.kind === 'num') {
    const sorted = sortedValues(column.v);
    const present = sorted.length;
    const whole = sorted.every(Number.isInteger);
    return { missing: n - present, distinct: countDistinct(sorted), present, whole, sample: [], sorted };
  }
  const counts = countCodes(column);
  const present = counts.reduce((sum, count) => sum + count, 0);
  const texts = column.dict.filter((_, code) => counts[code] > 0);
  const stride = Math.max(1, Math.floor(texts.length / 200));
  const sample = texts.filter((_, i) => i % stride === 0);
  return { missing: n - present, distinct: texts.length, present, whole: false, sample, sorted: null };
}

function guessNumber(name: string, { distinct, present, whole }: Facts): Guess {
  const unique = whole && present > 20 && distinct === present;
  if (unique && (nameSays('patient', name) || nameSays('identifier', name)))
    return { type: 'identifier', evidence: say('uniqueNumbers', { distinct }) };
  if (nameSays('patient', name) && whole && distinct > CODE_VALUES)
    return { type: 'identifier', evidence: say('identifierName', { distinct }) };
  if (distinct === 2) return { type: 'binary', evidence: say('twoValues') };
  if (whole && distinct <= CODE_VALUES)
    return { type: 'nominal', evidence: say('fewWholeNumbers', { distinct }) };
  if (whole && nameSays('code', name) && distinct <= NOMINAL_LEVELS)
    return { type: 'nominal', evidence: say('codeName', { distinct }) };
  if (whole) return { type: 'integer', evidence: say('wholeNumbers', { distinct }) };
  return { type: 'continuous', evidence: say('decimals', { distinct }) };
}

function guessText(name: string, { distinct, present, sample }: Facts): Guess {
  if (looksIdentifying(sample)) return { type: 'identifier', evidence: say('identifyingForm') };
  if (looksLikeDates(sample)) return { type: 'date', evidence: say('dates') };
  const separator = findSeparator(sample);
  if (separator) return { type: 'multi', separator, evidence: say('severalValues', { separator }) };
  if (distinct === 2) return { type: 'binary', evidence: say('twoValues') };
  const unique = present > 20 && distinct > present * 0.9;
  const named = nameSays('patient', name) || nameSays('identifier', name);
  if (named && distinct > CODE_VALUES)
    return { type: 'identifier', evidence: say('identifierName', { distinct }) };
  const long =
    sample.filter((text) => text.length > 40 || text.split(/\s+/).length > 5).length > sample.length / 2;
  if (long) return { type: 'text', evidence: say('longTexts') };
  if (unique) return { type: 'identifier', evidence: say('uniqueTexts', { distinct }) };
  if (distinct <= NOMINAL_LEVELS) return { type: 'nominal', evidence: say('levels', { distinct }) };
  return { type: 'nominal', evidence: say('manyLevels', { distinct }) };
}

function guess(name: string, column: Read, facts: Facts): Guess {
  if (facts.distinct <= 1)
    return { type: 'constant', evidence: say(facts.distinct === 0 ? 'allMissing' : 'oneValue') };
  return column.kind === 'num' ? guessNumber(name, facts) : guessText(name, facts);
}

function roleOf(name: string, type: ColumnType, facts: Facts): Role {
  if (facts.distinct === 0) return 'ignore';
  if (nameSays('patient', name) && (type === 'identifier' || facts.distinct < facts.present))
    return 'patient';
  if (nameSays('site', name) && facts.distinct <= NOMINAL_LEVELS) return 'site';
  return proposedRole(type);
}

function noticesOf(
  name: string,
  column: Read,
  type: ColumnType,
  facts: Facts,
  n: number,
): ColumnProfile['notices'] {
  const notices: ColumnProfile['notices'] = [];
  if (facts.distinct === 0) notices.push({ key: 'allMissing', params: {} });
  else if (facts.distinct === 1) notices.push({ key: 'constant', params: {} });
  if (type === 'identifier') notices.push({ key: 'likelyIdentifier', params: {} });
  if (facts.distinct > 0 && facts.missing > n * HEAVY_MISSING)
    notices.push({ key: 'heavyMissing', params: { percent: Math.round((100 * facts.missing) / n) } });
  if (column.kind === 'num' && nameSays('zeroImpossible', name)) {
    const zeros = column.v.reduce((count, x) => count + (x === 0 ? 1 : 0), 0);
    if (zeros > 0 && facts.distinct > 2) notices.push({ key: 'zerosLikeMissing', params: { count: zeros } });
  }
  return notices;
}

function levelsOf(column: CatColumn, separator?: string): { label: string; count: number }[] {
  const split = separator === undefined ? column : splitMulti(column, separator);
  const counts = countCodes(split);
  return split.dict
    .map((label, code) => ({ label, count: counts[code] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, SHOWN_LEVELS);
}

/**
 * What is found out about one column. With `type` (and `separator`), the column is drawn as that type: a choice
 * of the user, whose evidence says so.
 */
export function profileColumn(
  name: string,
  column: Read,
  n: number,
  type?: ColumnType,
  separator?: string,
): ColumnProfile {
  const facts = factsOf(column, n);
  const found = guess(name, column, facts);
  const changed = type !== undefined && type !== found.type;
  const kind = type ?? found.type;
  const mark = kind === 'multi' ? (separator ?? found.separator ?? ';') : undefined;
  const numeric = kind === 'continuous' || kind === 'integer';
  const drawn = numeric ? asNumbers(column) : null;
  const summary = drawn && numberSummary(facts.sorted ?? sortedValues(drawn.v), BINS);
  const hidden = kind === 'identifier' || kind === 'text' || found.type === 'identifier';
  const unread = drawn && column.kind === 'cat' ? drawn.v.filter(Number.isNaN).length - facts.missing : 0;
  const notices = noticesOf(name, column, kind, facts, n);
  if (unread > 0) notices.push({ key: 'notNumbers', params: { count: unread } });
  return {
    name,
    type: kind,
    role: changed ? proposedRole(kind) : roleOf(name, kind, facts),
    evidence: changed ? say('chosen') : found.evidence,
    missing: facts.missing + unread,
    distinct: facts.distinct,
    numeric: summary?.numeric ?? null,
    histogram: summary?.histogram ?? null,
    levels: numeric || hidden || kind === 'date' ? null : levelsOf(asCategories(column), mark),
    ...(mark === undefined ? {} : { separator: mark }),
    notices,
  };
}

/** Every column; one patient, site, time and target column are proposed at most. */
export function profileTable(table: Table): ColumnProfile[] {
  const profile = table.columns.map(({ name, column }) => profileColumn(name, column, table.n));
  for (const role of ['patient', 'site', 'time'] as const) {
    for (const extra of profile.filter((c) => c.role === role).slice(1)) extra.role = 'ignore';
  }
  const target = profile.findLast(
    (c) => c.role === 'feature' && nameSays('target', c.name) && c.type !== 'multi' && c.missing < table.n,
  );
  if (target) target.role = 'target';
  return profile;
}
