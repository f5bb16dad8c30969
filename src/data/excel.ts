import { unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import { BenchsideError } from '../study/errors';
import { type MakeSink, typedCells } from './cell-sink';
import { checkHeader, isDataRow, placeNames } from './columns-named';
import type { Table } from './dataset';
import type { ReadResult } from './profile-types';

/** A workbook that claims to unpack to more than this is refused before it is tried. */
const UNPACKED_LIMIT = 1024 * 2 ** 20;

type Cell = string | number | boolean | Date | null;

/** A date as ISO text, with the time of day where there is one. Workbooks know no time zone. */
function dateText(date: Date): string {
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ');
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? dateText(cell) : String(cell).trim();
}

function checkSize(bytes: Uint8Array): void {
  let unpacked = 0;
  unzipSync(bytes, {
    filter: (entry) => {
      unpacked += entry.originalSize;
      return false;
    },
  });
  if (unpacked > UNPACKED_LIMIT)
    throw new BenchsideError('data.tooLarge', {
      megabytes: Math.round(unpacked / 2 ** 20),
      limit: UNPACKED_LIMIT / 2 ** 20,
    });
}

/** The first sheet of an XLSX workbook; its first row that is not empty names the columns, unless it is one of data. */
export async function readWorkbook(
  bytes: Uint8Array<ArrayBuffer>,
  sink: MakeSink = typedCells,
): Promise<Table & Pick<ReadResult, 'nameless'>> {
  let rows: Cell[][];
  try {
    checkSize(bytes);
    rows = (await readSheet(bytes.buffer)) as Cell[][];
  } catch (error) {
    if (error instanceof BenchsideError) throw error;
    throw new BenchsideError('data.brokenWorkbook');
  }
  const first = rows.findIndex((row) => row.some((cell) => cellText(cell) !== ''));
  if (first < 0) throw new BenchsideError('data.empty');
  const top = rows[first].map(cellText);
  while (top.at(-1) === '') top.pop();
  const nameless = isDataRow(top);
  const names = nameless ? placeNames(top.length) : top;
  if (names.length === 1) throw new BenchsideError('data.oneColumn');
  checkHeader(names);
  const columns = names.map(() => sink(false));
  const encoder = new TextEncoder();
  let n = 0;
  for (let r = nameless ? first : first + 1; r < rows.length; r++) {
    const texts = rows[r].map(cellText);
    if (texts.every((text) => text === '')) continue;
    const extra = texts.findLastIndex((text) => text !== '') + 1;
    if (extra > names.length)
      throw new BenchsideError('data.ragged', { row: r + 1, wanted: names.length, got: extra });
    columns.forEach((column, c) => {
      const cell = encoder.encode(texts[c] ?? '');
      column.push(cell, 0, cell.length);
    });
    n++;
  }
  if (n === 0) throw new BenchsideError('data.headerOnly', { columns: names.length });
  const read = columns.map((column, c) => ({ name: names[c], ...column.finish() }));
  return { n, columns: read, ...(nameless && { nameless }) };
}
