import { thresholdOf } from '../app/use/reading';
import type { ReadColumn, Table } from '../data/dataset';
import { decide } from '../evaluate/confusion';
import { csvCell } from '../export/csv';
import type { Predictions } from '../export/predictor';

/** A cell as it is read: a token for missing stays what it was, a number is written with a point. */
export function cellText({ column, gaps }: ReadColumn, row: number): string {
  const token = gaps ? gaps.codes[row] : 0;
  if (gaps && token > 0) return gaps.tokens[token - 1];
  if (column.kind === 'num') return Number.isNaN(column.v[row]) ? '' : String(column.v[row]);
  return column.codes[row] < 0 ? '' : column.dict[column.codes[row]];
}

/** Nine significant digits: every float32 comes back the same. */
const digits = (value: number): string => String(Number(value.toPrecision(9)));

/**
 * The table with what the model says behind each row, as CSV with LF line ends: `probability`, or
 * `probability_<class>` for each of many classes, `predicted`, and the `threshold` of two classes.
 */
export function answersCsv(table: Table, predictions: Predictions): string {
  const { kind, classes, n, p, threshold } = predictions;
  const width = kind === 'multiclass' ? classes.length : 1;
  const decided = kind === 'regression' ? null : decide(kind, p, classes.length, threshold);
  const probabilities = { binary: ['probability'], multiclass: classes.map((c) => `probability_${c}`) };
  const header = [
    ...table.columns.map(({ name }) => name),
    ...(kind === 'regression' ? [] : probabilities[kind]),
    'predicted',
    ...(kind === 'binary' ? ['threshold'] : []),
  ];
  const lines = Array.from({ length: n }, (_, row) =>
    [
      ...table.columns.map((column) => csvCell(cellText(column, row))),
      ...Array.from(p.subarray(row * width, (row + 1) * width), digits),
      ...(decided ? [csvCell(classes[decided[row]])] : []),
      ...(kind === 'binary' ? [digits(thresholdOf(predictions))] : []),
    ].join(','),
  );
  return [header.map(csvCell).join(','), ...lines, ''].join('\n');
}
