import { expect, it } from 'vitest';
import { emptyStudy } from './defaults';
import { type ColumnPlan, parseStudy, type Study } from './schema';
import { withoutCells } from './without-cells';

const SECRET = '김카나리';
const column = (name: string, change: Partial<ColumnPlan>): ColumnPlan => ({
  name,
  type: 'nominal',
  role: 'feature',
  stored: true,
  order: [SECRET],
  missing: [SECRET],
  ...change,
});
const study = (columns: ColumnPlan[]): Study => ({
  ...emptyStudy('s'),
  columns,
  sources: [
    {
      site: 'a',
      sha256: '',
      rows: 1,
      columns: columns.map(({ name }) => ({ from: name, to: name, levels: { [SECRET]: SECRET } })),
    },
  ],
});

it.each([
  ['ignored', { role: 'ignore' }],
  ['a patient key', { role: 'patient' }],
  ['typed as an identifier', { type: 'identifier' }],
  ['found to identify people', { identifier: 'name' }],
] as const)('no cell of a column that is %s stays in the document', (_, change) => {
  const kept = withoutCells(study([column('c', change)]));
  expect(JSON.stringify(kept)).not.toContain(SECRET);
  expect(parseStudy(kept).columns[0].name).toBe('c');
});

it('what a feature needs stays', () => {
  const plain = study([column('stage', {})]);
  expect(withoutCells(plain)).toBe(plain);
  const mixed = withoutCells(study([column('stage', {}), column('name', { identifier: 'name' })]));
  expect(mixed.columns[0]).toEqual(plain.columns[0]);
  expect(mixed.sources[0].columns[0].levels).toEqual({ [SECRET]: SECRET });
});

it('an ignored column that marks the test part keeps how it is read; one that identifies people says no value', () => {
  const test = { kind: 'column' as const, column: 'c', values: [SECRET] };
  const by = (change: Partial<ColumnPlan>): Study => {
    const plain = study([column('c', change)]);
    return { ...plain, split: { ...plain.split, test } };
  };
  const marked = by({ role: 'ignore' });
  expect(withoutCells(marked)).toBe(marked);
  expect(JSON.stringify(withoutCells(by({ role: 'ignore', identifier: 'name' })))).not.toContain(SECRET);
});
