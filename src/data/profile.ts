import type { ColumnPlan, ColumnType, Role } from '../study/schema';
import { USUAL_MISSING } from './cells';
import type { DecimalMark } from './clinical-number';
import { nameSays, proposedRole } from './column-kind';
import type { CatColumn, NumColumn, ReadColumn, Table } from './dataset';
import { foundGaps } from './found-gaps';
import { type Facts, type Guess, guessType, NOMINAL_LEVELS, say } from './guess-type';
import { sortedLevels } from './levels';
import { decideMissing } from './missing-cells';
import { countDistinct, numberSummary, sortedValues } from './number-summary';
import { arePlusSigns } from './ordinal-scale';
import type { ColumnProfile } from './profile-types';
import { suspectValues } from './suspect-values';
import { asCategories, mergeLevels, type Reading, splitMulti, typedColumns } from './typed-column';
import { unitKey } from './unit-grammar';

type Read = NumColumn | CatColumn;

const BINS = 20;
const SHOWN_LEVELS = 12;
const HEAVY_MISSING = 0.5;
/** A last column of no more values than these, by a name that says little, is the outcome. */
const CLASSES = 10;

/** How often each code stands in a column, missing apart. By index: going over cells by iterator takes twice as long. */
function countCodes({ codes, dict }: { codes: Int32Array; dict: string[] }): Uint32Array {
  const counts = new Uint32Array(dict.length);
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) counts[codes[i]]++;
  return counts;
}

function factsOf(column: Read, n: number): Facts {
  const none = { texts: [], counts: [], sample: [] };
  if (column.kind === 'num') {
    const sorted = sortedValues(column.v);
    const present = sorted.length;
    const whole = sorted.every(Number.isInteger);
    return { ...none, missing: n - present, distinct: countDistinct(sorted), present, whole, sorted };
  }
  const all = countCodes(column);
  const present = all.reduce((sum, count) => sum + count, 0);
  const texts = column.dict.filter((_, code) => all[code] > 0);
  const counts = Array.from(all).filter((count) => count > 0);
  const stride = Math.max(1, Math.floor(texts.length / 200));
  const sample = texts.filter((_, i) => i % stride === 0);
  return {
    missing: n - present,
    distinct: texts.length,
    present,
    whole: false,
    texts,
    counts,
    sample,
    sorted: null,
  };
}

/** A minus beside + and ++ is a finding: what stands for missing in such a column. Undefined in all others. */
function minusIsFinding({ column, gaps }: ReadColumn): string[] | undefined {
  const minus = column.kind === 'cat' && gaps?.tokens.includes('-') && arePlusSigns(column.dict);
  return minus ? USUAL_MISSING.filter((token) => token !== '-') : undefined;
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
  type: ColumnType,
  facts: Facts,
  n: number,
  missing: readonly string[] | undefined,
): ColumnProfile['notices'] {
  const notices: ColumnProfile['notices'] = [];
  if (facts.distinct === 0) notices.push({ key: 'allMissing', params: {} });
  else if (facts.distinct === 1) notices.push({ key: 'constant', params: {} });
  if (type === 'identifier') notices.push({ key: 'likelyIdentifier', params: {} });
  if (facts.distinct > 0 && facts.missing > n * HEAVY_MISSING)
    notices.push({ key: 'heavyMissing', params: { percent: Math.round((100 * facts.missing) / n) } });
  if (facts.sorted && type !== 'identifier' && type !== 'date')
    notices.push(...suspectValues(name, facts.sorted, facts.distinct, missing));
  return notices;
}

function levelsOf(column: CatColumn, separator: string | undefined, order: string[] | undefined) {
  const split = separator === undefined ? column : splitMulti(column, separator);
  const counts = countCodes(split);
  const levels = split.dict.map((label, code) => ({ label, count: counts[code] }));
  if (order) {
    const place = new Map(order.map((label, i) => [label, i]));
    return levels
      .filter(({ label }) => place.has(label))
      .sort((a, b) => (place.get(a.label) ?? 0) - (place.get(b.label) ?? 0));
  }
  return levels
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, SHOWN_LEVELS);
}

/** Cells with another unit than the one that is read now. */
function inOtherUnits(notice: ColumnProfile['notices'][number], units: Guess['units'], unit = '') {
  if (notice.key !== 'otherUnits' || !units) return notice;
  const others = units.filter((one) => unitKey(one.unit) !== unitKey(unit));
  return { ...notice, params: { count: others.reduce((sum, one) => sum + one.count, 0), measure: unit } };
}

/** A fix that turns a reading round, from where it is now. */
function otherWay(
  notice: ColumnProfile['notices'][number],
  { dateOrder, decimal }: Partial<ColumnPlan>,
  found: Partial<ColumnPlan>,
) {
  const other = notice.fix?.dateOrder;
  if (other)
    return dateOrder === other ? { ...notice, fix: { dateOrder: found.dateOrder ?? 'monthFirst' } } : notice;
  if (!notice.fix?.decimal) return notice;
  return { ...notice, fix: { decimal: decimal === 'comma' ? ('point' as const) : ('comma' as const) } };
}

const levelsIn = ({ sorted, texts }: Facts): string[] => (sorted ? [...new Set(sorted)].map(String) : texts);

/** How a column is read as `type`: as its plan says, where that is silent as was found. */
function readingOf(
  type: ColumnType,
  plan: Partial<ColumnPlan>,
  { reading: found }: Guess,
  levels: () => string[],
): Guess['reading'] {
  const given = <K extends keyof Guess['reading']>(key: K): Pick<Guess['reading'], K> => {
    const value = plan[key] ?? found[key];
    return (value === undefined ? {} : { [key]: value }) as Pick<Guess['reading'], K>;
  };
  switch (type) {
    case 'multi':
      return { separator: plan.separator ?? found.separator ?? ';' };
    case 'ordinal':
      return { order: plan.order ?? found.order ?? sortedLevels(levels()) };
    case 'date':
      return given('dateOrder');
    case 'continuous':
    case 'integer':
    case 'pair':
      return { ...given('decimal'), ...given('unit') };
    default:
      return {};
  }
}

/** What is said of filled cells that hold no value of the type. */
const UNREAD: Partial<Record<ColumnType, string>> = {
  continuous: 'notNumbers',
  integer: 'notNumbers',
  date: 'notDates',
  pair: 'notPairs',
  ordinal: 'notInOrder',
};

/** The numbers that a column is drawn by, null where it is drawn otherwise; cells that are filled and hold no value. */
function drawnAs(
  column: Read,
  reading: Reading,
  { missing }: Facts,
): { drawn: NumColumn | null; unread: number } {
  const numeric = reading.type === 'continuous' || reading.type === 'integer';
  if (numeric && column.kind === 'num') return { drawn: column, unread: 0 };
  if (!numeric && !(reading.type in UNREAD)) return { drawn: null, unread: 0 };
  const typed = typedColumns({ column }, reading, new Set()).map(([, made]) => made);
  const empty = (row: number) =>
    typed.every((made) =>
      made.kind === 'num' || made.kind === 'date' ? Number.isNaN(made.v[row]) : made.codes[row] < 0,
    );
  const rows = column.kind === 'num' ? column.v.length : column.codes.length;
  let unread = -missing;
  for (let row = 0; row < rows; row++) if (empty(row)) unread++;
  const [first] = typed;
  return { drawn: numeric && first.kind === 'num' ? first : null, unread };
}

/**
 * What is found out about one column. With a `plan`, the column is drawn as that says; a type that was not found is
 * a choice of the user, whose evidence says so. `hint`: the decimal mark of numbers that prove none.
 */
export function profileColumn(
  read: ReadColumn,
  n: number,
  plan: Partial<ColumnPlan> = {},
  hint: DecimalMark = 'point',
): ColumnProfile {
  const { name } = read;
  const missing = plan.missing ?? minusIsFinding(read);
  const column = decideMissing(read, missing);
  const facts = factsOf(column, n);
  const found = guessType(name, facts, plan.decimal ?? (read.decimalComma ? 'comma' : hint));
  const type = plan.type ?? found.type;
  const changed = type !== found.type;
  const hidden = type === 'identifier' || type === 'text' || found.type === 'identifier';
  const reading = {
    ...(read.decimalComma && { decimal: 'comma' as const }),
    ...readingOf(type, plan, found, hidden ? () => [] : () => levelsIn(facts)),
  };
  const reordered = type === 'ordinal' && String(reading.order) !== String(found.reading.order);
  const notices = noticesOf(name, type, facts, n, missing);
  const { drawn, unread } = drawnAs(column, { name, type, ...reading }, facts);
  if (!changed)
    notices.push(
      ...found.notices.map((notice) =>
        inOtherUnits(otherWay(notice, reading, found.reading), found.units, reading.unit),
      ),
    );
  const otherUnits = Number(notices.find(({ key }) => key === 'otherUnits')?.params.count ?? 0);
  const key = UNREAD[type];
  if (key && unread > otherUnits) notices.push({ key, params: { count: unread - otherUnits } });
  const summary = drawn && numberSummary(facts.sorted ?? sortedValues(drawn.v), BINS);
  return {
    name,
    type,
    role: changed ? proposedRole(type) : roleOf(name, type, facts),
    evidence: changed || reordered ? say('chosen') : found.evidence,
    missing: facts.missing + unread,
    ...(missing && { missingTexts: missing }),
    distinct: facts.distinct,
    numeric: summary?.numeric ?? null,
    histogram: summary?.histogram ?? null,
    levels:
      drawn || hidden || type === 'date' || type === 'pair'
        ? null
        : levelsOf(mergeLevels(asCategories(column), plan.same), reading.separator, reading.order),
    ...reading,
    ...(reading.unit !== undefined && found.units && { units: found.units }),
    gaps: foundGaps(read, missing),
    notices,
  };
}

/** Every column; one patient, site, time and target column are proposed at most. */
export function profileTable(table: Table, hint: DecimalMark = 'point'): ColumnProfile[] {
  const profile = table.columns.map((read) => profileColumn(read, table.n, {}, hint));
  for (const role of ['patient', 'site', 'time'] as const) {
    for (const extra of profile.filter((c) => c.role === role).slice(1)) extra.role = 'ignore';
  }
  const asked = (c: ColumnProfile) => c.role === 'feature' && c.type !== 'multi' && c.missing < table.n;
  const last = profile.at(-1);
  const target =
    profile.findLast((c) => asked(c) && nameSays('target', c.name)) ??
    (last && asked(last) && nameSays('lastTarget', last.name) && last.distinct <= CLASSES ? last : undefined);
  if (target) target.role = 'target';
  return profile;
}
