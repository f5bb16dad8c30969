import type { DateOrder } from '../study/schema';

const TIME =
  '(?:[ T]+|, ?)(?:(오전|오후|AM|PM) ?)?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?(?: ?(AM|PM))?(?: ?(?:Z|[+-]\\d{2}:?\\d{2}))?';
const form = (day: string) => new RegExp(`^${day}(?:${TIME})?$`, 'i');
const LONG = form('(\\d{4})([-/.]) ?(\\d{1,2})\\2 ?(\\d{1,2})\\.?');
const SHORT = form('(\\d{1,2})([-/. ]) ?(\\d{1,2})\\2 ?(\\d{4}|\\d{2})\\.?');
const NAMED = form('(\\d{1,2})(?:st|nd|rd|th)?[-/ .]{0,2}([a-z]{3,9})\\.?[-/ ,]{0,2}(\\d{4}|\\d{2})');
const NAMED_FIRST = form('([a-z]{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})');
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/;
const KOREAN = /^(\d{4}|\d{2})년 ?(\d{1,2})월 ?(\d{1,2})일(?: (오전|오후)? ?(\d{1,2})시(?: ?(\d{1,2})분)?)?$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAMES =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/i;
const DAY_MS = 86_400_000;
const LONGEST = 40;
/** Shifted years of de-identified records reach 2200; 9999 stands for "open". */
const YEARS = [1600, 2400];

/** How a date is written: `numeric` leaves open which of two parts is the day. */
export interface WrittenDate {
  year: number;
  /** The two other parts as they stand; month and day in this order unless `open`. */
  first: number;
  second: number;
  open: boolean;
  /** The year was written with two digits. */
  shortYear: boolean;
  /** The last part as it stands, where all three have two digits and any may be the year (21.03.15). */
  last: number | null;
  /** Time of day as a share of the day; NaN where it is none. */
  time: number;
}

/** A year of two digits as POSIX's strptime has it: 69 to 99 are of the 20th century, 00 to 68 of the 21st. */
const fullYear = (text: string): number => {
  const year = Number(text);
  return text.length > 2 ? year : year + (year < 69 ? 2000 : 1900);
};

const monthOf = (name: string): number =>
  MONTH_NAMES.test(name) ? MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1 : 0;

function timeOf(half: string | undefined, hour = '0', minute = '0', second = '0'): number {
  let hours = Number(hour);
  if (half) {
    if (hours < 1 || hours > 12) return Number.NaN;
    hours = (hours % 12) + (/^(pm|오후)$/i.test(half) ? 12 : 0);
  }
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return Number.NaN;
  return (hours * 3600 + Number(minute) * 60 + Number(second)) / 86_400;
}

/** The parts of a text that has the form of a date, or null. Whether there is such a day is not looked at. */
export function readDate(text: string): WrittenDate | null {
  if (text.length > LONGEST) return null;
  const of = (year: string, first: number, second: number, open: boolean, time: number): WrittenDate => ({
    year: fullYear(year),
    first,
    second,
    open,
    shortYear: year.length === 2,
    last: open && year.length === 2 ? Number(year) : null,
    time,
  });
  let m = LONG.exec(text);
  if (m) return of(m[1], Number(m[3]), Number(m[4]), false, timeOf(m[5] ?? m[9], m[6], m[7], m[8]));
  m = SHORT.exec(text);
  if (m) return of(m[4], Number(m[1]), Number(m[3]), true, timeOf(m[5] ?? m[9], m[6], m[7], m[8]));
  m = COMPACT.exec(text);
  if (m) return of(m[1], Number(m[2]), Number(m[3]), false, timeOf(undefined, m[4], m[5], m[6]));
  m = KOREAN.exec(text);
  if (m) return of(m[1], Number(m[2]), Number(m[3]), false, timeOf(m[4], m[5], m[6]));
  m = NAMED.exec(text);
  if (m) return of(m[3], monthOf(m[2]), Number(m[1]), false, timeOf(m[4] ?? m[8], m[5], m[6], m[7]));
  m = NAMED_FIRST.exec(text);
  if (m) return of(m[3], monthOf(m[1]), Number(m[2]), false, timeOf(m[4] ?? m[8], m[5], m[6], m[7]));
  return null;
}

/** Days since 1970-01-01 of a written date; NaN where there is no such day. */
export function dayNumber(date: WrittenDate, order: DateOrder = 'monthFirst'): number {
  const { first, second, open, last, time } = date;
  const byYear = order === 'yearFirst' && last !== null;
  const year = byYear ? fullYear(String(first).padStart(2, '0')) : date.year;
  const [month, day] = byYear
    ? [second, last]
    : open && order === 'dayFirst'
      ? [second, first]
      : [first, second];
  if (year < YEARS[0] || year > YEARS[1] || month < 1 || month > 12) return Number.NaN;
  const ms = Date.UTC(year, month - 1, day);
  // The 31st of February rolls over into March: it is no date.
  return new Date(ms).getUTCDate() === day ? ms / DAY_MS + time : Number.NaN;
}

/**
 * A date as days since 1970-01-01, its time of day as a fraction, as written (no time zone: hospitals write local
 * time); NaN where it is none. Read are ISO 8601 (with `-`, `/`, `.` or nothing between), 03/04/2021 (`dayFirst`:
 * the third of April), 21.03.15 (`yearFirst`: 15 March 2021), 3-Apr-2021, April 3, 2021, 2021년 4월 3일, each with a time of day or without.
 */
export function parseDate(text: string, order?: DateOrder): number {
  const date = readDate(text.trim());
  return date ? dayNumber(date, order) : Number.NaN;
}
