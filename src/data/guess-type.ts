import type { ColumnPlan, ColumnType } from '../study/schema';
import type { DecimalMark } from './clinical-number';
import { findSeparator, looksIdentifying, nameSays } from './column-kind';
import { findDateFormat } from './date-format';
import { parseDate, readDate } from './dates';
import { arePairs, findNumberFormat } from './number-format';
import { arePlusSigns, findOrder } from './ordinal-scale';
import { pairNames } from './pair';
import type { ColumnProfile } from './profile-types';

/** Whole numbers with at most this many values (chest pain 1 to 4) are read as codes: one-hot loses little. */
const CODE_VALUES = 6;
export const NOMINAL_LEVELS = 50;
const SHOWN_ORDER = 8;

type Evidence = ColumnProfile['evidence'];
type Notices = ColumnProfile['notices'];

/** What a column holds, before anything is said about it. */
export interface Facts {
  missing: number;
  distinct: number;
  present: number;
  /** Whole numbers only. */
  whole: boolean;
  /** The different texts and how often each stands; empty for numbers. */
  texts: string[];
  counts: number[];
  /** A sample of the texts, taken regularly, for their forms: never shown. */
  sample: string[];
  /** The numbers, ascending; null for texts. */
  sorted: Float64Array | null;
}

export interface Guess {
  type: ColumnType;
  evidence: Evidence;
  notices: Notices;
  /** How its cells are read. */
  reading: Pick<ColumnPlan, 'separator' | 'order' | 'dateOrder' | 'decimal' | 'unit'>;
  /** Units that numbers are written with, the commonest first, and in how many cells. */
  units?: { unit: string; count: number }[];
}

export const say = (key: string, params: Evidence['params'] = {}): Evidence => ({ key, params });

const is = (type: ColumnType, evidence: Evidence, reading: Guess['reading'] = {}, notices: Notices = []) => ({
  type,
  evidence,
  reading,
  notices,
});

/** A notice where there is something to count. */
const counted = (key: string, count: number, fix?: Notices[number]['fix']): Notices =>
  count > 0 ? [{ key, params: { count }, ...(fix && { fix }) }] : [];

function guessDates(
  texts: readonly string[],
  counts: readonly number[],
  sample: readonly string[],
): Guess | null {
  if (sample.filter((text) => readDate(text.trim())).length * 2 < sample.length) return null;
  const format = findDateFormat(texts, counts);
  if (!format) return null;
  const { dateOrder, other, from, to, doubtful, shortYears } = format;
  return is('date', say('dates', { from, to }), dateOrder === 'monthFirst' ? {} : { dateOrder }, [
    ...counted('dayOrMonth', doubtful, { dateOrder: other }),
    ...counted('shortYears', shortYears),
  ]);
}

/** 20240131 as a number. */
function guessCompactDates({ sorted, whole, distinct }: Facts): Guess | null {
  if (!whole || !sorted || distinct < 3) return null;
  const digits = String(sorted[0]).length;
  if (![8, 12, 14].includes(digits) || String(sorted[sorted.length - 1]).length !== digits) return null;
  const texts: string[] = [];
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) texts.push(String(sorted[i]));
  if (texts.some((text) => Number.isNaN(parseDate(text)))) return null;
  return guessDates(texts, new Array(texts.length).fill(1), texts);
}

function guessNumber(name: string, facts: Facts): Guess {
  const { distinct, present, whole, sorted } = facts;
  const unique = whole && present > 20 && distinct === present;
  const patient = nameSays('patient', name);
  if (unique && (patient || nameSays('identifier', name)))
    return is('identifier', say('uniqueNumbers', { distinct }));
  if (patient && whole && distinct > CODE_VALUES)
    return is('identifier', say('identifierName', { distinct }));
  if (distinct === 2) return is('binary', say('twoValues'));
  const dates = guessCompactDates(facts);
  if (dates) return dates;
  if (whole && distinct <= CODE_VALUES && nameSays('ordinal', name))
    return is('ordinal', say('ordinalName', { distinct }), { order: [...new Set(sorted)].map(String) });
  if (whole && distinct <= CODE_VALUES) return is('nominal', say('fewWholeNumbers', { distinct }));
  if (whole && nameSays('code', name) && distinct <= NOMINAL_LEVELS)
    return is('nominal', say('codeName', { distinct }));
  if (whole) return is('integer', say('wholeNumbers', { distinct }));
  return is('continuous', say('decimals', { distinct }));
}

/** Numbers with commas, units and limits (<0.01), or two in a cell (120/80). */
function guessWrittenNumbers(
  name: string,
  { texts, counts, distinct }: Facts,
  hint: DecimalMark,
): Guess | null {
  const format = findNumberFormat(texts, counts, hint);
  if (format) {
    const { decimal, unit, withUnit, otherUnit, censored: limits, doubtful, whole } = format;
    const evidence =
      withUnit > 0
        ? say(limits > 0 ? 'numbersUnitLimits' : 'numbersUnit', { measure: unit, count: withUnit, limits })
        : say(limits > 0 ? 'numbersLimits' : 'numbersWritten', { distinct, limits });
    const reading = {
      ...((decimal === 'comma' || doubtful > 0) && { decimal }),
      ...(unit !== '' && { unit }),
    };
    const guess = is(whole ? 'integer' : 'continuous', evidence, reading, [
      ...counted('decimalUnclear', doubtful, { decimal: decimal === 'comma' ? 'point' : 'comma' }),
      ...(otherUnit > 0 ? [{ key: 'otherUnits', params: { count: otherUnit, measure: unit } }] : []),
    ]);
    return format.units.length > 0 ? { ...guess, units: format.units } : guess;
  }
  if (!arePairs(texts, counts)) return null;
  const [first, second] = pairNames(name, new Set());
  return is('pair', say('pairs', { first, second }));
}

function guessText(name: string, facts: Facts, hint: DecimalMark): Guess {
  const { distinct, present, sample, texts, counts } = facts;
  if (looksIdentifying(sample)) return is('identifier', say('identifyingForm'));
  const named = nameSays('patient', name) || nameSays('identifier', name);
  const noAmount = named || nameSays('code', name) || distinct === 2;
  const read =
    guessDates(texts, counts, sample) ?? (noAmount ? null : guessWrittenNumbers(name, facts, hint));
  if (read) return read;
  const separator = findSeparator(sample);
  if (separator) return is('multi', say('severalValues', { separator: separator.trim() }), { separator });
  if (distinct === 2) return is('binary', say('twoValues'));
  const order = findOrder(texts);
  if (order && arePlusSigns(texts)) return is('ordinal', say('plusSigns'), { order });
  if (order) {
    const shown = order.length > SHOWN_ORDER ? [...order.slice(0, SHOWN_ORDER - 1), '…'] : order;
    return is('ordinal', say('scale', { order: shown.join(' < ') }), { order });
  }
  if (named && distinct > CODE_VALUES) return is('identifier', say('identifierName', { distinct }));
  const long =
    sample.filter((text) => text.length > 40 || text.split(/\s+/).length > 5).length > sample.length / 2;
  if (long) return is('text', say('longTexts'));
  if (present > 20 && distinct > present * 0.9) return is('identifier', say('uniqueTexts', { distinct }));
  return is('nominal', say(distinct <= NOMINAL_LEVELS ? 'levels' : 'manyLevels', { distinct }));
}

/** The type of a column by its cells and its name. `hint`: the decimal mark where the cells prove none. */
export function guessType(name: string, facts: Facts, hint: DecimalMark): Guess {
  if (facts.distinct <= 1) return is('constant', say(facts.distinct === 0 ? 'allMissing' : 'oneValue'));
  return facts.sorted ? guessNumber(name, facts) : guessText(name, facts, hint);
}
