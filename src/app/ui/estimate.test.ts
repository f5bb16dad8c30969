import { describe, expect, it } from 'vitest';
import { complement, formatEstimate, formatInterval, formatPoint, styleOf } from './estimate';
import { formatCount, formatPercent, formatRisk, formatValue } from './number';

describe('formatEstimate', () => {
  it('writes an interval in parentheses with an en dash', () => {
    expect(formatEstimate({ estimate: 0.91234, low: 0.8712, high: 0.9531 }, 'index')).toBe(
      '0.912 (0.871–0.953)',
    );
    expect(formatEstimate({ estimate: 0.87, low: 0.81, high: 0.924 }, 'share')).toBe('87% (81–92%)');
    expect(formatEstimate({ estimate: 0.87, low: 0.81, high: 0.924 }, 'perHundred')).toBe('87 (81–92)');
    expect(formatEstimate({ estimate: 1234.5, low: 98.76, high: 2000 }, 'value')).toBe('1,235 (98.8–2,000)');
  });

  it('has no interval where there are no limits, and no number where there is no denominator', () => {
    expect(formatEstimate({ estimate: 1, low: null, high: null }, 'index')).toBe('1.000');
    expect(formatInterval({ estimate: 1, low: null, high: null }, 'index')).toBeNull();
    expect(formatPoint({ estimate: 0, low: null, high: null, n: 0 }, 'share')).toBe('–');
  });

  it('keeps apart a minus sign and the dash of an interval', () => {
    expect(formatInterval({ estimate: -0.1, low: -0.34, high: 0.12 }, 'index')).toBe('−0.340 – 0.120');
    expect(formatInterval({ estimate: 0, low: -0.0001, high: 0.007 }, 'index')).toBe('0.000–0.007');
  });

  it('does not round a small share away, nor a large one to certainty', () => {
    expect([0, 0.004, 0.5, 0.996, 1].map(formatPercent)).toEqual(['0%', '0.4%', '50%', '99.6%', '100%']);
  });
});

it('formatRisk never promises certainty', () => {
  expect([0, 0.0004, 0.338, 0.9996, 1].map(formatRisk)).toEqual([
    '0.0%',
    '<0.1%',
    '33.8%',
    '>99.9%',
    '100.0%',
  ]);
});

describe('complement', () => {
  it('turns the limits round and is its own inverse', () => {
    const specificity = { estimate: 0.75, low: 0.5, high: 0.875, n: 8 };
    expect(complement(specificity)).toEqual({ estimate: 0.25, low: 0.125, high: 0.5, n: 8 });
    expect(complement(complement(specificity))).toEqual(specificity);
    expect(complement({ estimate: 1, low: null, high: null })).toEqual({
      estimate: 0,
      low: null,
      high: null,
    });
  });
});

describe('formatValue', () => {
  it('keeps three digits, whole numbers from a thousand, and no zero that hides the value', () => {
    expect([0, 0.01234, 12.345, 999.9, 123456.7, 0.00001234, -3.21].map(formatValue)).toEqual([
      '0',
      '0.0123',
      '12.3',
      '1,000',
      '123,457',
      '1.23e−5',
      '−3.21',
    ]);
    expect(formatCount(-0)).toBe('0');
  });
});

describe('styleOf', () => {
  it('knows classes named like metrics apart from metrics', () => {
    expect(styleOf('auroc:sensitivity')).toBe('index');
    expect(styleOf('sensitivity')).toBe('share');
    expect(styleOf('mae')).toBe('value');
  });
});
