import { describe, expect, it } from 'vitest';
import { tableOneDefaults } from '../evaluate/table-one/types';
import type { Study } from '../study/schema';
import { ready } from './prepare';
import { tableOneOf } from './table-one';
import { mixedStudy, mixedTable } from './testing';

const study: Study = (() => {
  const mixed = mixedStudy('binary');
  return {
    ...mixed,
    columns: mixed.columns.map((c) => (c.name === 'ward' ? { ...c, role: 'site' as const } : c)),
  };
})();
const made = ready(mixedTable('binary'), study);
const options = tableOneDefaults();
const of = (by: Parameters<typeof tableOneOf>[3], opened = false, changed = study) =>
  tableOneOf(ready(mixedTable('binary'), changed), changed, opened, by, options);
const names = (table: ReturnType<typeof of>) => table.variables.map((v) => v.name);

describe('which rows', () => {
  it('by outcome: development rows until the test set was opened', () => {
    const { dev, test } = made.parts;
    const closed = of('outcome');
    expect([closed.overall.n, closed.developmentOnly]).toEqual([dev.length, true]);
    expect(closed.groups.map((g) => g.label)).toEqual(['no', 'yes']);
    const opened = of('outcome', true);
    expect([opened.overall.n, opened.developmentOnly]).toEqual([dev.length + test.length, false]);
  });

  it('the closed table by outcome does not depend on the test rows', () => {
    const table = mixedTable('binary');
    const inTest = new Set(made.parts.test);
    const changed = {
      ...table,
      columns: table.columns.map((c) =>
        c.name === 'age' && c.column.kind === 'num'
          ? { ...c, column: { ...c.column, v: c.column.v.map((v, row) => (inTest.has(row) ? v + 1000 : v)) } }
          : c,
      ),
    };
    expect(tableOneOf(ready(changed, study), study, false, 'outcome', options)).toEqual(of('outcome'));
  });

  it('by part, by hospital, all', () => {
    const { dev, test } = made.parts;
    expect(of('part').groups.map((g) => g.n)).toEqual([dev.length, test.length]);
    const bySite = of('site');
    expect(bySite.groups.map((g) => g.label)).toEqual(['east', 'north', 'west', '']);
    expect(bySite.groups.reduce((sum, g) => sum + (g.n ?? 0), 0)).toBe(bySite.overall.n);
    expect(of('none').groups).toEqual([]);
    expect(of('none').repeated).toBe(true);
  });
});

describe('which columns', () => {
  it('features, the hospital and the outcome where it tells nothing new; no patient', () => {
    expect(names(of('outcome'))).toEqual(['ward', 'age', 'crp', 'sex', 'stage', 'history']);
    expect(names(of('part'))).toEqual(['ward', 'age', 'crp', 'sex', 'stage', 'history', 'outcome']);
    expect(names(of('site'))).not.toContain('outcome');
    expect(names(of('site', true))).toContain('outcome');
  });

  it('nothing that identifies, no free text, nothing ignored', () => {
    const columns = study.columns.map((c) =>
      c.name === 'sex'
        ? { ...c, identifier: 'name' as const }
        : c.name === 'history'
          ? { ...c, type: 'text' as const }
          : c.name === 'crp'
            ? { ...c, role: 'ignore' as const }
            : c,
    );
    expect(names(of('outcome', false, { ...study, columns }))).toEqual(['ward', 'age', 'stage']);
  });
});

it('says so where there are no groups', () => {
  const columns = study.columns.map((c) => (c.name === 'ward' ? { ...c, role: 'feature' as const } : c));
  expect(() => of('site', false, { ...study, columns })).toThrow('tableOne.groups');
  const regression = mixedStudy('regression');
  expect(() =>
    tableOneOf(ready(mixedTable('regression'), regression), regression, false, 'outcome', options),
  ).toThrow('tableOne.groups');
});
