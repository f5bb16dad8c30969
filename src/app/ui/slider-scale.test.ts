import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positionOf, STEPS, valueAt } from './slider-scale';

const float = { key: 'x', kind: 'float', low: 0, high: 2, default: 1 } as const;
const log = { key: 'x', kind: 'float', low: 0.01, high: 100, log: true, default: 1 } as const;
const int = { key: 'x', kind: 'int', low: 8, high: 1024, default: 128 } as const;

test('the ends of a slider are the ends of its parameter', () => {
  for (const param of [float, log, int]) {
    expect(valueAt(param, 0)).toBe(param.low);
    expect(valueAt(param, STEPS)).toBe(param.high);
  }
  expect(valueAt(log, STEPS / 2)).toBe(1);
});

test('a position keeps its value, and a value is never outside its range', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: STEPS }), fc.constantFrom(float, log), (position, param) => {
      const value = valueAt(param, position);
      expect(Math.abs(positionOf(param, value) - position)).toBeLessThanOrEqual(1);
      expect(value).toBeGreaterThanOrEqual(param.low);
      expect(value).toBeLessThanOrEqual(param.high);
    }),
  );
  expect(Number.isInteger(valueAt(int, 33))).toBe(true);
});
