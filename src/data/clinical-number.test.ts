import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecimalMark, parseMeasurement } from './clinical-number';
import { arePairs, findNumberFormat } from './number-format';
import { pairNames, parsePair } from './pair';
import { isUnit, unitKey } from './unit-grammar';

const value = (text: string, decimal: DecimalMark = 'point') =>
  parseMeasurement(text, decimal)?.value ?? null;
const ones = (texts: readonly string[]) => texts.map(() => 1);
const formatOf = (texts: string[], hint: DecimalMark = 'point') => findNumberFormat(texts, ones(texts), hint);

describe('a measurement', () => {
  it.each<[string, number, number]>([
    // Text, its value with the decimal point, and with the decimal comma.
    ['12', 12, 12],
    ['-3.5', -3.5, -3.5],
    ['−2', -2, -2],
    ['12,5', 12.5, 12.5],
    ['0,123', 0.123, 0.123],
    ['1,234', 1234, 1.234],
    ['1.234', 1.234, 1234],
    ['1.234,5', 1234.5, 1234.5],
    ['1,234.5', 1234.5, 1234.5],
    ['1,234,567', 1_234_567, 1_234_567],
    ['1 234 567', 1_234_567, 1_234_567],
    ['1\u202f234,5', 1234.5, 1234.5],
    ["1'234.5", 1234.5, 1234.5],
    ['.5', 0.5, 0.5],
    ['1e-3', 0.001, 0.001],
  ])('%j is %d, or %d', (text, point, comma) => {
    expect([value(text), value(text, 'comma')]).toEqual([point, comma]);
  });

  it.each<[string, number, string, string]>([
    ['<0.01', 0.01, '<', ''],
    ['> 100', 100, '>', ''],
    ['≥5', 5, '>', ''],
    ['<=0,5', 0.5, '<', ''],
    ['5.6 mmol/L', 5.6, '', 'mmol/L'],
    ['36,5 °C', 36.5, '', '°C'],
    ['36.5℃', 36.5, '', '℃'],
    ['45%', 45, '', '%'],
    ['250 x10^3/uL', 250, '', 'x10^3/uL'],
    ['88 mL/min/1.73m2', 88, '', 'mL/min/1.73m2'],
    ['>90 mL/min', 90, '>', 'mL/min'],
    ['65세', 65, '', '세'],
    ['12 kg/m²', 12, '', 'kg/m²'],
    ['5.6 H', 5.6, '', ''],
    ['2.1*', 2.1, '', ''],
    ['3.2 mmol/L (L)', 3.2, '', 'mmol/L'],
    ['3.2 mg / L', 3.2, '', 'mg / L'],
  ])('%j has its limit and its unit', (text, number, bound, unit) => {
    expect(parseMeasurement(text, 'point')).toMatchObject({ value: number, bound, unit });
  });

  it.each([
    '',
    'abc',
    '007',
    '010 1234 5678',
    '1234567890123456',
    '12,34,5',
    '1,23,456',
    '1 23',
    '120/80',
    '5 Main',
    '250 k',
    '10²',
    '5.2x10^9',
    'V57',
    '1e999',
    '2020.01.02',
    '5.6 mmol/L high',
  ])('%j is none', (text) => {
    expect(parseMeasurement(text, 'point')).toBeNull();
    expect(parseMeasurement(text, 'comma')).toBeNull();
  });

  it('reads every number as it is written by the rules of a country (Intl.NumberFormat)', () => {
    const written = fc.record({
      number: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      digits: fc.integer({ min: 0, max: 4 }),
      useGrouping: fc.boolean(),
    });
    for (const [locale, decimal] of [
      ['en', 'point'],
      ['de', 'comma'],
      ['fr', 'comma'],
      ['ko', 'point'],
    ] as const)
      fc.assert(
        fc.property(written, ({ number, digits, useGrouping }) => {
          const format = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping };
          const text = new Intl.NumberFormat(locale, format).format(number);
          const plain = new Intl.NumberFormat('en', { ...format, useGrouping: false }).format(number);
          expect([text, value(text, decimal)]).toEqual([text, Number(plain)]);
          expect(parseMeasurement(`<${text} mg/dL`, decimal)).toMatchObject({ bound: '<', unit: 'mg/dL' });
        }),
      );
  });

  it('never throws, and is finite or none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        for (const mark of ['point', 'comma'] as const) {
          const found = value(text, mark);
          expect(found === null || Number.isFinite(found)).toBe(true);
        }
      }),
    );
  });
});

describe('a unit', () => {
  it('is one however it is spelled', () => {
    for (const text of ['mg/dL', 'MG / DL', 'mg/dl']) expect(unitKey(text)).toBe('mg/dl');
    expect(new Set(['µg/L', 'μg/L', 'ug/l'].map(unitKey)).size).toBe(1);
    expect(new Set(['°C', '℃', '˚c'].map(unitKey)).size).toBe(1);
  });
  it.each(['mmHg', 'bpm', '/min', 'K/uL', 'mEq/L', 'pg', 'fL', '10^9/L', '개월', 'mOsm/kg'])(
    '%s is one',
    (text) => expect(isUnit(text)).toBe(true),
  );
  it.each(['Main', 'high', 'x10^9', '/', 'k', '?', 'mg//dl'])('%s is none', (text) =>
    expect(isUnit(text)).toBe(false),
  );
});

describe('the numbers of a column', () => {
  it('tell their decimal mark by a cell that makes sense under one alone', () => {
    expect(formatOf(['1,234', '12,5', '1.000'])).toMatchObject({ decimal: 'comma', doubtful: 0 });
    expect(formatOf(['1,234', '12.5', '2,000'], 'comma')).toMatchObject({ decimal: 'point', doubtful: 0 });
  });
  it('leave a doubt where none does, which is counted', () => {
    expect(formatOf(['1,234', '250', '2,000'])).toMatchObject({ decimal: 'point', doubtful: 2 });
    expect(formatOf(['1,234', '250', '2,000'], 'comma')).toMatchObject({ decimal: 'comma', doubtful: 2 });
  });
  it('count limits, units and other units', () => {
    const texts = ['5.6 mmol/L', '7.1 MMOL/L', '<0.5', '101 mg/dL', '6'];
    expect(formatOf(texts)).toMatchObject({ unit: 'mmol/L', withUnit: 2, otherUnit: 1, censored: 1 });
  });
  it.each<[string, string[]]>([
    ['codes among them', ['250.01', '401', 'V57', ...Array.from({ length: 60 }, (_, i) => `${i}`)]],
    ['limits alone', ['<30', '>30', 'NO']],
    ['words', ['low', 'high', '3']],
    ['too many words', ['1', '2', '3', '4', 'haemolysed']],
  ])('are none where there are %s', (_what, texts) => expect(formatOf(texts)).toBeNull());
  it('may have few cells that are none', () => {
    const texts = [...Array.from({ length: 40 }, (_, i) => `${i},5`), 'haemolysed'];
    expect(formatOf(texts)).toMatchObject({ decimal: 'comma', whole: false });
  });
});

describe('a pair', () => {
  it.each<[string, [number, number]]>([
    ['120/80', [120, 80]],
    [' 120 / 80 mmHg', [120, 80]],
    ['120/-', [120, Number.NaN]],
    ['36,5/37,1', [36.5, 37.1]],
  ])('%j', (text, pair) => expect(parsePair(text, 'point')).toEqual(pair));
  it.each(['120', '1/2/2020', '-/-', 'a/b', '<5/3', '5 mg/3 mg', 'and/or'])('%j is none', (text) =>
    expect(parsePair(text, 'point')).toBeNull(),
  );
  it('is found by nearly all cells', () => {
    expect(arePairs(['120/80', '130/90', '110/70'], [1, 1, 1])).toBe(true);
    expect(arePairs(['120/80', '130/90', 'lost'], [1, 1, 1])).toBe(false);
    expect(arePairs(['20/20', '20/40'], [5, 5])).toBe(false);
  });
  it('becomes two columns with names of their own', () => {
    expect(pairNames('BP', new Set())).toEqual(['BP (systolic)', 'BP (diastolic)']);
    expect(pairNames('혈압', new Set())).toEqual(['혈압 (systolic)', '혈압 (diastolic)']);
    expect(pairNames('vision', new Set(['vision (1)']))).toEqual(['vision (1) (2)', 'vision (2)']);
    expect(pairNames('subplot', new Set())[0]).toBe('subplot (1)');
  });
});
