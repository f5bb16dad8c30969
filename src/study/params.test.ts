import { describe, expect, it } from 'vitest';
import { defaultsOf, invalidParam, type Param, sameValue } from './params';

const rate: Param = { key: 'rate', kind: 'float', low: 0.1, high: 10, default: 1 };
const layers: Param = { key: 'layers', kind: 'int', low: 1, high: 4, default: 2 };
const hidden: Param = { key: 'hidden', kind: 'choice', choices: [[32], [64, 32]], default: [32] };
const flag: Param = { key: 'flag', kind: 'flag', default: false };

describe('invalidParam', () => {
  it('passes values within bounds, bounds included', () => {
    expect([0.1, 1.5, 10].map((value) => invalidParam(rate, value))).toEqual([null, null, null]);
    expect([1, 4].map((value) => invalidParam(layers, value))).toEqual([null, null]);
    expect(invalidParam(hidden, [64, 32])).toBeNull();
    expect(invalidParam(flag, true)).toBeNull();
  });

  it('says what was wanted and what came', () => {
    expect(invalidParam(rate, 11)).toEqual({ wanted: '0.1 – 10', got: '11' });
    expect(invalidParam(layers, 2.5)).toEqual({ wanted: '1 – 4', got: '2.5' });
    expect(invalidParam(layers, '2')).toEqual({ wanted: '1 – 4', got: '"2"' });
    expect(invalidParam(hidden, [32, 64])).toEqual({ wanted: '[32] | [64,32]', got: '[32,64]' });
    expect(invalidParam(flag, 1)).toEqual({ wanted: 'true | false', got: '1' });
    expect(invalidParam(flag, undefined)).toEqual({ wanted: 'true | false', got: 'nothing' });
    expect(invalidParam(rate, Number.NaN)).not.toBeNull();
  });
});

it('compares lists by what they hold', () => {
  expect(sameValue([64, 32], [64, 32])).toBe(true);
  expect(sameValue([64, 32], [64])).toBe(false);
  expect(sameValue([1], 1)).toBe(false);
});

it('collects defaults by key', () => {
  expect(defaultsOf([rate, hidden, flag])).toEqual({ rate: 1, hidden: [32], flag: false });
});
