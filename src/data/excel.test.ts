import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Table } from './dataset';
import { readWorkbook } from './excel';

/** A cell of SpreadsheetML: a text, a number, a truth value, a date by its serial number, or nothing. */
type Cell = string | number | boolean | { serial: number } | null;

const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function cellXml(cell: Cell, at: string, shared: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${at}" t="s"><v>${shared.push(cell) - 1}</v></c>`;
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${at}" s="1"><v>${cell.serial}</v></c>`;
}

/** The least that is a workbook (ECMA-376), one sheet. Row and column numbers as in the list. */
function workbook(rows: Cell[][]): Uint8Array<ArrayBuffer> {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const shared: string[] = [];
  const sheet = rows
    .map((row, r) => {
      const cells = row.map((cell, c) => cellXml(cell, `${letters(c)}${r + 1}`, shared)).join('');
      return cells === '' ? '' : `<row r="${r + 1}">${cells}</row>`;
    })
    .join('');
  const files = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="${packaged}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><dimension ref="A1:${letters(Math.max(1, ...rows.map((r) => r.length)) - 1)}${rows.length}"/><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${shared.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
    // Number format 14 is a date.
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  const packed = Object.fromEntries(
    Object.entries(files).map(([name, xml]) => [name, strToU8(`<?xml version="1.0"?>${xml}`)]),
  );
  return new Uint8Array(zipSync(packed));
}

const columnOf = (table: Table, name: string) => table.columns.find((c) => c.name === name)?.column;

describe('readWorkbook', () => {
  it('reads texts, numbers, dates, truth values and blanks of the first sheet', async () => {
    const table = await readWorkbook(
      workbook([
        [' name ', 'age', 'seen', 'smoker', '나이 & <군>'],
        ['Kim', 61.5, { serial: 45292 }, true, '60대'],
        ['Lee', null, { serial: 45292.75 }, false, null],
        [null, 40, null, null, ' 40대 '],
      ]),
    );
    expect(table.n).toBe(3);
    expect(columnOf(table, 'name')).toEqual({
      kind: 'cat',
      codes: Int32Array.of(0, 1, -1),
      dict: ['Kim', 'Lee'],
    });
    expect(columnOf(table, 'age')).toEqual({ kind: 'num', v: Float64Array.of(61.5, Number.NaN, 40) });
    // 45292 is the serial number of 1 January 2024 in the 1900 date system.
    expect(columnOf(table, 'seen')).toMatchObject({ dict: ['2024-01-01', '2024-01-01 18:00'] });
    expect(columnOf(table, 'smoker')).toMatchObject({ dict: ['true', 'false'] });
    expect(columnOf(table, '나이 & <군>')).toMatchObject({ dict: ['60대', '40대'] });
  });

  it('passes over empty rows and columns without a name behind the table', async () => {
    const table = await readWorkbook(
      workbook([
        [null, null],
        ['a', 'b', ' '],
        [null, null],
        [1, 2],
        [null, ' '],
        [3, 4, null],
      ]),
    );
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(columnOf(table, 'a')).toEqual({ kind: 'num', v: Float64Array.of(1, 3) });
  });

  it('keeps codes that are texts in the workbook', async () => {
    const table = await readWorkbook(
      workbook([
        ['a', 'b'],
        ['007', 1],
        ['012', 2],
      ]),
    );
    expect(columnOf(table, 'a')).toMatchObject({ kind: 'cat', dict: ['007', '012'] });
  });

  it.each<[string, Cell[][], string, object]>([
    ['nothing', [[null]], 'data.empty', {}],
    ['a header only', [['a', 'b']], 'data.headerOnly', { columns: 2 }],
    ['one column', [['a'], [1]], 'data.oneColumn', {}],
    [
      'an empty name',
      [
        ['a', null, 'c'],
        [1, 2, 3],
      ],
      'data.emptyColumnName',
      { column: 2 },
    ],
    [
      'a name twice',
      [
        ['a', 'b', 'a'],
        [1, 2, 3],
      ],
      'data.duplicateColumn',
      { name: 'a', first: 1, second: 3 },
    ],
    [
      '__proto__',
      [
        ['a', '__proto__'],
        [1, 2],
      ],
      'data.forbiddenColumnName',
      { name: '__proto__' },
    ],
    [
      'a cell beside the table',
      [
        ['a', 'b'],
        [1, 2],
        [3, 4, 5],
      ],
      'data.ragged',
      { row: 3, wanted: 2, got: 3 },
    ],
    [
      'one below empty rows',
      [[null], ['a', 'b'], [null], [1, 2, 3]],
      'data.ragged',
      { row: 4, wanted: 2, got: 3 },
    ],
  ])('refuses %s', async (_name, rows, code, details) => {
    await expect(readWorkbook(workbook(rows))).rejects.toMatchObject({ code, details });
  });

  it('refuses a workbook without a sheet, and what is no zip', async () => {
    const empty = new Uint8Array(zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }));
    await expect(readWorkbook(empty)).rejects.toMatchObject({ code: 'data.brokenWorkbook' });
    await expect(readWorkbook(new Uint8Array(strToU8('PK..')))).rejects.toMatchObject({
      code: 'data.brokenWorkbook',
    });
  });
});
