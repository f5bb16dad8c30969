import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SourcePlan } from '../../study/schema';
import { asNumbers } from '../typed-column';
import { combine } from './combine';
import { proposeSources } from './propose-sources';
import { reviewSources } from './review-sources';
import { asCommon } from './source-for';
import { madeUp, read, sourceTable } from './testing';

const seoul = madeUp('age,sex,glucose,smoker,death', 40, (i) => [
  40 + (i % 30),
  i % 3 === 0 ? 'F' : 'M',
  90 + (i % 25) * 2,
  i % 4 === 0 ? 'yes' : 'no',
  i % 5 === 0 ? 1 : 0,
]);
const busan = madeUp('나이,성별,혈당,흡연,사망,추가', 30, (i) => [
  42 + (i % 30),
  i % 3 === 0 ? '여' : '남',
  (5 + (i % 20) * 0.1).toFixed(1),
  i % 4 === 0 ? '예' : '아니오',
  i % 6 === 0 ? 1 : 0,
  `a${i % 3}`,
]);

async function hospitals(...files: [string, string][]) {
  const results = await Promise.all(files.map(([, text]) => read(text)));
  const tables = results.map((result, i) => sourceTable(files[i][0], result));
  return { results, tables, sources: proposeSources(tables) };
}
const column = (plan: SourcePlan, from: string) => plan.columns.find((c) => c.from === from);

describe('two made-up hospitals that disagree', () => {
  it('names, levels and units are brought together, and nothing else is changed', async () => {
    const { results, tables, sources } = await hospitals(['Seoul', seoul], ['Busan', busan]);
    expect(sources[0].columns.every((c) => c.from === c.to && !c.levels && !c.unit)).toBe(true);
    expect(sources[1].columns.map((c) => c.to)).toEqual(['age', 'sex', 'glucose', 'smoker', 'death', '추가']);
    expect(column(sources[1], '성별')?.levels).toEqual({ 남: 'M', 여: 'F' });
    expect(column(sources[1], '흡연')?.levels).toEqual({ 예: 'yes', 아니오: 'no' });
    expect(column(sources[1], '혈당')?.unit).toMatchObject({ from: 'mmol/L', to: 'mg/dL' });
    const review = reviewSources(tables, sources);
    expect(review.problems).toEqual([]);
    expect(review.columns.find((c) => c.name === '추가')?.cells.map((c) => c.from)).toEqual([null, '추가']);
    const { table, site } = combine(
      results.map((r) => r.table),
      sources,
    );
    expect([table.n, site]).toEqual([70, 'site']);
    expect(table.columns.map((c) => c.name)).toEqual([
      'site',
      'age',
      'sex',
      'glucose',
      'smoker',
      'death',
      '추가',
    ]);
    const glucose = table.columns[3].column;
    // 5.0 mmol/L of glucose (molar mass 180.16 g/mol) is 90.08 mg/dL.
    expect(asNumbers(glucose).v[40]).toBeCloseTo(90.08, 2);
    expect(asNumbers(glucose).v[1]).toBe(92);
    const sex = table.columns[2].column;
    expect(sex.kind === 'cat' && [...sex.dict].sort()).toEqual(['F', 'M']);
    const extra = table.columns[6].column;
    expect(extra.kind === 'cat' && extra.codes.slice(0, 40).every((code) => code === -1)).toBe(true);
  });

  it('codes without a code book are asked for, and the answer settles it', async () => {
    const coded = seoul.replaceAll(',F,', ',2,').replaceAll(',M,', ',1,');
    const { tables, sources } = await hospitals(['Seoul', seoul], ['Daegu', coded]);
    const review = reviewSources(tables, sources);
    expect(review.problems).toMatchObject([
      { code: 'sites.levelsUnclear', details: { site: 'Daegu', name: 'sex', common: 'sex' } },
    ]);
    expect(review.columns[1].cells[1]).toMatchObject({
      open: ['1', '2'],
      proposal: { key: 'iso5218', levels: { 1: 'M', 2: 'F' } },
    });
    const answered = sources.map((plan) => ({
      ...plan,
      columns: plan.columns.map((c) =>
        plan.site === 'Daegu' && c.from === 'sex' ? { ...c, levels: { 1: 'M', 2: 'F' } } : c,
      ),
    }));
    expect(reviewSources(tables, answered).problems).toEqual([]);
  });

  it('a unit that makes every value impossible is an error, zeros apart', async () => {
    const { tables, sources } = await hospitals(['Seoul', seoul], ['Busan', busan]);
    const wrong = sources.map((plan) => ({
      ...plan,
      columns: plan.columns.map((c) =>
        c.unit ? { ...c, unit: { ...c.unit, factor: 1 / c.unit.factor } } : c,
      ),
    }));
    expect(reviewSources(tables, wrong).problems).toMatchObject([
      { code: 'sites.impossibleUnit', details: { site: 'Busan', name: '혈당', unit: 'mg/dL', low: 10 } },
    ]);
  });

  it('a table with nothing in common is named, and the others stay mapped', async () => {
    const other = madeUp('alpha,beta', 20, (i) => [`x${i % 2}`, i]);
    const { tables, sources } = await hospitals(['Seoul', seoul], ['Busan', busan], ['Elsewhere', other]);
    expect(reviewSources(tables, sources).problems).toMatchObject([
      { code: 'sites.nothingInCommon', details: { site: 'Elsewhere' } },
    ]);
    expect(column(sources[1], '나이')?.to).toBe('age');
  });

  it('cells of people’s names and numbers are in no mapping and no review', async () => {
    const named = (site: string) =>
      madeUp('name,phone,age,sex', 24, (i) => [
        `${'김이박최정강'[i % 6]}${['민준', '서연', '도윤', '하은'][i % 4]}`,
        `010-${1000 + i}-5678`,
        40 + i,
        i % 2 ? (site === 'A' ? 'M' : '남') : site === 'A' ? 'F' : '여',
      ]);
    const { tables, sources } = await hospitals(['A', named('A')], ['B', named('B')]);
    const said = JSON.stringify([sources, reviewSources(tables, sources)]);
    expect(said).not.toMatch(/민준|서연|도윤|하은|5678/);
    expect(said).toContain('남');
  });

  it('two hospitals of one name, and two columns for one, are refused', async () => {
    const { results, tables, sources } = await hospitals(['A', seoul], ['A', busan]);
    expect(reviewSources(tables, sources).problems).toMatchObject([{ code: 'sites.siteTwice' }]);
    const twice = [
      sources[0],
      { ...sources[1], site: 'B', columns: sources[1].columns.map((c) => ({ ...c, to: 'age' })) },
    ];
    expect(reviewSources(tables, twice).problems.map((p) => p.code)).toContain('sites.columnTwice');
    const read = results.map((r) => r.table);
    expect(() => combine(read, twice)).toThrow('sites.columnTwice');
  });

  it('mappings made before stay, whatever is proposed today', async () => {
    const { tables, sources } = await hospitals(['Seoul', seoul], ['Busan', busan]);
    const changed = {
      ...sources[1],
      columns: sources[1].columns.map((c) => (c.from === '추가' ? { ...c, to: 'extra' } : c)),
    };
    expect(proposeSources(tables, [changed])[1]).toEqual(changed);
  });

  it('the next file of a hospital is converted as its first one was', async () => {
    const { sources } = await hospitals(['Seoul', seoul], ['Busan', busan]);
    const { table } = await read(busan);
    const wanted = ['age', 'sex', 'glucose', 'smoker'];
    const common = asCommon(table, sources, wanted);
    expect(common.columns.map((c) => c.name)).toEqual(wanted);
    expect(asNumbers(common.columns[2].column).v[0]).toBeCloseTo(90.08, 2);
    const same = (await read(seoul)).table;
    expect(asNumbers(asCommon(same, sources, wanted).columns[2].column).v[0]).toBe(90);
  });

  it('files that look alike are told apart by their values, else by a person', async () => {
    const inMmol = madeUp('age,sex,glucose,smoker,death', 30, (i) => [
      50 + (i % 20),
      i % 2 ? 'M' : 'F',
      (5 + (i % 20) * 0.1).toFixed(1),
      i % 3 ? 'yes' : 'no',
      i % 2,
    ]);
    const { sources } = await hospitals(['Seoul', seoul], ['Jeju', inMmol]);
    const { table } = await read(inMmol);
    expect(column(sources[1], 'glucose')?.unit?.from).toBe('mmol/L');
    const glucose = (site?: string) =>
      asNumbers(asCommon(table, sources, ['glucose'], site).columns[0].column).v[0];
    expect(() => glucose()).toThrow('use.hospitalUnclear');
    expect(glucose('Jeju')).toBeCloseTo(90.08, 2);
  });

  it('an unknown table is left for the model to complain about', async () => {
    const { sources } = await hospitals(['Seoul', seoul], ['Busan', busan]);
    const { table } = await read('a,b\n1,2\n3,4');
    expect(asCommon(table, sources, ['age'])).toBe(table);
  });
});

const folder = new URL('../../../../shared/data/tables/', import.meta.url);
const NAMES = ['cleveland', 'hungarian', 'switzerland', 'va'];

describe.skipIf(!existsSync(folder))('the four UCI hospitals (skipped where ../shared is absent)', () => {
  const load = async (path: (name: string) => string) => {
    const results = await Promise.all(
      NAMES.map((name) => {
        const text = readFileSync(new URL(path(name), folder), 'utf8');
        return read(path(name).endsWith('.data') ? nameless(text) : text);
      }),
    );
    const tables = results.map((result, i) => sourceTable(NAMES[i], result));
    return { results, tables };
  };

  it('become the published table of 920 rows, cell by cell', async () => {
    const { results, tables } = await load((name) => `uci_heart_${name}.csv`);
    const sources = proposeSources(tables);
    expect(reviewSources(tables, sources).problems).toEqual([]);
    expect(sources.every((s) => s.columns.every((c) => c.from === c.to && !c.unit && !c.levels))).toBe(true);
    const { table } = combine(
      results.map((r) => r.table),
      sources,
    );
    const published = (await read(readFileSync(new URL('uci_heart_4sites.csv', folder)))).table;
    expect(table.n).toBe(920);
    for (const { name, column: wanted } of published.columns) {
      if (name === 'disease') continue;
      const got = table.columns.find((c) => c.name === name)?.column;
      if (name === 'site') expect(got?.kind === 'cat' && got.dict).toEqual(NAMES);
      else expect(got && asNumbers(got).v).toEqual(asNumbers(wanted).v);
    }
  });

  // A header row as the reader gives it where a file has none.
  const nameless = (text: string) =>
    `${text
      .split('\n')[0]
      .split(',')
      .map((_, i) => `column ${i + 1}`)
      .join(',')}\n${text}`;

  it('files without a header are matched by position to one that has it', async () => {
    const { tables } = await load((name) =>
      name === 'cleveland' ? 'uci_heart_cleveland.csv' : `as-found/processed.${name}.data`,
    );
    const sources = proposeSources(tables);
    const header = tables[0].facts.map((c) => c.name);
    for (const source of sources) expect(source.columns.map((c) => c.to)).toEqual(header);
    expect(sources.flatMap((s) => s.columns).every((c) => !c.unit && !c.levels)).toBe(true);
  });
});
