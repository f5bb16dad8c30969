import type { Study } from '../../study/schema';
import type { CatColumn, Table } from '../dataset';
import { asCategories } from '../typed-column';

/** The table with the labels that were given by hand in place of those that were read; the empty text is no label. */
export function withHandLabels(table: Table, { images, task }: Pick<Study, 'images' | 'task'>): Table {
  const hand = Object.entries(images?.hand ?? {});
  if (hand.length === 0 || !task) return table;
  return {
    ...table,
    columns: table.columns.map((read) =>
      read.name === task.target ? { ...read, column: relabelled(asCategories(read.column), hand) } : read,
    ),
  };
}

function relabelled({ codes, dict }: CatColumn, hand: [string, string][]): CatColumn {
  const labels = [...dict];
  const changed = codes.slice();
  for (const [row, label] of hand) {
    let code = label === '' ? -1 : labels.indexOf(label);
    if (code < 0 && label !== '') code = labels.push(label) - 1;
    if (Number(row) < changed.length) changed[Number(row)] = code;
  }
  return { kind: 'cat', codes: changed, dict: labels };
}
