import { expect, it } from 'vitest';
import type { ColumnProfile } from '../../data/profile-types';
import { emptyStudy } from '../../study/defaults';
import type { ColumnPlan } from '../../study/schema';
import { hospitalsIn, markColumns, timeColumns } from './split-columns';

const column = (name: string, change: Partial<ColumnPlan>): ColumnPlan =>
  ({ name, role: 'feature', type: 'continuous', ...change }) as ColumnPlan;
const study = {
  ...emptyStudy('s'),
  columns: [
    column('died', { role: 'target', type: 'binary' }),
    column('lactate', {}),
    column('year', { type: 'integer' }),
    column('admitted', { type: 'date', role: 'ignore' }),
    column('birth', { type: 'date', identifier: 'birthDate' as never }),
    column('follow-up', { role: 'time' }),
    column('sex', { type: 'binary' }),
    column('part', { type: 'nominal', role: 'ignore' }),
    column('ward', { type: 'nominal', role: 'site' }),
  ],
};
const profiled = (name: string, labels: string[]) =>
  ({ name, distinct: labels.length, levels: labels.map((label) => ({ label, count: 1 })) }) as ColumnProfile;
const profile = [
  profiled('died', ['0', '1']),
  profiled('sex', ['M', 'F']),
  profiled('part', ['train', 'test', 'spare']),
  profiled('ward', ['A', 'B', 'C']),
];

it('offers what can order rows, dates first, and nothing that identifies or is followed up', () => {
  expect(timeColumns(study)).toEqual(['admitted', 'year', 'lactate']);
  const without = study.columns.filter(({ name }) => name !== 'admitted' && name !== 'year');
  expect(timeColumns({ ...study, columns: without })).toEqual([]);
});

it('offers columns that mark a part, with the value that says so or the rarest', () => {
  expect(markColumns(study, profile).map(({ name, mark }) => [name, mark])).toEqual([
    ['part', 'test'],
    ['sex', 'F'],
    ['ward', 'C'],
  ]);
});

it('counts hospitals', () => {
  expect(hospitalsIn(study, profile)).toBe(3);
  expect(hospitalsIn(emptyStudy('s'), profile)).toBe(0);
});
