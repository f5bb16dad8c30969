import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../engine/protocol';
import { afterFigures, onesOf } from './figures';

const numbers = (min: number, max: number, histogram: number[], missing = 0): Distribution => ({
  kind: 'num',
  min,
  max,
  histogram,
  missing,
  mean: 0,
  sd: 1,
});

describe('0/1 columns', () => {
  it('counts the ones, also where there is nothing else', () => {
    expect(onesOf(numbers(0, 1, [70, 0, 0, 30]))).toBe(30);
    expect(onesOf(numbers(1, 1, [100, 0, 0, 0]))).toBe(100);
    expect(onesOf(numbers(0, 0, [100, 0, 0, 0]))).toBe(0);
  });

  it('takes nothing else for one: other limits, values between, gaps, categories', () => {
    expect(onesOf(numbers(0, 2, [70, 0, 0, 30]))).toBeNull();
    expect(onesOf(numbers(0, 1, [70, 1, 0, 29]))).toBeNull();
    expect(onesOf(numbers(0, 1, [70, 0, 0, 30], 1))).toBeNull();
    expect(onesOf({ kind: 'cat', levels: [{ label: '1', count: 3 }], missing: 0 })).toBeNull();
  });
});

describe('figures after a step', () => {
  it('keeps the column itself as a distribution and gathers its new 0/1 columns', () => {
    const column = {
      name: 'chol',
      before: numbers(0, 600, [5, 5], 3),
      after: [
        { name: 'chol', ...numbers(0, 1, [90, 10]) },
        { name: 'chol:missing', ...numbers(0, 1, [97, 3]) },
      ],
      samples: { before: [], after: [] },
    };
    const { distributions, ones } = afterFigures(column);
    expect(distributions.map((d) => d.name)).toEqual(['chol']);
    expect(ones).toEqual([{ label: 'missing', name: 'chol:missing', count: 3 }]);
  });
});
