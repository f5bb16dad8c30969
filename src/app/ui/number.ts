/** Both languages of the application write numbers alike: a point before the decimals, a comma between thousands. */
const fixed = (digits: number) =>
  new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const FIXED = [0, 1, 2, 3, 4].map(fixed);
const SIGNIFICANT = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** "−0" is no number to a reader, and a minus sign is wider than a hyphen. */
const typeset = (text: string): string => text.replace(/^-(?=0*\.?0*$)/, '').replaceAll('-', '−');

/** A count: `1,204`. */
export const formatCount = (count: number): string => typeset(FIXED[0].format(count));

/** With the given decimals, 0 to 4: `0.912`. */
export const formatFixed = (value: number, digits: number): string =>
  typeset((FIXED[digits] ?? fixed(digits)).format(value));

/** A share of 1 in per cent without the sign: `87`; with a decimal next to 0 and 100 per cent: `0.4`, `99.6`. */
export function percentDigits(share: number): string {
  const percent = share * 100;
  const atTheEdge = percent > 0 && percent < 100 && (percent < 1 || percent > 99);
  return formatFixed(percent, atTheEdge ? 1 : 0);
}

/** A share of 1: `87%`. */
export const formatPercent = (share: number): string => `${percentDigits(share)}%`;

/**
 * A predicted probability of one person: `33.8%`. One decimal, because two patients differ there; never rounded
 * to certainty.
 */
export function formatRisk(p: number): string {
  if (p > 0 && p < 0.0005) return '<0.1%';
  if (p < 1 && p >= 0.9995) return '>99.9%';
  return `${formatFixed(p * 100, 1)}%`;
}

/**
 * A measurement in the data's own unit: three significant digits below 1,000, whole above; scientific where
 * zeros would hide it.
 */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e7 || size < 1e-4) return typeset(value.toExponential(2));
  return size >= 1000 ? formatCount(value) : typeset(SIGNIFICANT.format(value));
}
