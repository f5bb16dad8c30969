import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EpochPoint, Trial } from '../../study/events';
import { epochLimit, valueRange } from './live-range';

const trial = (points: EpochPoint[]): Trial => ({
  search: 1,
  trial: 0,
  config: { family: 'mlp', params: {} },
  state: 'running',
  points,
});
const losses = (...values: number[]) =>
  trial(values.map((v, i) => ({ epoch: i + 1, trainLoss: v, validLoss: v, metric: 0.5 + i / 100 })));

describe('range of the live chart', () => {
  it('is nothing before the first epoch, or where nothing is finite', () => {
    expect(valueRange([], 'loss')).toBeNull();
    expect(valueRange([losses()], 'loss')).toBeNull();
    expect(valueRange([losses(Number.NaN, Number.POSITIVE_INFINITY)], 'loss')).toBeNull();
  });

  it('has round limits around all curves', () => {
    expect(valueRange([losses(0.71, 0.33)], 'loss')).toEqual({ low: 0.3, high: 0.75 });
  });

  it('cuts off a trial that diverged, not the others', () => {
    const range = valueRange([losses(0.7, 0.3), losses(0.8, 0.4), losses(0.7, 1e6)], 'loss');
    expect(range?.high).toBeGreaterThan(0.8);
    expect(range?.high).toBeLessThan(4);
  });

  it('looks at the metric where that is drawn', () => {
    expect(valueRange([losses(9, 9, 9)], 'metric')).toEqual({ low: 0.5, high: 0.525 });
  });

  it('holds every value of one trial', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const range = valueRange([losses(...values)], 'loss');
        expect(range!.low).toBeLessThanOrEqual(Math.min(...values));
        expect(range!.high).toBeGreaterThanOrEqual(Math.max(...values) * (1 - 1e-9));
      }),
    );
  });

  it('holds values that differ in their last digits only', () => {
    const range = valueRange([losses(999999.9999935, 999999.999994)], 'loss');
    expect(range!.high).toBeGreaterThan(999999.999994);
    expect(range!.low).toBeLessThan(999999.9999935);
  });

  it('lets the axis of epochs grow by tens', () => {
    expect(epochLimit([])).toBe(10);
    expect(epochLimit([losses(1, 1), losses(...Array(11).fill(1))])).toBe(20);
  });
});
