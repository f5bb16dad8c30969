import { decide } from '../evaluate/confusion';
import type { Predictions } from './predictor';

/** A number that a text may be: not a formula, though it starts with a sign. */
const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** What begins a formula; the wide signs too, which spreadsheets of East Asia take for the narrow ones. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * A text as one cell (RFC 4180). What a spreadsheet would run as a formula gets an apostrophe before it, as OWASP
 * advises; plain numbers stay, and a dash alone, which stands for a missing value.
 */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) && text !== '-' && !isNumber(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Nine significant digits: every float32 comes back the same. */
export const digits = (value: number): string => String(Number(value.toPrecision(9)));

interface ExtraColumns {
  row: number[];
  observed?: string[];
  fold?: number[];
  repeat?: number[];
  /** Where each row was decided by a threshold of its own. */
  thresholds?: Float64Array | null;
}

/**
 * Predictions as CSV with LF line ends. Columns: row (0-based, in the order of the file; `extra.row` where the
 * rows are a part of it), outer fold and repeat if given, observed if given, probability or one `probability_<class>` a class (none for
 * regression), predicted (class, or value in the outcome's unit). A row without a prediction (NaN) has empty cells there.
 */
export function predictionsCsv(
  { kind, classes, n, p, threshold }: Predictions,
  extra?: ExtraColumns,
): string {
  const width = kind === 'multiclass' ? classes.length : 1;
  const labels = kind === 'binary' ? ['probability'] : classes.map((name) => `probability_${name}`);
  const header = [
    'row',
    ...(extra?.fold ? ['fold'] : []),
    ...(extra?.repeat ? ['repeat'] : []),
    ...(extra?.observed ? ['observed'] : []),
    ...(kind === 'regression' ? [] : labels),
    'predicted',
  ];
  const decided =
    kind === 'regression' ? null : decide(kind, p, classes.length, extra?.thresholds ?? threshold);
  const lines = Array.from({ length: n }, (_, i) => {
    const none = Number.isNaN(p[i * width]);
    const values = Array.from(p.subarray(i * width, (i + 1) * width), (value) => (none ? '' : digits(value)));
    return [
      String(extra ? extra.row[i] : i),
      ...(extra?.fold ? [String(extra.fold[i])] : []),
      ...(extra?.repeat ? [String(extra.repeat[i])] : []),
      ...(extra?.observed ? [csvCell(extra.observed[i])] : []),
      ...values,
      ...(decided ? [none ? '' : csvCell(classes[decided[i]])] : []),
    ].join(',');
  });
  return [header.map(csvCell).join(','), ...lines, ''].join('\n');
}
