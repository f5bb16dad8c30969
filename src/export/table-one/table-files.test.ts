import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { tableDocx } from './docx';
import { tableHtml } from './html';
import { tableCsv, tableText } from './plain';
import type { TextTable } from './text-table';

const table: TextTable = {
  language: 'en',
  title: 'Table 1. By <outcome> & "site"',
  head: ['Characteristic', 'All\n(n = 120)', 'died = 1\n(n = 20)', 'SMD'],
  rows: [
    { cells: ['age, mean (SD)', '64.1 (9.0)', '70.2 (8.8)', '0.687'], indented: false },
    { cells: ['stage, n (%)', '', '', '0.101'], indented: false },
    { cells: ['=HYPERLINK("x")', '<5', '12 (60.0)', ''], indented: true },
    { cells: ['병기 III\u0001', '1,204 (10.0)', '8 (40.0)', ''], indented: true },
  ],
  notes: ['SMD: standardized mean difference.'],
};

/** Whether every tag is closed in its turn. */
function wellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [, end, name, , self] of xml.matchAll(/<(\/?)([\w:]+)((?:\s[\w:]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (end) {
      if (open.pop() !== name) return false;
    } else if (!self) open.push(name);
  }
  const rest = xml.replace(/<\?xml[^>]*\?>|<\/?[\w:]+(?:\s[\w:]+="[^"<]*")*\s*\/?>/g, '');
  return open.length === 0 && !/[<>]/.test(rest);
}

it('HTML: a real table, inline styles, no markup out of the data', () => {
  const html = tableHtml(table);
  expect(html.match(/<tr>/g)).toHaveLength(5);
  expect(html.match(/<t[hd] /g)).toHaveLength(20);
  expect(html).toContain('>All<br>(n = 120)</th>');
  expect(html).toContain('>&lt;5</td>');
  expect(html).toContain('By &lt;outcome&gt; &amp; &quot;site&quot;');
  expect(html).not.toMatch(/<(script|style|link|img)|class=/);
  expect(wellFormed(html.replaceAll('<br>', '<br/>'))).toBe(true);
});

it('text: a line a row, tabs between', () => {
  const lines = tableText(table).split('\n');
  expect(lines[1]).toBe('Characteristic\tAll (n = 120)\tdied = 1 (n = 20)\tSMD');
  expect(lines[4]).toBe('  =HYPERLINK("x")\t<5\t12 (60.0)\t');
});

it('CSV: Excel reads its Korean and runs none of it', () => {
  const csv = tableCsv(table);
  expect(csv.startsWith('\ufeffCharacteristic,All (n = 120),')).toBe(true);
  expect(csv).toContain('\n"\'=HYPERLINK(""x"")",<5,12 (60.0),\n');
  expect(csv).toContain('"1,204 (10.0)"');
});

it('DOCX: head on every page, rows whole, every text, well-formed parts, the same bytes again', () => {
  const bytes = tableDocx(table);
  expect(tableDocx(table)).toEqual(bytes);
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)] as const);
  expect(parts.map(([name]) => name).sort()).toEqual([
    '[Content_Types].xml',
    '_rels/.rels',
    'word/_rels/document.xml.rels',
    'word/document.xml',
    'word/styles.xml',
  ]);
  for (const [name, text] of parts) expect(wellFormed(text), name).toBe(true);
  const document = parts.find(([name]) => name === 'word/document.xml')![1];
  expect(document.match(/<w:tr>/g)).toHaveLength(5);
  expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(1);
  expect(document.match(/<w:cantSplit\/>/g)).toHaveLength(5);
  const texts = [...document.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text);
  for (const text of ['64.1 (9.0)', '&lt;5', '병기 III', 'died = 1', '(n = 20)'])
    expect(texts).toContain(text);
  expect(document).not.toContain('w:orient');
});

it('DOCX: many groups lie on their side', () => {
  const more = ['a', 'b', 'c'];
  const wide = {
    ...table,
    head: [...table.head, ...more],
    rows: table.rows.map((row) => ({ ...row, cells: [...row.cells, ...more] })),
  };
  const document = strFromU8(unzipSync(tableDocx(wide))['word/document.xml']);
  expect(document).toContain('w:w="16838" w:h="11906" w:orient="landscape"');
});
