import type { ColumnPlan } from '../study/schema';
import { isUnit } from './unit-grammar';

/** Which of point and comma parts the whole from its decimals. */
export type DecimalMark = NonNullable<ColumnPlan['decimal']>;

/** A number as a laboratory writes it: `<0.01 mg/dL` is 0.01, below a limit, in mg/dL. */
export interface Measurement {
  /** The number; of a value beyond a limit, the limit. */
  value: number;
  /** Which way the true value lies from `value`; empty where it is the value itself. */
  bound: '' | '<' | '>';
  /** As written; empty where there is none. */
  unit: string;
  /** The other value that the cell would have under the other decimal mark (1,234); null where there is no doubt. */
  other: number | null;
  /** The decimal mark under which alone the cell makes sense (12,5: comma); null where both do. */
  proves: DecimalMark | null;
  /** Written with a decimal comma or with thousands parted. */
  marked: boolean;
}

/** No cell of this length is one number. */
const LONGEST = 48;
const SHAPE =
  /^(<=|>=|[<>≤≥＜＞])?\s*([+\-−])?(\d[\d.,'’ \u00a0\u2009\u202f]*\d|\d|[.,]\d+)(e[+-]?\d{1,3})?(.*)$/i;

const PLAIN = {
  point: /^(?:\d+\.?\d*|\.\d+)$/,
  comma: /^(?:\d+(?:,\d+)?|,\d+)$/,
} as const;
/** Thousands parted by one and the same mark throughout: 1,234,567.8 / 1.234.567,8 / 1 234 567 / 1'234. */
const GROUPED = {
  point: /^[1-9]\d{0,2}([,'’\s])\d{3}(?:\1\d{3})*(?:\.\d+)?$/,
  comma: /^[1-9]\d{0,2}([.'’\s])\d{3}(?:\1\d{3})*(?:,\d+)?$/,
} as const;

/** A laboratory's remark that the value is high or low: 5.6 H, 2.1*. */
const FLAG = /(?:^|\s)\(?(?:HH?|LL?|[*↑↓])\)?$|[*↑↓]$/;

/** The unit behind a number, without a laboratory's flag; null where what stands there is no unit. */
function unitOf(rest: string): string | null {
  const plain = rest.replace(FLAG, '').trim();
  if (plain === '' || isUnit(plain)) return plain;
  return isUnit(rest) ? rest : null;
}

/** The digits under one decimal mark as a number without sign; null where they are none under it. */
function under(mark: DecimalMark, digits: string): string | null {
  const decimal = mark === 'point' ? '.' : ',';
  if (!PLAIN[mark].test(digits) && !GROUPED[mark].test(digits)) return null;
  const [whole, fraction] = digits.split(decimal);
  return `${whole.replace(/\D/g, '')}.${fraction ?? ''}`;
}

/**
 * What a cell holds as a measurement, or null. `decimal` decides where point and comma alone leave doubt: 1,234 is
 * one thousand with `point`. A cell that makes sense under one mark only (12,5) is read under that one. Codes with
 * leading zeros, whole numbers of more than 15 digits and unknown units are no measurements.
 */
export function parseMeasurement(text: string, decimal: DecimalMark): Measurement | null {
  if (text.length > LONGEST) return null;
  const parts = SHAPE.exec(text.trim());
  if (!parts) return null;
  const [, sign = '', minus = '', digits, exponent = '', rest] = parts;
  const unit = unitOf(rest.trim());
  if (unit === null) return null;
  if (/^0\d/.test(digits) || /^\d{16,}/.test(digits)) return null;
  const point = under('point', digits);
  const comma = under('comma', digits);
  const chosen = (decimal === 'point' ? point : comma) ?? point ?? comma;
  if (chosen === null) return null;
  const number = (of: string) => Number(`${minus && minus !== '+' ? '-' : ''}${of}${exponent}`);
  const value = number(chosen);
  if (!Number.isFinite(value)) return null;
  const apart = point !== null && comma !== null && Number(point) !== Number(comma);
  return {
    value,
    bound: sign === '' ? '' : /[<≤＜]/.test(sign) ? '<' : '>',
    unit,
    other: apart ? number(decimal === 'point' ? comma : point) : null,
    proves: comma === null ? 'point' : point === null ? 'comma' : null,
    marked: !PLAIN.point.test(digits),
  };
}
