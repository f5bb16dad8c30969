import { DATE_ORDERS, type DateOrder } from '../study/schema';
import { dayNumber, readDate, type WrittenDate } from './dates';

/** How the dates of a column are written, by the evidence of its cells. */
export interface DateFormat {
  dateOrder: DateOrder;
  /** The order that speaks against it, were it wrong. */
  other: DateOrder;
  /** Cells that would be another day with another order, while no cell of the column tells which. */
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
 * The orders under which most cells are days, the likeliest first. Of those that remain: a year first where the last
 * parts are of more kinds than the first, for there are more days than years; points between (03.04.2021) mean day
 * first, as in most of the world that writes them; all else month first.
 */
function likelyOrders(
  dates: readonly (WrittenDate | null)[],
  texts: readonly string[],
  counts: ArrayLike<number>,
): DateOrder[] {
  const read = { dayFirst: 0, monthFirst: 0, yearFirst: 0 };
  const [firsts, lasts] = [new Set<number>(), new Set<number>()];
  let [open, points, short] = [0, 0, 0];
  dates.forEach((date, i) => {
    if (!date?.open) return;
    open += counts[i];
    if (texts[i].includes('.')) points += counts[i];
    for (const order of DATE_ORDERS) if (!Number.isNaN(dayNumber(date, order))) read[order] += counts[i];
    if (date.last === null) return;
    short++;
    firsts.add(date.first);
    lasts.add(date.last);
  });
  const liked: DateOrder[] = points > open / 2 ? ['dayFirst', 'monthFirst'] : ['monthFirst', 'dayFirst'];
  if (short > 0) {
    if (lasts.size > firsts.size) liked.unshift('yearFirst');
    else liked.push('yearFirst');
  }
  const most = Math.max(...liked.map((order) => read[order]));
  return liked.filter((order) => read[order] === most);
}

/**
 * The format of a column's dates, or null where its cells are none. The order is the one under which most cells are
 * days (a part above 12 is no month); where several are, the likeliest, and what it leaves in doubt is counted.
 * `counts`: how often each text stands.
 */
export function findDateFormat(texts: readonly string[], counts: ArrayLike<number>): DateFormat | null {
  const dates = texts.map((text) => readDate(text.trim()));
  const [dateOrder, ...others] = likelyOrders(dates, texts, counts);
  const other = others[0] ?? (dateOrder === 'dayFirst' ? 'monthFirst' : 'dayFirst');
  let [all, unread, doubtful, shortYears] = [0, 0, 0, 0];
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  dates.forEach((date, i) => {
    all += counts[i];
    const day = date ? dayNumber(date, dateOrder) : Number.NaN;
    if (!date || Number.isNaN(day)) {
      unread += counts[i];
      return;
    }
    if (others.some((order) => dayNumber(date, order) !== day)) doubtful += counts[i];
    if (date.shortYear) shortYears += counts[i];
    from = Math.min(from, day);
    to = Math.max(to, day);
  });
  if (all === 0 || unread > (1 - MOST) * all) return null;
  const year = (day: number) => Math.floor(1970 + day / YEAR_DAYS);
  return { dateOrder, other, doubtful, shortYears, from: year(from), to: year(to) };
}
