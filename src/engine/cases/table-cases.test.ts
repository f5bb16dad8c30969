import { expect, test } from 'vitest';
import { ready } from '../prepare';
import { mixedStudy, mixedTable } from '../testing';
import { tableCases } from './table-cases';

const study = mixedStudy('binary');
const made = ready(mixedTable('binary'), study);
const { test: rows } = made.parts;
// Every risk is .9: who has not the outcome is a false positive, and the model is as sure of one as of the other.
const tested = (p: (i: number) => number) => ({
  rows,
  p: Float32Array.from(rows, (_, i) => p(i)),
  thresholds: new Float64Array(rows.length).fill(0.5),
});
const page = { surest: true, from: 0, limit: 5 };

test('false positives, surest first, a page at a time, with the cells of features alone', () => {
  const answer = tableCases(
    made,
    study,
    tested((i) => 0.6 + i / 1000),
    null,
    { ...page, kind: 'falsePositive' },
  );
  const negatives = [...rows].filter((row) => made.target.y[row] === 0);
  expect(answer.counts).toEqual({
    falsePositive: negatives.length,
    falseNegative: 0,
    right: rows.length - negatives.length,
  });
  expect(answer.cases.map(({ row }) => row)).toEqual(negatives.reverse().slice(0, 5));
  const second = tableCases(
    made,
    study,
    tested((i) => 0.6 + i / 1000),
    null,
    { ...page, kind: 'falsePositive', from: 5 },
  );
  expect(second.cases[0].row).toBe(negatives[5]);
  expect(answer.columns.map(({ name }) => name).sort()).toEqual([
    'age',
    'crp',
    'history',
    'sex',
    'stage',
    'ward',
  ]);
  expect(JSON.stringify(answer)).not.toContain('MRN');
  const age = made.data.cols.get('age');
  const at = answer.columns.findIndex(({ name }) => name === 'age');
  if (age?.kind !== 'num') throw new Error('no age');
  const value = age.v[answer.cases[0].row];
  expect(answer.cases[0].values[at]).toBe(Number.isNaN(value) ? null : String(value));
});

test('what tells most of the outcome comes first: by importance, else by the difference of the classes', () => {
  const asked = { ...page, kind: 'right' as const };
  // The outcome of the made-up table follows age.
  expect(
    tableCases(
      made,
      study,
      tested(() => 0.9),
      null,
      asked,
    ).columns[0].name,
  ).toBe('age');
  const importances = [
    { column: 'ward', mean: 0.2 },
    { column: 'age', mean: 0.1 },
  ];
  const { columns, order } = tableCases(
    made,
    study,
    tested(() => 0.9),
    importances,
    asked,
  );
  expect([order, columns[0].name, columns[1].name]).toEqual(['importance', 'ward', 'age']);
});

test('an identifier that was left a feature is not shown', () => {
  const columns = study.columns.map((c) => (c.name === 'ward' ? { ...c, identifier: 'mrn' as const } : c));
  const names = tableCases(
    made,
    { columns },
    tested(() => 0.9),
    null,
    { ...page, kind: 'right' },
  ).columns;
  expect(names.map(({ name }) => name)).not.toContain('ward');
});

test('of numbers the largest errors', () => {
  const numbers = mixedStudy('regression');
  const whole = ready(mixedTable('regression'), numbers);
  const p = Float32Array.from(whole.parts.test, (row, i) => whole.target.y[row] + (i % 7));
  const answer = tableCases(whole, numbers, { rows: whole.parts.test, p, thresholds: null }, null, {
    ...page,
    kind: 'largest',
  });
  expect(answer.counts).toEqual({ largest: whole.parts.test.length });
  expect(answer.cases.map(({ sure }) => Math.round(sure))).toEqual([6, 6, 6, 6, 6]);
});
