import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CatColumn, Column, NumColumn } from '../../data/dataset';
import { fisherExact } from './fisher';
import { tableOne } from './table-one';
import { chiSquare, kruskalWallis } from './tests';
import { type TableOneOptions, tableOneDefaults } from './types';
import { numberVariable } from './variables';

// Published tables and their data: reference/golden.json names each source (R's tableone, Python's tableone). They
// are not vendored; where they are absent these tests are skipped.
const folder = '../shared/reference';
const there = existsSync(`${folder}/golden.json`);

function csv(name: string): Map<string, string[]> {
  const [header, ...lines] = readFileSync(`${folder}/${name}`, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')));
  return new Map(header.map((title, i) => [title, lines.map((line) => line[i])]));
}

const blank = (cell: string) => cell === '' || cell === 'NA';
const numbers = (cells: string[]): NumColumn => ({
  kind: 'num',
  v: Float64Array.from(cells, (cell) => (blank(cell) ? Number.NaN : Number(cell))),
});
function levels(cells: string[]): CatColumn {
  const dict = [...new Set(cells.filter((cell) => !blank(cell)))].sort();
  return { kind: 'cat', codes: Int32Array.from(cells, (cell) => dict.indexOf(cell)), dict };
}
const rowsWhere = (cells: string[], label: string) =>
  Uint32Array.from(cells.keys()).filter((row) => cells[row] === label);

const asked: TableOneOptions = { ...tableOneDefaults(), pValues: true };

describe.skipIf(!there)('golden.json table1_pbc (skipped without ../shared)', () => {
  const golden = there ? JSON.parse(readFileSync(`${folder}/golden.json`, 'utf8')).table1_pbc : null;
  const data = there ? csv('pbc.csv') : new Map<string, string[]>();
  const column = (name: string) => data.get(name) ?? [];
  const groups = ['1', '2'].map((label) => ({ label, rows: rowsWhere(column('trt'), label) }));
  const rows = groups.map((g) => g.rows);
  const counts = (name: string) => {
    const { codes, dict } = levels(column(name));
    return rows.map((list) => dict.map((_, code) => list.filter((row) => codes[row] === code).length));
  };
  const table = () =>
    tableOne({
      by: 'site',
      columns: new Map<string, Column>([
        ['age', numbers(column('age'))],
        ['bili', numbers(column('bili'))],
        ['sex', levels(column('sex').map((sex) => (sex === 'f' ? 'z' : sex)))],
        ['ascites', levels(column('ascites'))],
        ['hepato', levels(column('hepato'))],
      ]),
      groups,
      unit: Int32Array.from(column('trt').keys()),
      options: asked,
      developmentOnly: false,
    });
  const variable = (name: string) => table().variables.find((v) => v.name === name)!;

  it('strata', () => {
    expect(
      table()
        .groups.map((g) => g.n)
        .join('/'),
    ).toBe(golden.strata.split(' ')[1]);
  });

  it('/table1_pbc/age/1 /table1_pbc/age/2 /table1_pbc/age/p mean (SD) and one-way ANOVA', () => {
    const { kind, p, test, lines } = variable('age');
    expect([kind, test]).toEqual(['mean', 'anova']);
    const texts = lines[0].cells
      .slice(1)
      .map((cell) => (cell.kind === 'mean' ? `${cell.mean.toFixed(2)} (${cell.sd.toFixed(2)})` : ''));
    expect(texts).toEqual([golden.age['1'], golden.age['2']]);
    expect(p!.toFixed(3)).toBe(golden.age.p.toFixed(3));
  });

  it('/table1_pbc/bili/median1 /table1_pbc/bili/median2 /table1_pbc/bili/p_kruskal as bilirubin is skewed; /table1_pbc/bili/1 /table1_pbc/bili/2 /table1_pbc/bili/p where asked for', () => {
    const { kind, p, test, lines } = variable('bili');
    expect([kind, test]).toEqual(['median', 'kruskal']);
    const texts = lines[0].cells
      .slice(1)
      .map((cell) =>
        cell.kind === 'median'
          ? `${cell.median.toFixed(2)} [${cell.q1.toFixed(2)}, ${cell.q3.toFixed(2)}]`
          : '',
      );
    expect(texts).toEqual([golden.bili.median1, golden.bili.median2]);
    expect(p!.toFixed(3)).toBe(golden.bili.p_kruskal.toFixed(3));

    const mean = numberVariable('bili', numbers(column('bili')), rows, { ...asked, means: ['bili'] });
    const means = mean.lines[0].cells
      .slice(1)
      .map((cell) => (cell.kind === 'mean' ? `${cell.mean.toFixed(2)} (${cell.sd.toFixed(2)})` : ''));
    expect(means).toEqual([golden.bili['1'], golden.bili['2']]);
    expect(mean.p!.toFixed(3)).toBe(golden.bili.p.toFixed(3));
  });

  it('/table1_pbc/sex_f/1 /table1_pbc/sex_f/2 /table1_pbc/sex_f/p_yates of women', () => {
    const { p, test, lines } = variable('sex');
    const texts = lines[1].cells
      .slice(1)
      .map((cell) => (cell.kind === 'count' ? `${cell.n} (${(100 * cell.share).toFixed(1)})` : ''));
    expect(texts).toEqual([golden.sex_f['1'], golden.sex_f['2']]);
    expect(test).toBe('yates');
    expect(p!.toFixed(3)).toBe(golden.sex_f.p_yates.toFixed(3));
  });

  it('/table1_pbc/ascites_p_yates /table1_pbc/hepato_p_yates /table1_pbc/status_p_chisq /table1_pbc/status_p_fisher /table1_pbc/stage_p_chisq /table1_pbc/stage_p_fisher', () => {
    expect(variable('ascites').p!.toFixed(3)).toBe(golden.ascites_p_yates.toFixed(3));
    expect(variable('hepato').p!.toFixed(3)).toBe(golden.hepato_p_yates.toFixed(3));
    for (const name of ['status', 'stage']) {
      expect(chiSquare(counts(name))!.p!.toFixed(3)).toBe(golden[`${name}_p_chisq`].toFixed(3));
      expect(fisherExact(counts(name))!.toFixed(3)).toBe(golden[`${name}_p_fisher`].toFixed(3));
    }
  });

  it('the rank test to all digits', () => {
    const values = rows.map((list) => Float64Array.from(list, (row) => Number(column('bili')[row])).sort());
    expect(kruskalWallis(values)!.p).toBeCloseTo(0.841684600775689, 10); // scipy 1.17.1
  });
});

describe.skipIf(!there)('golden.json smd.pn2012_by_MechVent (skipped without ../shared)', () => {
  const golden = there
    ? JSON.parse(readFileSync(`${folder}/golden.json`, 'utf8')).smd.pn2012_by_MechVent
    : null;
  const data = there ? csv('pn2012.csv') : new Map<string, string[]>();
  const column = (name: string) => data.get(name) ?? [];
  const table = () =>
    tableOne({
      by: 'site',
      columns: ['Age', 'SysABP', 'Height', 'Weight', 'LOS', 'ICU', 'death'].map((name): [string, Column] => [
        name,
        name === 'ICU' || name === 'death' ? levels(column(name)) : numbers(column(name)),
      ]),
      groups: ['0', '1'].map((label) => ({ label, rows: rowsWhere(column('MechVent'), label) })),
      unit: Int32Array.from(column('Age').keys()),
      options: tableOneDefaults(),
      developmentOnly: false,
    });

  it.each(['Age', 'SysABP', 'Height', 'Weight', 'LOS', 'ICU', 'death'])(
    '/smd/pn2012_by_MechVent/%s',
    (name) => {
      const { smd, p } = table().variables.find((v) => v.name === name)!;
      expect(smd!.toFixed(3)).toBe(Math.abs(golden[name]).toFixed(3));
      expect(p).toBeNull();
    },
  );
});
