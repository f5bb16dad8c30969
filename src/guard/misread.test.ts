import { describe, expect, it } from 'vitest';
import type { Column } from '../data/dataset';
import { binaryTarget, cat, dates, multi, num, ordinal, table, text } from '../prep/test-tables';
import { emptyStudy } from '../study/defaults';
import type { ColumnType, StepPlan, Study } from '../study/schema';
import { misread } from './misread';

const N = 240;
const rows = <T>(cell: (row: number) => T): T[] => Array.from({ length: N }, (_, row) => cell(row));
const step = (name: string, params: StepPlan['params'] = {}): StepPlan => ({
  id: `${name}-1`,
  step: name,
  params,
});

function found(columns: Record<string, [ColumnType, Column]>, steps: StepPlan[]) {
  const study: Study = {
    ...emptyStudy('misread'),
    columns: Object.entries(columns).map(([name, [type]]) => ({ name, type, role: 'feature', stored: true })),
    steps,
  };
  const data = table(
    Object.fromEntries(Object.entries(columns).map(([name, [, column]]) => [name, column])),
    N,
  );
  return misread(study, data, binaryTarget(...rows((row) => row % 2)));
}
const cp = num(...rows((row) => 1 + (row % 4)));
const age = num(...rows((row) => 40 + (row % 37)));
const ward = cat(rows((row) => ['west', 'east', 'north'][row % 3]));
const keys = (columns: Record<string, [ColumnType, Column]>, ...steps: StepPlan[]) =>
  found(columns, steps).map(({ stepId, column, key }) => [stepId, column, key]);

describe('misread', () => {
  it('finds the classic mistake: chest pain 1 to 4 as a number', () => {
    expect(found({ cp: ['integer', cp] }, [step('standardize')])).toEqual([
      { stepId: null, column: 'cp', key: 'codeAsNumber', params: { values: 4 } },
    ]);
    expect(keys({ fbs: ['integer', num(...rows((row) => row % 2))] })).toEqual([]);
    expect(keys({ age: ['integer', age] }, step('standardize'))).toEqual([]);
  });

  it('finds an order invented, an order lost, and levels that only their number tells apart', () => {
    const nyha = ordinal(
      rows((row) => ['I', 'II', 'III', 'IV'][row % 4]),
      ['I', 'II', 'III', 'IV'],
    );
    const severity = ordinal(
      rows((row) => ['mild', 'severe', 'none'][row % 3]),
      ['mild', 'none', 'severe'],
    );
    expect(keys({ severity: ['ordinal', severity] }, step('ordinal'))).toEqual([
      ['ordinal-1', 'severity', 'orderUnsaid'],
    ]);
    const grade = ordinal(
      rows((row) => String(1 + (row % 3))),
      ['1', '2', '3'],
    );
    expect(keys({ grade: ['ordinal', grade] }, step('ordinal'))).toEqual([]);
    expect(keys({ nyha: ['ordinal', nyha] }, step('ordinal'))).toEqual([
      ['ordinal-1', 'nyha', 'orderUnsaid'],
    ]);
    expect(keys({ nyha: ['nominal', nyha] }, step('ordinal'))).toEqual([]);
    expect(keys({ nyha: ['ordinal', nyha] }, step('one-hot'))).toEqual([
      ['one-hot-1', 'nyha', 'ordinalOneHot'],
    ]);
    expect(keys({ ward: ['nominal', ward] }, step('one-hot'))).toEqual([]);
    expect(keys({ ward: ['nominal', ward] }, step('frequency'))).toEqual([
      ['frequency-1', 'ward', 'nominalAsFrequency'],
    ]);
  });

  it('finds identifiers and hundreds of levels spelled out', () => {
    const each = cat(rows((row) => `A${row}`));
    const codes = cat(rows((row) => `I${row % 110}`));
    expect(keys({ mrn: ['nominal', each] }, step('one-hot'))).toEqual([
      ['one-hot-1', 'mrn', 'identifierOneHot'],
    ]);
    expect(keys({ icd: ['nominal', codes] }, step('one-hot'))).toEqual([['one-hot-1', 'icd', 'manyLevels']]);
    expect(keys({ id: ['identifier', ward] }, step('one-hot'))).toEqual([
      ['one-hot-1', 'id', 'identifierOneHot'],
    ]);
  });

  it('asks about a step only for the columns that it was given', () => {
    const only = { ...step('frequency'), columns: ['ward'] };
    const other = cat(rows((row) => ['a', 'b', 'c'][row % 3]));
    const all = keys({ ward: ['nominal', ward], blood: ['nominal', other] }, only);
    expect(all.filter(([, , key]) => key === 'nominalAsFrequency')).toEqual([
      ['frequency-1', 'ward', 'nominalAsFrequency'],
    ]);
  });

  it('finds what reaches the model as words, lists or dates, and numbers of another size', () => {
    expect(
      keys({
        sex: ['nominal', ward],
        drugs: ['multi', multi(rows((row) => (row % 2 ? ['DM'] : [])))],
        seen: ['date', dates(...rows((row) => (row % 2 ? '2020-01-01' : null)))],
        note: ['text', text(...rows(() => 'no pain'))],
        age: ['integer', age],
      }),
    ).toEqual([
      [null, 'sex', 'categoryLeft'],
      [null, 'drugs', 'listLeft'],
      [null, 'seen', 'dateLeft'],
      [null, 'note', 'textLeft'],
      [null, 'age', 'unscaled'],
    ]);
    expect(keys({ age: ['integer', age] }, step('min-max'))).toEqual([]);
  });

  it('judges what stands before a step that cannot be fitted', () => {
    expect(keys({ cp: ['integer', cp], age: ['integer', age] }, step('impute', { numeric: 'zero' }))).toEqual(
      [[null, 'cp', 'codeAsNumber']],
    );
  });
});
