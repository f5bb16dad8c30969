import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InputColumn } from '../../export/predictor';
import {
  changed,
  inputsWith,
  joinLevels,
  knownLevel,
  lackingOf,
  rangeText,
  remarkOn,
  splitLevels,
  toRow,
} from './form-values';

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
    ['55,5', null],
    ['<50', null],
    ['NA', null],
    ['5 kg', 'notNumber'],
    ['0x20', 'notNumber'],
    ['Infinity', 'notNumber'],
    ['1e999', 'notNumber'],
  ] as const)('%j is %s', (text, remark) => {
    expect(remarkOn(age, text)).toBe(remark);
  });

  it.each<[InputColumn, string, string | null]>([
    [{ name: 'bp', type: 'pair', range: { min: 90, max: 180, median: 120 } }, '120/80', null],
    [{ name: 'bp', type: 'pair', range: { min: 90, max: 180, median: 120 } }, '220/80', 'outOfRange'],
    [{ name: 'bp', type: 'pair' }, '120', 'notPair'],
    [{ name: 'seen', type: 'date', dateOrder: 'dayFirst' }, '25/12/2020', null],
    [{ name: 'seen', type: 'date' }, '25/12/2020', 'notDate'],
    [
      { name: 'seen', type: 'date', range: { min: 18000, max: 19000, median: 18500 } },
      '2030-01-01',
      'outOfRange',
    ],
    [{ name: 'glucose', type: 'continuous', unit: 'mmol/L' }, '5.6 mmol/l', null],
    [{ name: 'glucose', type: 'continuous', unit: 'mmol/L' }, '101 mg/dL', 'notNumber'],
    [{ name: 'dose', type: 'integer', missing: ['-9'] }, '-9', null],
    [{ name: 'note', type: 'text' }, 'fever', null],
  ])('%j: %j is %s', (input, text, remark) => expect(remarkOn(input, text)).toBe(remark));

  it('what was seen is told as it is written', () => {
    const range = { min: 18000, max: 19000, median: 18500 };
    const plain = String;
    expect(rangeText({ name: 'seen', type: 'date', range }, plain)?.min).toBe('2019-04-14');
    const second = { min: 50, max: 110, median: 80 };
    const bp: InputColumn = { name: 'bp', type: 'pair', range: { min: 90, max: 180, median: 120 }, second };
    expect(rangeText(bp, plain)).toEqual({ min: '90/50', max: '180/110', median: '120/80' });
    expect(rangeText(sex, plain)).toBeNull();
  });

  it('has none about levels, nor about a column whose range is unknown', () => {
    expect(remarkOn(sex, '91')).toBeNull();
    expect(remarkOn({ name: 'empty', type: 'continuous' }, '91')).toBeNull();
    expect(inputsWith('outOfRange', [age, sex], new Map([['age', '5']]))).toEqual([age]);
  });
});

it('an input that the model cannot do without is lacking while its cell stands for missing', () => {
  const needed = ['age', 'sex'];
  const lacking = (text: string) => lackingOf([age, sex, drugs], needed, new Map([['age', text]]));
  expect(lacking('')).toEqual(['age', 'sex']);
  expect(lacking('NA')).toEqual(['age', 'sex']);
  expect(lacking('0')).toEqual(['sex']);
  const bp: InputColumn = { name: 'bp', type: 'pair' };
  const half = (text: string) => lackingOf([bp], ['bp'], new Map([['bp', text]]));
  expect([half('120/-'), half('120/80')]).toEqual([['bp'], []]);
});

it.each([
  ['M', 'M'],
  ['1.0', '1'],
  ['X', null],
  ['', null],
])('the level of %j is %j', (text, level) => {
  expect(knownLevel({ ...sex, levels: ['F', 'M', '1', ''] }, text)).toBe(level);
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
