import { escapeMarkup } from './markup';
import type { TextTable } from './text-table';

const RULE = '1pt solid #000000';
const THICK = '1.5pt solid #000000';

/**
 * HTML for the clipboard. All style is inline and lengths are in points: word processors (Word, HWP, Google Docs)
 * take nothing else over.
 */
export function tableHtml({ language, title, head, rows, notes }: TextTable): string {
  const cell = (tag: 'th' | 'td', text: string, style: string) =>
    `<${tag} style="padding:2pt 6pt;font-weight:${tag === 'th' ? 'bold' : 'normal'};${style}">${escapeMarkup(text).replaceAll('\n', '<br>')}</${tag}>`;
  const align = (i: number) => `text-align:${i === 0 ? 'left' : 'center'};vertical-align:top;`;
  const heads = head.map((text, i) =>
    cell('th', text, `${align(i)}border-top:${THICK};border-bottom:${RULE};`),
  );
  const lines = rows.map(({ cells, indented }, row) => {
    const end = row === rows.length - 1 ? `border-bottom:${THICK};` : '';
    const texts = cells.map((text, i) =>
      cell('td', text, `${align(i)}${i === 0 && indented ? 'padding-left:18pt;' : ''}${end}`),
    );
    return `<tr>${texts.join('')}</tr>`;
  });
  const small = notes.map((note) => `<p style="font-size:9pt;margin:2pt 0">${escapeMarkup(note)}</p>`);
  return [
    `<div lang="${escapeMarkup(language)}">`,
    `<p style="margin:0 0 4pt"><b>${escapeMarkup(title)}</b></p>`,
    '<table style="border-collapse:collapse;font-size:10pt">',
    `<thead><tr>${heads.join('')}</tr></thead>`,
    `<tbody>${lines.join('')}</tbody></table>`,
    ...small,
    '</div>',
  ].join('');
}
