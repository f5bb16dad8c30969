import type { Ctx } from '../study/context';
import { BenchsideError } from '../study/errors';
import { unzipTable } from './archive';
import { isArff, readArff } from './arff';
import { CsvReader } from './csv';
import type { Table } from './dataset';
import { type Encoding, findEncoding, utf8Chunks } from './decode';
import { findDelimiter } from './delimiter';
import { readWorkbook } from './excel';
import { profileRead } from './profile-read';
import type { ReadResult } from './profile-types';
import { sha256Of } from './sha256';

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

/**
 * Reads, types and profiles a table: delimited text in UTF-8, UTF-16 or CP949, an ARFF file, an XLSX workbook, or a zip that
 * holds one text table. What it is, its content says; the extension only names what cannot be read. Throws the
 * `data.*` errors.
 */
export async function readTable(file: Blob, extension: string, ctx: Ctx): Promise<ReadResult> {
  if (file.size === 0) throw new BenchsideError('data.empty');
  checkSize(file, SIZE_LIMIT);
  if (await startsWith(file, COMPOUND))
    throw new BenchsideError('data.unsupported', { extension: extension || 'xls' });
  if (OTHER.includes(extension)) throw new BenchsideError('data.unsupported', { extension });
  const zip = await startsWith(file, ZIP);
  if (zip && extension !== 'zip') return readExcel(file, ctx);
  return readText(zip ? await unzipTable(file) : file, ctx);
}

async function readExcel(file: Blob, ctx: Ctx): Promise<ReadResult> {
  checkSize(file, WORKBOOK_LIMIT);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const sha256 = await sha256Of(file);
  const { nameless, ...table } = await readWorkbook(bytes);
  const format = { kind: 'xlsx' as const, delimiter: '', encoding: '' };
  return finish(table, { sha256, format, ...(nameless && { nameless }) }, ctx);
}

async function readText(file: Blob, ctx: Ctx): Promise<ReadResult> {
  const [sha256, { table, ...about }] = await Promise.all([sha256Of(file), parse(file, ctx)]);
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
): Promise<{ table: Table } & Pick<ReadResult, 'format' | 'nameless'>> {
  const encoding = await encodingOf(file, ctx);
  const head = new TextDecoder(encoding).decode(await file.slice(0, HEAD).arrayBuffer());
  if (isArff(head)) {
    checkSize(file, ARFF_LIMIT);
    const text = new TextDecoder(encoding).decode(await file.arrayBuffer());
    return { table: readArff(text), format: { kind: 'arff', delimiter: ',', encoding } };
  }
  const delimiter = findDelimiter(head);
  const reader = new CsvReader(delimiter);
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
