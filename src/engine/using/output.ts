import { readTexts } from '../../data/read';
import { outputCsv } from '../../export/output-csv';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import type { OutputApi } from './api';

/** The file read once more: its rows as they came are kept nowhere meanwhile. */
async function rowsOf(file: Blob, extension: string, ctx: Ctx) {
  try {
    return await readTexts(file, extension, ctx);
  } catch (error) {
    // A file that was changed or moved on the disk since it was given cannot be read any more.
    if (error instanceof DOMException && error.name !== 'AbortError')
      throw new BenchsideError('use.fileChanged');
    throw error;
  }
}

/** Predictions beside the columns of their file, as CSV. Throws `use.fileChanged`. */
export async function outputOf(
  { file, extension, columns: wanted, predictions, words }: OutputApi['output'][0],
  ctx: Ctx,
): Promise<Blob> {
  const { n, columns } = await rowsOf(file, extension, ctx);
  if (n !== predictions.n) throw new BenchsideError('use.fileChanged');
  const kept = columns.filter(({ name }) => wanted === null || wanted.includes(name));
  const text = (c: number, row: number): string => {
    const { column } = kept[c];
    return column.kind === 'cat' ? column.dict[column.codes[row]] : String(column.v[row]);
  };
  const names = kept.map(({ name }) => name);
  return new Blob(outputCsv(predictions, { names, text }, predictions.remarks, words), { type: 'text/csv' });
}
