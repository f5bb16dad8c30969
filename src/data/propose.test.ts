import { describe, expect, it } from 'vitest';
import type { Table } from './dataset';
import { profileTable } from './profile';
import { proposeColumns, proposeTask } from './propose';

/** The task proposed for a column of these values, repeated. */
function taskOf(values: (string | number)[]) {
  const texts = values.every((value) => typeof value === 'number') ? null : [...new Set(values.map(String))];
  const table: Table = {
    n: values.length * 8,
    columns: [
      {
        name: 'outcome',
        column: texts
          ? {
              kind: 'cat',
              codes: Int32Array.from({ length: values.length * 8 }, (_, i) =>
                texts.indexOf(String(values[i % values.length])),
              ),
              dict: texts,
            }
          : {
              kind: 'num',
              v: Float64Array.from({ length: values.length * 8 }, (_, i) =>
                Number(values[i % values.length]),
              ),
            },
      },
    ],
  };
  return proposeTask(profileTable(table), 'outcome', table);
}

describe('proposeTask', () => {
  it.each([
    [
      [1, 0],
      ['0', '1'],
    ],
    [
      [2, 1],
      ['2', '1'],
    ],
    [
      ['yes', 'no'],
      ['no', 'yes'],
    ],
    [
      ['malignant', 'benign'],
      ['benign', 'malignant'],
    ],
    [
      ['M', 'B'],
      ['B', 'M'],
    ],
    [
      ['ckd', 'notckd'],
      ['notckd', 'ckd'],
    ],
    [
      ['DIE', 'LIVE'],
      ['LIVE', 'DIE'],
    ],
    [
      ['SI', 'NO'],
      ['NO', 'SI'],
    ],
    [
      ['양성', '음성'],
      ['음성', '양성'],
    ],
    [
      ['있음', '없음'],
      ['없음', '있음'],
    ],
    [
      ['beta', 'alpha'],
      ['alpha', 'beta'],
    ],
  ])('of %j is binary, the state looked for second: %j', (values, classes) => {
    expect(taskOf(values)).toEqual({ kind: 'binary', target: 'outcome', classes });
  });

  it('of several texts or a few codes is multiclass, in order', () => {
    expect(taskOf(['NO', '>30', '<30'])).toMatchObject({ kind: 'multiclass', classes: ['<30', '>30', 'NO'] });
    expect(taskOf(['high risk', 'mid risk', 'low risk'])).toMatchObject({
      classes: ['low risk', 'mid risk', 'high risk'],
    });
    expect(taskOf([10, 2, 1])).toMatchObject({ kind: 'multiclass', classes: ['1', '2', '10'] });
  });

  it('of a scale rises with it, whatever its words', () => {
    const risk = ['high risk', 'low risk', 'mid risk'];
    expect(taskOf(risk).classes).toEqual(['low risk', 'mid risk', 'high risk']);
    expect(taskOf(['severe', 'mild', 'moderate']).classes).toEqual(['mild', 'moderate', 'severe']);
  });

  it('of an amount is regression', () => {
    expect(taskOf([1.5, 2.5, 3.5])).toEqual({ kind: 'regression', target: 'outcome', classes: [] });
    expect(taskOf(Array.from({ length: 30 }, (_, i) => i)).kind).toBe('regression');
  });

  it('of one value has one class, for guard/ to refuse', () => {
    expect(taskOf(['no'])).toEqual({ kind: 'binary', target: 'outcome', classes: ['no'] });
  });

  it('of a column that is not there has no class', () => {
    expect(proposeTask([], 'gone', { n: 0, columns: [] })).toEqual({
      kind: 'binary',
      target: 'gone',
      classes: [],
    });
  });
});

it('columns are planned as the profile found them', () => {
  const rows = Array.from({ length: 40 }, (_, i) => i);
  const dict = ['HTN;DM', 'DM', 'HTN', 'CKD;DM', 'CKD;HTN'];
  const table: Table = {
    n: 40,
    columns: [
      { name: 'age', column: { kind: 'num', v: Float64Array.from(rows, (i) => 40 + (i % 20)) } },
      { name: 'history', column: { kind: 'cat', codes: Int32Array.from(rows, (i) => i % 5), dict } },
    ],
  };
  expect(proposeColumns(profileTable(table))).toEqual([
    { name: 'age', type: 'integer', role: 'feature', stored: true },
    { name: 'history', type: 'multi', role: 'feature', stored: true, separator: ';' },
  ]);
});
