import type { Ctx } from '../study/context';
import { BenchsideError } from '../study/errors';
import { unzipTable } from './archive';
import { isArff, readArff } from './arff';
import { type MakeSink, typedCells } from './cell-sink';
import { CsvReader } from './csv';
import type { Table } from './dataset';
import { type Encoding, findEncoding, utf8Chunks } from './decode';
import { findDelimiter } from './delimiter';
import { readWorkbook } from './excel';
import { profileRead } from './profile-read';
import type { ReadResult } from './profile-types';
import { sha256Of } from './sha256';
import { textCells } from './text-cells';

const SIZE_LIMIT = 2 * 1024 * 2 ** 20;
const WORKBOOK_LIMIT = 256 * 2 ** 20;
/** It is read as one text. */
const ARFF_LIMIT = 256 * 2 ** 20;
/** Enough of the text to see the delimiter. */
const HEAD = 256 * 1024;

const OTHER = [
  'xls',
  'ods',
  'sav',
  'dta',
  'sas7bdat',
  'rds',
  'rdata',
  'pdf',
  'doc',
  'docx',
  'parquet',
  'feather',
];

async function startsWith(file: Blob, signature: number[]): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, signature.length).arrayBuffer());
  return head.length === signature.length && signature.every((byte, i) => head[i] === byte);
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** Excel before 2007, and everything else in Microsoft's compound format. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

function checkSize(file: Blob, limit: number): void {
  if (file.size > limit)
    throw new BenchsideError('data.tooLarge', {
      megabytes: Math.round(file.size / 2 ** 20),
      limit: limit / 2 ** 20,
    });
}

/** A workbook, or delimited text without what it may be zipped in. */
type Opened = { workbook: Blob } | { text: Blob };

/** Throws `data.empty`, `data.tooLarge`, `data.unsupported`. */
async function open(file: Blob, extension: string): Promise<Opened> {
  if (file.size === 0) throw new BenchsideError('data.empty');
  checkSize(file, SIZE_LIMIT);
  if (await startsWith(file, COMPOUND))
    throw new BenchsideError('data.unsupported', { extension: extension || 'xls' });
  if (OTHER.includes(extension)) throw new BenchsideError('data.unsupported', { extension });
  const zip = await startsWith(file, ZIP);
  if (zip && extension !== 'zip') {
    checkSize(file, WORKBOOK_LIMIT);
    return { workbook: file };
  }
  return { text: zip ? await unzipTable(file) : file };
}

/**
 * Reads, types and profiles a table: delimited text in UTF-8, UTF-16 or CP949, an ARFF file, an XLSX workbook, or a zip that
 * holds one text table. What it is, its content says; the extension only names what cannot be read. Throws the
 * `data.*` errors.
 */
export async function readTable(file: Blob, extension: string, ctx: Ctx): Promise<ReadResult> {
  const opened = await open(file, extension);
  return 'workbook' in opened ? readExcel(opened.workbook, ctx) : readText(opened.text, ctx);
}

/**
 * The same table with every cell as its text, blanks around it aside: all columns are `cat`, nothing is missing. Throws
 * what `readTable` throws.
 */
export async function readTexts(file: Blob, extension: string, ctx: Ctx): Promise<Table> {
  const opened = await open(file, extension);
  if ('text' in opened) return (await parse(opened.text, ctx, textCells)).table;
  const { n, columns } = await readWorkbook(await bytesOf(opened.workbook), textCells);
  return { n, columns };
}

const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());

async function readExcel(file: Blob, ctx: Ctx): Promise<ReadResult> {
  const sha256 = await sha256Of(file);
  const { nameless, ...table } = await readWorkbook(await bytesOf(file));
  const format = { kind: 'xlsx' as const, delimiter: '', encoding: '' };
  return finish(table, { sha256, format, ...(nameless && { nameless }) }, ctx);
}

async function readText(file: Blob, ctx: Ctx): Promise<ReadResult> {
  const [sha256, { table, ...about }] = await Promise.all([sha256Of(file), parse(file, ctx, typedCells)]);
  return finish(table, { sha256, ...about }, ctx);
}

async function encodingOf(file: Blob, ctx: Ctx): Promise<Encoding> {
  const total = file.size;
  let done = 0;
  return findEncoding(file, (chunk) => {
    ctx.signal.throwIfAborted();
    done += chunk.length;
    ctx.report({ phase: 'read', done, total, unit: 'bytes' });
  });
}

async function parse(
  file: Blob,
  ctx: Ctx,
  sink: MakeSink,
): Promise<{ table: Table } & Pick<ReadResult, 'format' | 'nameless'>> {
  const encoding = await encodingOf(file, ctx);
  const head = new TextDecoder(encoding).decode(await file.slice(0, HEAD).arrayBuffer());
  if (isArff(head)) {
    checkSize(file, ARFF_LIMIT);
    const text = new TextDecoder(encoding).decode(await file.arrayBuffer());
    return { table: readArff(text, sink), format: { kind: 'arff', delimiter: ',', encoding } };
  }
  const delimiter = findDelimiter(head);
  const reader = new CsvReader(delimiter, undefined, sink);
  let done = 0;
  for await (const chunk of utf8Chunks(file, encoding)) {
    ctx.signal.throwIfAborted();
    reader.push(chunk);
    done += chunk.length;
    ctx.report({ phase: 'parse', done: Math.min(done, file.size), total: file.size, unit: 'bytes' });
  }
  return {
    table: reader.finish(),
    format: { kind: 'csv', delimiter, encoding },
    ...(reader.nameless && { nameless: true as const }),
  };
}

function finish(
  table: Table,
  about: Pick<ReadResult, 'sha256' | 'format' | 'nameless'>,
  ctx: Ctx,
): ReadResult {
  const total = table.columns.length;
  ctx.report({ phase: 'profile', done: 0, total, unit: 'columns' });
  const profile = profileRead(table, about.format);
  ctx.report({ phase: 'profile', done: total, total, unit: 'columns' });
  return { table, profile, ...about };
}
