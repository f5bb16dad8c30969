import type { ReadColumn, Table } from '../data/dataset';
import type { NewRows } from './inputs';
import type { InputColumn } from './predictor';

/** A cell as it was read: a token for missing stays what it was, a number is written with a point. */
export function cellText({ column, gaps }: ReadColumn, row: number): string {
  const token = gaps ? gaps.codes[row] : 0;
  if (gaps && token > 0) return gaps.tokens[token - 1];
  if (column.kind === 'num') return Number.isNaN(column.v[row]) ? '' : String(column.v[row]);
  return column.codes[row] < 0 ? '' : column.dict[column.codes[row]];
}

/** The inputs' cells of one row of a table, as they would be typed into a form; what `data` could not read is empty. */
export function rowAsTexts(
  inputs: InputColumn[],
  table: Table,
  data: Pick<NewRows, 'unread'>,
  row: number,
): Record<string, string> {
  const columns = new Map(table.columns.map((read) => [read.name, read]));
  return Object.fromEntries(
    inputs.map(({ name }) => {
      const read = columns.get(name);
      const unread = data.unread.get(name)?.includes(row) ?? false;
      return [name, read && !unread ? cellText(read, row) : ''];
    }),
  );
}
