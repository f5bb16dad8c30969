import { strToU8, zipSync } from 'fflate';
import { escapeMarkup } from './markup';
import type { TextTable } from './text-table';

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** A4 in twentieths of a point, and its margin. */
const SHORT = 11906;
const LONG = 16838;
const MARGIN = 1134;
/** More columns than this go on a page turned sideways. */
const UPRIGHT = 6;
/** Widest share of a column, in characters: longer names break. */
const LONGEST = 34;
/** Eighths of a point. */
const RULE = 6;
const THICK = 12;

/**
 * A table as a Word document (ECMA-376, transitional): title, a real table with horizontal rules only whose head is
 * repeated on every page and whose rows stay whole, and the notes. The same table gives the same bytes.
 */
export function tableDocx(table: TextTable): Uint8Array {
  const files = {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${WORD}.styles+xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'word/styles.xml': styles(table.language),
    'word/document.xml': documentXml(table),
  };
  const packed = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  // The zip format counts years from 1980, in local time: a date of its own would differ from run to run.
  return zipSync(Object.fromEntries(packed), { level: 6, mtime: new Date(1980, 0, 1) });
}

/** Line spacing as it is, no space around paragraphs: a table's own. */
function styles(language: string): string {
  const lang = language === 'ko' ? 'ko-KR' : 'en-GB';
  return `${XML}<w:styles xmlns:w="${MAIN}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Malgun Gothic"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="${lang}" w:eastAsia="ko-KR"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr></w:pPrDefault></w:docDefaults></w:styles>`;
}

interface Look {
  bold?: boolean;
  /** Half points. */
  size?: number;
  centred?: boolean;
  /** Twentieths of a point. */
  indent?: number;
  /** Not parted from the paragraph that follows. */
  keep?: boolean;
}

function paragraph(text: string, { bold, size, centred, indent, keep }: Look = {}): string {
  const layout = [
    keep ? '<w:keepNext/>' : '',
    indent ? `<w:ind w:left="${indent}"/>` : '',
    centred ? '<w:jc w:val="center"/>' : '',
  ].join('');
  const face = [bold ? '<w:b/>' : '', size ? `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>` : ''].join(
    '',
  );
  const runs = text
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${escapeMarkup(line)}</w:t>`)
    .join('<w:br/>');
  return `<w:p>${layout && `<w:pPr>${layout}</w:pPr>`}<w:r>${face && `<w:rPr>${face}</w:rPr>`}${runs}</w:r></w:p>`;
}

/** Blank characters around a cell's text. */
const PADDING = 4;
/** Characters of a text; Korean, Chinese and Japanese ones are twice as wide. */
const lengthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character >= '\u1100' ? 2 : 1), 0);

const border = (edge: 'top' | 'bottom', size: number): string =>
  `<w:${edge} w:val="single" w:sz="${size}" w:space="0" w:color="000000"/>`;

function documentXml({ title, head, rows, notes }: TextTable): string {
  const sideways = head.length > UPRIGHT;
  const [width, height] = sideways ? [LONG, SHORT] : [SHORT, LONG];
  const room = width - 2 * MARGIN;
  const texts = head.map((text, i) => [...text.split(/\s/), ...rows.map(({ cells }) => cells[i])]);
  const shares = texts.map((column) => Math.min(LONGEST, Math.max(...column.map(lengthOf))) + PADDING);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => Math.floor((room * share) / total));

  const cell = (text: string, i: number, look: Look, borders = '') =>
    `<w:tc><w:tcPr><w:tcW w:w="${widths[i]}" w:type="dxa"/>${borders && `<w:tcBorders>${borders}</w:tcBorders>`}</w:tcPr>${paragraph(text, { ...look, centred: i > 0 })}</w:tc>`;
  const headRow = `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head
    .map((text, i) => cell(text, i, { bold: true }, border('bottom', RULE)))
    .join('')}</w:tr>`;
  const bodyRows = rows.map(({ cells, indented }) => {
    const printed = cells.map((text, i) => cell(text, i, i === 0 && indented ? { indent: 240 } : {}));
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${printed.join('')}</w:tr>`;
  });
  const body = [
    paragraph(title, { bold: true, keep: true }),
    `<w:tbl><w:tblPr><w:tblW w:w="${widths.reduce((sum, w) => sum + w, 0)}" w:type="dxa"/><w:tblBorders>${border('top', THICK)}${border('bottom', THICK)}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>`,
    `<w:tblGrid>${widths.map((w) => `<w:gridCol w:w="${w}"/>`).join('')}</w:tblGrid>`,
    headRow,
    ...bodyRows,
    '</w:tbl>',
    ...notes.map((note) => paragraph(note, { size: 18 })),
    `<w:sectPr><w:pgSz w:w="${width}" w:h="${height}"${sideways ? ' w:orient="landscape"' : ''}/><w:pgMar w:top="${MARGIN}" w:right="${MARGIN}" w:bottom="${MARGIN}" w:left="${MARGIN}" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`,
  ];
  return `${XML}<w:document xmlns:w="${MAIN}"><w:body>${body.join('')}</w:body></w:document>`;
}
