import { dayNumber, readDate } from './dates';

/** How the dates of a column are written, by the evidence of its cells. */
export interface DateFormat {
  /** Which part of 03/04/2021 is the day. */
  dayFirst: boolean;
  /** Cells that would be another day with the other order, while no cell of the column tells which. */
  doubtful: number;
  /** Cells whose year has two digits. */
  shortYears: number;
  /** First and last year. */
  from: number;
  to: number;
}

/** Share of filled cells that must be dates. */
const MOST = 0.95;
const YEAR_DAYS = 365.2425;

/**
 * The format of a column's dates, or null where its cells are none. A part above 12 is a day; where neither order is
 * proved, points between (03.04.2021) mean day first, as in most of the world that writes them, and all else month
 * first. `counts`: how often each text stands.
 */
export function findDateFormat(texts: readonly string[], counts: ArrayLike<number>): DateFormat | null {
  const dates = texts.map((text) => readDate(text.trim()));
  let all = 0;
  let [dayFirstCells, monthFirstCells, open, points] = [0, 0, 0, 0];
  dates.forEach((date, i) => {
    all += counts[i];
    if (!date?.open) return;
    open += counts[i];
    if (texts[i].includes('.')) points += counts[i];
    if (date.first > 12) dayFirstCells += counts[i];
    if (date.second > 12) monthFirstCells += counts[i];
  });
  const proved = dayFirstCells + monthFirstCells > 0;
  const dayFirst = proved ? dayFirstCells > monthFirstCells : points > open / 2;
  let [unread, doubtful, shortYears] = [0, 0, 0];
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  dates.forEach((date, i) => {
    const day = date ? dayNumber(date, dayFirst) : Number.NaN;
    if (!date || Number.isNaN(day)) {
      unread += counts[i];
      return;
    }
    if (date.open && !proved && date.first !== date.second) doubtful += counts[i];
    if (date.shortYear) shortYears += counts[i];
    from = Math.min(from, day);
    to = Math.max(to, day);
  });
  if (all === 0 || unread > (1 - MOST) * all) return null;
  const year = (day: number) => Math.floor(1970 + day / YEAR_DAYS);
  return { dayFirst, doubtful, shortYears, from: year(from), to: year(to) };
}
