import { csvCell } from '../csv';
import type { TextTable } from './text-table';

const oneLine = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');
const INDENT = '  ';

/** Tab-separated text: what a plain field or a spreadsheet takes from the clipboard. */
export function tableText({ title, head, rows, notes }: TextTable): string {
  const line = (cells: string[]) => cells.map(oneLine).join('\t');
  const lines = rows.map(({ cells, indented }) =>
    line(indented ? [INDENT + cells[0], ...cells.slice(1)] : cells),
  );
  return [oneLine(title), line(head), ...lines, ...notes.map(oneLine), ''].join('\n');
}

/**
 * CSV (RFC 4180) with LF line ends, head and rows alone, levels not indented: a blank before a formula would hide it
 * from us and not from every spreadsheet. The byte order mark makes Excel read Korean.
 */
export function tableCsv({ head, rows }: TextTable): string {
  const lines = [head, ...rows.map(({ cells }) => cells)];
  return `\ufeff${lines.map((cells) => `${cells.map((text) => csvCell(oneLine(text))).join(',')}\n`).join('')}`;
}
