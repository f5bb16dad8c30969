/** Texts that usually stand for a missing cell, in any case; a column may name others (`ColumnPlan.missing`). */
export const USUAL_MISSING: readonly string[] = [
  '?',
  'NA',
  'N/A',
  'NaN',
  'null',
  'none',
  '-',
  '--',
  '.',
  'Unknown',
  'missing',
  '#N/A',
  '<NA>',
  '#NULL!',
  '결측',
  '모름',
  '미상',
];

const MISSING = new Set(['', ...USUAL_MISSING.map((text) => text.toLowerCase())]);

/** Whether a cell is blank or usually stands for missing. */
export const isMissing = (text: string): boolean =>
  text.length <= 7 && MISSING.has(text.trim().toLowerCase());

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** A code such as 007 or 0123456, or an id longer than a float64 holds exactly: not a quantity. */
const CODE = /^[+-]?0\d|^\d{16,}$/;

/**
 * The number a cell holds, or NaN. With `decimalComma` (tables separated by semicolons or tabs) 12,5 is read as
 * 12.5. Codes with leading zeros, numbers of more than 15 digits and those beyond a float64 (12E456) stay texts.
 */
export function parseNumber(text: string, decimalComma: boolean): number {
  const plain = decimalComma && /^[+-]?\d+,\d+$/.test(text) ? text.replace(',', '.') : text;
  const value = NUMBER.test(plain) && !CODE.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const POWERS = Float64Array.from({ length: 16 }, (_, places) => 10 ** places);

/**
 * A plain number such as -12.5 straight from its bytes, the same as `parseNumber` reads; NaN for whatever needs a
 * second look. With at most 15 digits, the digits and the power of ten are exact in float64, so that their
 * quotient is rounded once, as it should be (Clinger 1990).
 */
export function plainNumber(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  let whole = 0;
  let digits = 0;
  let places = -1;
  for (let i = first; i < end; i++) {
    const byte = bytes[i];
    if (byte >= ZERO && byte <= NINE) {
      whole = whole * 10 + (byte - ZERO);
      digits++;
      if (places >= 0) places++;
    } else if (byte === POINT && places < 0) places = 0;
    else return Number.NaN;
  }
  if (digits === 0 || digits > 15) return Number.NaN;
  if (bytes[first] === ZERO && end > first + 1 && bytes[first + 1] !== POINT) return Number.NaN;
  const value = places > 0 ? whole / POWERS[places] : whole;
  return first > start ? -value : value;
}
