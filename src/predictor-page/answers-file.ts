import type { Table } from '../data/dataset';
import { outputCsv } from '../export/output-csv';
import type { Predictions } from '../export/predictor';
import type { Remarks } from '../export/remarks';
import type { Translate } from './texts';

/** The table with what the model says behind each row, as the application writes it. `table`: its cells as they came. */
export function answersFile(
  table: Table,
  predictions: Predictions,
  remarks: Remarks | null,
  t: Translate,
): Blob {
  const text = (c: number, row: number): string => {
    const { column } = table.columns[c];
    return column.kind === 'cat' ? column.dict[column.codes[row]] : String(column.v[row]);
  };
  const columns = { names: table.columns.map(({ name }) => name), text };
  // The places are filled row by row.
  const places = { names: '{{names}}', count: '{{count}}', all: '{{all}}' };
  const words = {
    unknown: t('use.notes.unknown', places),
    outside: t('use.notes.outside', places),
    needed: t('use.notes.needed', places),
    missing: t('use.notes.missingInFile', places),
  };
  return new Blob(outputCsv(predictions, columns, remarks, words), { type: 'text/csv' });
}
