import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Column } from '../../data/dataset';
import { tableOne } from '../../evaluate/table-one/table-one';
import { type Grouping, type TableOneOptions, tableOneDefaults } from '../../evaluate/table-one/types';
import en from '../i18n/en/table-one.json';
import ko from '../i18n/ko/table-one.json';
import type { Say } from './notes';
import { type PrintedTable, printTable } from './print';

const num = (cell: (i: number) => number): Column => ({
  kind: 'num',
  v: Float64Array.from({ length: 40 }, (_, i) => cell(i)),
});
const cat = (dict: string[], code: (i: number) => number): Column => ({
  kind: 'cat',
  codes: Int32Array.from({ length: 40 }, (_, i) => code(i)),
  dict,
});
const columns = new Map<string, Column>([
  ['age', num((i) => 50 + i)],
  ['temperature', num((i) => 36 + (i % 20) / 10)],
  ['ferritin', num((i) => (i === 5 ? Number.NaN : 2 ** (i / 4)))],
  ['sex', cat(['F', 'M'], (i) => i % 2)],
  ['stage', cat(['I', 'II', 'III'], (i) => (i < 3 ? 2 : i % 2))],
  ['admitted', { kind: 'date', v: Float64Array.from({ length: 40 }, (_, i) => 19_000 + i) }],
]);

let say: (language: 'en' | 'ko') => Say;
beforeAll(async () => {
  await i18next.init({
    lng: 'en',
    resources: { en: { t: en }, ko: { t: ko } },
    defaultNS: 't',
    interpolation: { escapeValue: false },
  });
  say = (language) => (key, fill) => i18next.t(key, { ...fill, lng: language });
});

function printed(
  by: Grouping,
  options: Partial<TableOneOptions> = {},
  language: 'en' | 'ko' = 'en',
): PrintedTable {
  const half = (from: number) => Uint32Array.from({ length: 20 }, (_, i) => from + i);
  const table = tableOne({
    by,
    columns,
    groups:
      by === 'none'
        ? [{ label: '', rows: Uint32Array.from({ length: 40 }, (_, i) => i) }]
        : [
            { label: by === 'part' ? 'development' : '0', rows: half(0) },
            { label: by === 'part' ? 'test' : '1', rows: half(20) },
          ],
    unit: Int32Array.from({ length: 40 }, (_, i) => i),
    options: { ...tableOneDefaults(), ...options },
    developmentOnly: by === 'outcome',
  });
  return printTable(table, 'died', language, say(language));
}
const row = (table: PrintedTable, name: string) => table.rows.find((r) => r.cells[0].startsWith(name))!.cells;

describe('what is printed', () => {
  it('heads name the groups and their rows', () => {
    expect(printed('outcome').head).toEqual([
      'Characteristic',
      'Overall\n(n = 40)',
      'died = 0\n(n = 20)',
      'died = 1\n(n = 20)',
      'Missing',
      'SMD',
    ]);
    expect(printed('none').head).toEqual(['Characteristic', 'Overall\n(n = 40)', 'Missing']);
    expect(printed('part', { pValues: true }, 'ko').head.slice(2)).toEqual([
      '개발 세트\n(n = 20)',
      '시험 세트\n(n = 20)',
      '결측',
      'SMD',
      'p',
    ]);
  });

  it('numbers with the decimals that their spread allows', () => {
    const table = printed('none');
    expect(row(table, 'age')).toEqual(['age, mean (SD)', '69.5 (11.7)', '0']);
    expect(row(table, 'temperature')).toEqual(['temperature, mean (SD)', '36.95 (0.58)', '0']);
    expect(row(table, 'ferritin')[0]).toBe('ferritin, median [IQR]');
    expect(row(table, 'ferritin')[1]).toMatch(/^[\d.]+ \[[\d.]+, [\d.]+\]$/);
    expect(row(table, 'ferritin')[2]).toBe('1');
    expect(row(table, 'sex')).toEqual(['sex = M, n (%)', '20 (50.0)', '0']);
    // Never a day: it may be that of one patient.
    expect(row(table, 'admitted')).toEqual(['admitted, range', '2022-01 – 2022-02', '0']);
  });

  it('levels stand under their variable; every row is as long as the head', () => {
    for (const by of ['outcome', 'none', 'part', 'site'] as const)
      for (const pValues of [false, true])
        for (const suppress of [false, true]) {
          const { head, rows } = printed(by, { pValues, suppress });
          expect(rows.filter((r) => r.cells.length !== head.length)).toEqual([]);
          expect(rows.filter((r) => r.indented).map((r) => r.cells[0])).toEqual(['I', 'II', 'III']);
        }
  });

  it('p-values only where asked for, the exact test marked and explained', () => {
    const asked = printed('outcome', { pValues: true });
    expect(row(asked, 'age').at(-1)).toBe('<0.001');
    expect(row(asked, 'stage').at(-1)).toMatch(/^0\.\d{3}†$/);
    expect(asked.notes.join(' ')).toContain("† Fisher's exact test");
    expect(printed('outcome').notes.join(' ')).not.toMatch(/Fisher|variance/);
  });

  it('hidden counts are marked, and the column of all goes with them', () => {
    const table = printed('outcome', { suppress: true, pValues: true });
    expect(table.head[1]).toBe('died = 0\n(n = 20)');
    const level = table.rows.find((r) => r.cells[0] === 'III')!.cells;
    expect(level[1]).toBe('<5');
    expect(row(table, 'stage').slice(-2)).toEqual(['–', '–']);
    expect(row(table, 'ferritin')[3]).toBe('<5');
  });

  it('says whose rows they are, and no key stands in for a text in either language', () => {
    expect(printed('outcome').notes[0]).toBe('Development rows only: the test set is still closed.');
    expect(printed('site').notes[0]).toBe('All rows with a known outcome.');
    for (const language of ['en', 'ko'] as const)
      for (const by of ['outcome', 'none', 'part', 'site'] as const) {
        const { title, head, rows, notes } = printed(
          by,
          { pValues: true, suppress: true, unit: 'patient', smd: 'largest' },
          language,
        );
        const texts = [title, ...head, ...rows.map((r) => r.cells[0]), ...notes];
        expect(texts.filter((text) => /^(titles|head|row|note|part)\./.test(text))).toEqual([]);
      }
  });
});
