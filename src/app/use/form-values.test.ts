import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InputColumn } from '../../export/predictor';
import { changed, inputsWith, joinLevels, remarkOn, splitLevels, toRow } from './form-values';

const age: InputColumn = { name: 'age', type: 'integer', range: { min: 20, max: 90, median: 55 } };
const sex: InputColumn = { name: 'sex', type: 'nominal', levels: ['F', 'M'] };
const drugs: InputColumn = { name: 'drugs', type: 'multi', separator: '|', levels: ['a', 'b', 'c'] };

describe('remarkOn', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['20', null],
    [' 9e1 ', null],
    ['91', 'outOfRange'],
    ['-1', 'outOfRange'],
    ['5,5', 'notNumber'],
    ['0x20', 'notNumber'],
    ['Infinity', 'notNumber'],
    ['1e999', 'notNumber'],
  ] as const)('%j is %s', (text, remark) => {
    expect(remarkOn(age, text)).toBe(remark);
  });

  it('has none about levels, nor about a column whose range is unknown', () => {
    expect(remarkOn(sex, '91')).toBeNull();
    expect(remarkOn({ name: 'empty', type: 'continuous' }, '91')).toBeNull();
    expect(inputsWith('outOfRange', [age, sex], new Map([['age', '5']]))).toEqual([age]);
  });
});

it('ticked levels go through the cell and back', () => {
  fc.assert(
    fc.property(fc.subarray(drugs.levels ?? []), (levels) => {
      expect(splitLevels(drugs, joinLevels(drugs, levels))).toEqual(levels);
    }),
  );
});

it('toRow fills every input and survives names that a prototype has', () => {
  const proto: InputColumn = { ...age, name: '__proto__' };
  const row = toRow([proto, sex], changed(new Map(), '__proto__', '7'));
  expect(Object.entries(row)).toEqual([
    ['__proto__', '7'],
    ['sex', ''],
  ]);
});
