import { type MakeSink, typedCells } from '../data/cell-sink';
import { CsvReader } from '../data/csv';
import type { Table } from '../data/dataset';
import { findEncoding, utf8Chunks } from '../data/decode';
import { findDelimiter } from '../data/delimiter';
import { textCells } from '../data/text-cells';
import { BenchsideError } from '../study/errors';

/** Of a file that is read on the page's own thread. */
const SIZE_LIMIT = 256 * 2 ** 20;
/** Enough of the text to see the delimiter. */
const HEAD = 256 * 1024;

/** Delimited text as the application reads it, and no other kind of file. Throws the `data.*` errors. */
export const readTable = (file: Blob, extension: string): Promise<Table> => read(file, extension, typedCells);

/** The same table with every cell as its text. Throws what `readTable` throws. */
export const readTexts = (file: Blob, extension: string): Promise<Table> => read(file, extension, textCells);

async function read(file: Blob, extension: string, sink: MakeSink): Promise<Table> {
  if (file.size === 0) throw new BenchsideError('data.empty');
  if (file.size > SIZE_LIMIT)
    throw new BenchsideError('data.tooLarge', {
      megabytes: Math.round(file.size / 2 ** 20),
      limit: SIZE_LIMIT / 2 ** 20,
    });
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  // PK: a zip, and so a workbook. D0 CF: a workbook of before 2007.
  if ((first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf))
    throw new BenchsideError('data.unsupported', { extension: extension || 'xlsx' });
  const encoding = await findEncoding(file, () => {});
  const head = new TextDecoder(encoding).decode(await file.slice(0, HEAD).arrayBuffer());
  const reader = new CsvReader(findDelimiter(head), undefined, sink);
  for await (const chunk of utf8Chunks(file, encoding)) reader.push(chunk);
  return reader.finish();
}
