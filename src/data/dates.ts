const ISO =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const SHORT = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const KOREAN = /^(\d{4})년 ?(\d{1,2})월 ?(\d{1,2})일$/;
const DAY_MS = 86_400_000;

/**
 * A date as days since 1970-01-01, its time of day as a fraction, as written (no time zone: hospitals write local
 * time); NaN where it is none. `dayFirst`: 03/04/2021 is the third of April.
 */
export function parseDate(text: string, dayFirst: boolean): number {
  const long = ISO.exec(text) ?? KOREAN.exec(text);
  const short = long ? null : SHORT.exec(text);
  if (!long && !short) return Number.NaN;
  const [a, b, c, ...time] = (long ?? short ?? []).slice(1).map((part) => Number(part ?? 0));
  const [year, month, day] = long ? [a, b, c] : dayFirst ? [c, b, a] : [c, a, b];
  const [hour = 0, minute = 0, second = 0] = time;
  const days = Date.UTC(year, month - 1, day) / DAY_MS;
  // The 31st of February rolls over into March: it is no date.
  if (new Date(days * DAY_MS).getUTCDate() !== day || month > 12) return Number.NaN;
  return days + (hour * 3600 + minute * 60 + second) / 86_400;
}
