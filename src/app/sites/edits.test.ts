import { expect, it } from 'vitest';
import type { SourcePlan } from '../../study/schema';
import { placeColumn, renameCommon, renameSite, setLevels, setUnit } from './edits';

const source = (site: string, ...columns: [string, string][]): SourcePlan => ({
  site,
  sha256: site,
  rows: 1,
  columns: columns.map(([from, to]) => ({ from, to })),
});
const sources = [
  source('A', ['age', 'age'], ['glucose', 'glucose']),
  source('B', ['x', 'age'], ['y', 'glucose']),
];
const pairs = (plan: SourcePlan) => plan.columns.map(({ from, to }) => `${from}>${to}`);

it('a column takes one place, and what stood there is used no more', () => {
  expect(pairs(placeColumn(sources, 1, 'age', 'y')[1])).toEqual(['y>age']);
  expect(pairs(placeColumn(sources, 1, 'glucose', 'z')[1])).toEqual(['x>age', 'z>glucose']);
  expect(pairs(placeColumn(sources, 1, 'age', null)[1])).toEqual(['y>glucose']);
  expect(placeColumn(sources, 1, 'age', 'y')[0]).toBe(sources[0]);
});

it('levels are added one by one, units replaced or taken away', () => {
  const once = setLevels(sources, 1, 'age', { 1: 'M' });
  expect(setLevels(once, 1, 'age', { 2: 'F' })[1].columns[0].levels).toEqual({ 1: 'M', 2: 'F' });
  const converted = setUnit(sources, 1, 'glucose', 'mmol/L', 'mg/dL');
  expect(converted[1].columns[1].unit).toMatchObject({ from: 'mmol/L', to: 'mg/dL', factor: 18.016 });
  expect(setUnit(converted, 1, 'glucose', null, 'mg/dL')[1].columns[1]).toEqual({ from: 'y', to: 'glucose' });
  expect(renameSite(sources, 0, 'C')[0].site).toBe('C');
});

it('a common column is renamed in every hospital; no name, a forbidden one or that of another column changes nothing', () => {
  const named = renameCommon(sources, 'glucose', 'num');
  expect(named.map(pairs)).toEqual([
    ['age>age', 'glucose>num'],
    ['x>age', 'y>num'],
  ]);
  for (const name of ['', 'age', '__proto__']) expect(renameCommon(sources, 'glucose', name)).toBe(sources);
});
