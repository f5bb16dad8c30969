import { BenchsideError } from '../study/errors';
import { type MakeSink, typedCells } from './cell-sink';
import { CsvReader } from './csv';
import type { Table } from './dataset';

const ATTRIBUTE = /^@attribute\s+(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s{]+))/i;

const isRemark = (line: string): boolean => line === '' || line.startsWith('%');

/** Whether a text begins as an ARFF file does: remarks, then its relation. */
export function isArff(head: string): boolean {
  for (const line of head.split('\n', 5000)) {
    const plain = line.trim();
    if (!isRemark(plain)) return /^@relation\b/i.test(plain);
  }
  return false;
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');

/** The cells of a data line; either kind of quotes, a backslash before what stands for itself. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const char = line[i];
    if (char === '\\' && i + 1 < line.length) cell += line[++i];
    else if (quote !== '') {
      if (char === quote) quote = '';
      else cell += char;
    } else if ((char === "'" || char === '"') && cell.trim() === '') {
      quote = char;
      cell = '';
    } else if (char === ',') {
      cells.push(cell.trim());
      cell = '';
    } else cell += char;
  }
  cells.push(cell.trim());
  return cells;
}

const asCsv = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);

/**
 * A table in Weka's Attribute-Relation File Format. The declared types are not taken over: what a column holds, its
 * cells say. Commas at the end of a line, which are common, are passed over. Throws `data.empty`,
 * `data.headerOnly`, `data.ragged`, the errors of a header, and `data.unsupported` for the sparse form.
 */
export function readArff(text: string, sink: MakeSink = typedCells): Table {
  const lines = text.split(/\r\n|\n|\r/);
  const names: string[] = [];
  let at = 0;
  for (; at < lines.length && !/^@data\b/i.test(lines[at].trim()); at++) {
    const name = ATTRIBUTE.exec(lines[at].trim());
    if (name) names.push(unescaped(name[1] ?? name[2] ?? name[3]).trim());
  }
  if (names.length === 0) throw new BenchsideError('data.empty');
  if (names.length === 1) throw new BenchsideError('data.oneColumn');
  const reader = new CsvReader(',', names, sink);
  const encoder = new TextEncoder();
  for (let row = at + 1; row < lines.length; row++) {
    const line = lines[row].trim();
    if (isRemark(line)) continue;
    if (line.startsWith('{')) throw new BenchsideError('data.unsupported', { extension: 'sparse arff' });
    const cells = cellsOf(line);
    while (cells.length > names.length && cells.at(-1) === '') cells.pop();
    if (cells.length !== names.length)
      throw new BenchsideError('data.ragged', { row: row + 1, wanted: names.length, got: cells.length });
    reader.push(encoder.encode(`${cells.map(asCsv).join(',')}\n`));
  }
  return reader.finish();
}
