import { decide } from '../evaluate/confusion';
import { EVEN_THRESHOLD } from '../evaluate/threshold';
import { csvCell, digits } from './csv';
import type { Predictions } from './predictor';
import { type Remarks, remarksOfRow } from './remarks';

/** The columns that stand before the predictions, as texts. */
export interface OutputColumns {
  names: string[];
  text(column: number, row: number): string;
}

/** How the notes are said, in the language of whom they are for; `{{names}}`, `{{count}}` and `{{all}}` are filled in. */
export interface OutputWords {
  unknown: string;
  outside: string;
  needed: string;
  missing: string;
  /** Of a picture that the model's steps leave out. */
  leftOut: string;
}

/** Rows made at once: what a part of the file holds. */
const PART = 4096;
/** What tells a spreadsheet that the file is UTF-8; without it Korean ones take CP949. */
const MARK = '\uFEFF';
const BEYOND_ASCII = /[\u0080-\uffff]/;

const filled = (template: string, values: Record<string, string | number>): string =>
  template.replace(/\{\{(\w+)\}\}/g, (_, key: string) => String(values[key] ?? ''));

/** `none`: the row has no prediction. Without remarks it is a picture's, and the picture is left out. */
function notesOf(remarks: Remarks | null, row: number, none: boolean, words: OutputWords): string {
  if (!remarks) return none ? words.leftOut : '';
  const { unknown, outside, needed, missing } = remarksOfRow(remarks, row);
  const named = (template: string, names: string[]) =>
    names.length > 0 ? [filled(template, { names: names.join(', ') })] : [];
  return [
    ...named(words.needed, needed),
    ...named(words.unknown, unknown),
    ...named(words.outside, outside),
    ...(missing > 0 ? [filled(words.missing, { count: missing, all: remarks.inputs })] : []),
  ].join('; ');
}

/** A name that no column before it bears. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let i = 2; taken.has(free); i++) free = `${name} (${i})`;
  taken.add(free);
  return free;
}

/**
 * Predictions beside the columns that they were made of, as parts of one CSV with LF line ends. Columns: row (from 1, in
 * the order of the file), the given ones as they came, predicted (class, or value in the outcome's unit), probability of
 * the positive class or of each class, threshold (binary), notes (with `remarks`, or where pictures are left out). A row
 * without a prediction has empty cells there. Cells and names that a spreadsheet would run as formulas are defused.
 */
export function outputCsv(
  predictions: Predictions,
  columns: OutputColumns,
  remarks: Remarks | null,
  words: OutputWords,
): string[] {
  const { kind, classes, n, p, threshold } = predictions;
  const width = kind === 'multiclass' ? classes.length : 1;
  const labels = kind === 'binary' ? classes.slice(1) : classes;
  const taken = new Set(columns.names);
  const none = (row: number) => Number.isNaN(p[row * width]);
  const noted = remarks !== null || p.some(Number.isNaN);
  const own = (name: string) => freeName(name, taken);
  const header = [
    own('row'),
    ...columns.names,
    own('predicted'),
    ...(kind === 'regression' ? [] : labels.map((label) => own(`probability_${label}`))),
    ...(kind === 'binary' ? [own('threshold')] : []),
    ...(noted ? [own('notes')] : []),
  ];
  const decided = kind === 'regression' ? null : decide(kind, p, classes.length, threshold);
  const cut = digits(threshold ?? EVEN_THRESHOLD);
  const said = (row: number): string[] => {
    const values = Array.from(p.subarray(row * width, (row + 1) * width), digits);
    const more = kind === 'binary' ? [cut] : [];
    if (none(row)) return ['', ...(decided ? values.map(() => '') : []), ...more.map(() => '')];
    return decided ? [csvCell(classes[decided[row]]), ...values, ...more] : values;
  };
  const line = (row: number): string =>
    [
      String(row + 1),
      ...columns.names.map((_, c) => csvCell(columns.text(c, row))),
      ...said(row),
      ...(noted ? [csvCell(notesOf(remarks, row, none(row), words))] : []),
    ].join(',');
  const parts: string[] = [`${header.map(csvCell).join(',')}\n`];
  for (let from = 0; from < n; from += PART) {
    const lines = Array.from({ length: Math.min(PART, n - from) }, (_, i) => line(from + i));
    parts.push(`${lines.join('\n')}\n`);
  }
  return parts.some((part) => BEYOND_ASCII.test(part)) ? [MARK, ...parts] : parts;
}
