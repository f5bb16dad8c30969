import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Param } from '../../study/params';
import type { Domain } from '../../study/space';
import { valueText } from '../ui/value-text';
import { asRange, asValues, openChoices, parseNumber, parseValue, withoutValue, withValue } from './values';

const rate: Param = { key: 'learningRate', kind: 'float', low: 1e-6, high: 1, log: true, default: 0.01 };
const hidden: Param = { key: 'hidden', kind: 'choice', choices: [[8], [32], [64, 32]], default: [32] };
const rates: Domain = { kind: 'choice', values: [0.001, 0.01] };

describe('values of a search space', () => {
  it('reads numbers as people type them and nothing else', () => {
    expect(['0.01', ' 1e-3 ', '.5', '0,2', '2.', '1E2'].map(parseNumber)).toEqual([
      0.01, 0.001, 0.5, 0.2, 2, 100,
    ]);
    for (const text of ['', 'a', '1e', '1,000.5', '0x10', 'Infinity', '1e999', '1 2'])
      expect(parseNumber(text)).toBeNull();
  });

  it('reads back what it shows', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1, noNaN: true }), (value) => {
        expect(parseValue(rate, valueText(value))).toBe(value);
      }),
    );
    expect([valueText(0.00001), valueText([64, 32]), valueText(0)]).toEqual(['1e-5', '64 → 32', '0']);
  });

  it('refuses what the parameter does not allow', () => {
    expect(parseValue(rate, '2')).toBeNull();
    expect(parseValue({ key: 'n', kind: 'int', low: 1, high: 9, default: 3 }, '2.5')).toBeNull();
  });

  it('adds in order, once, and takes away', () => {
    expect(withValue(rates, rate, 0.003)).toEqual({ kind: 'choice', values: [0.001, 0.003, 0.01] });
    expect(withValue(rates, rate, 0.01)).toBe(rates);
    const nets: Domain = { kind: 'choice', values: [[64, 32]] };
    expect(openChoices(hidden, nets)).toEqual([[8], [32]]);
    expect(withValue(nets, hidden, [8])).toEqual({ kind: 'choice', values: [[8], [64, 32]] });
    expect(withoutValue(nets, [64, 32])).toEqual({ kind: 'choice', values: [] });
  });

  it('turns values into the range they span and back', () => {
    const range = asRange(rate, rates);
    expect(range).toEqual({ kind: 'float', low: 0.001, high: 0.01, log: true });
    expect(asRange(rate, { kind: 'choice', values: [0.5] })).toMatchObject({ low: 1e-6, high: 1 });
    const decay: Param = { key: 'weightDecay', kind: 'float', low: 0, high: 1, log: true, default: 0 };
    expect(asRange(decay, { kind: 'choice', values: [0, 0.1] })).toMatchObject({ low: 0, log: false });
    expect(asValues(range, rates)).toBe(rates);
    expect(asValues(range, undefined)).toEqual({ kind: 'choice', values: [0.001, 0.003, 0.01] });
    const values = (domain: Domain) => (asValues(domain, undefined) as { values: number[] }).values;
    expect(values({ kind: 'float', low: 2e-4, high: 0.03, log: true })).toEqual([
      0.0002, 0.0003, 0.001, 0.003, 0.01, 0.03,
    ]);
    expect(values({ kind: 'float', low: 0, high: 0.5, log: false })).toEqual([0, 0.125, 0.25, 0.375, 0.5]);
    expect(values({ kind: 'int', low: 1, high: 4, log: false, step: 1 })).toEqual([1, 2, 3, 4]);
    expect(values({ kind: 'int', low: 1, high: 400, log: true, step: 1 })).toEqual([1, 400]);
    expect(values({ kind: 'float', low: 0.1, high: 0.1, log: true })).toEqual([0.1]);
  });
});
