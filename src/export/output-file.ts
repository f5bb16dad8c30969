import type { Table } from '../data/dataset';
import { BenchsideError } from '../study/errors';
import { type OutputWords, outputCsv } from './output-csv';
import type { RemarkedPredictions } from './predict-new';
import { cellText } from './rows-as-texts';

/** The file read once more: its rows as they came are kept nowhere meanwhile. */
async function readAgain(read: () => Promise<Table>): Promise<Table> {
  try {
    return await read();
  } catch (error) {
    // A file that was changed or moved on the disk since it was given cannot be read any more.
    if (error instanceof DOMException && error.name !== 'AbortError')
      throw new BenchsideError('use.fileChanged');
    throw error;
  }
}

/**
 * Predictions beside the columns of their file as they came, as CSV. `read` gives the file's cells as texts; `wanted`:
 * which of its columns, null is all. Throws `use.fileChanged` where the file is not what it was, and what `read` throws.
 */
export async function outputFile(
  read: () => Promise<Table>,
  wanted: readonly string[] | null,
  predictions: RemarkedPredictions,
  words: OutputWords,
): Promise<Blob> {
  const { n, columns } = await readAgain(read);
  if (n !== predictions.n) throw new BenchsideError('use.fileChanged');
  const kept = columns.filter(({ name }) => wanted === null || wanted.includes(name));
  const names = kept.map(({ name }) => name);
  const text = (column: number, row: number) => cellText(kept[column], row);
  return new Blob(outputCsv(predictions, { names, text }, predictions.remarks, words), { type: 'text/csv' });
}
