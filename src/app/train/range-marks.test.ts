import { describe, expect, it } from 'vitest';
import { DRAWS, rangeMarks } from './range-marks';

const rate = { kind: 'float' as const, low: 1e-4, high: 0.1, log: true };

describe('picture of a range', () => {
  it('shows the points of a grid evenly on the axis of its scale', () => {
    const { marks, ticks } = rangeMarks(rate, true) ?? { marks: [], ticks: [] };
    expect(marks.map((mark) => mark.toFixed(3))).toEqual(['0.000', '0.250', '0.500', '0.750', '1.000']);
    expect(ticks.map(({ value }) => value)).toEqual([1e-4, 1e-3, 0.01, 0.1]);
    expect(ticks.map(({ at }) => at.toFixed(3))).toEqual(['0.000', '0.333', '0.667', '1.000']);
  });

  it('shows the same twenty draws every time, about as many in each half', () => {
    const { marks } = rangeMarks(rate, false) ?? { marks: [] };
    expect(marks.length).toBe(DRAWS);
    expect(rangeMarks(rate, false)?.marks).toEqual(marks);
    for (const mark of marks) expect(mark).toBeGreaterThanOrEqual(0);
    for (const mark of marks) expect(mark).toBeLessThanOrEqual(1);
    const low = marks.filter((mark) => mark < 0.5).length;
    expect(low).toBeGreaterThan(4);
    expect(low).toBeLessThan(16);
  });

  it('labels the ends, and the decades that have room beside them', () => {
    const values = (low: number, high: number) =>
      rangeMarks({ ...rate, low, high }, true)?.ticks.map(({ value }) => value);
    expect(values(0.003, 0.1)).toEqual([0.003, 0.01, 0.1]);
    expect(values(1e-4, 0.03)).toEqual([1e-4, 1e-3, 0.01, 0.03]);
    expect(values(0.009, 0.1)).toEqual([0.009, 0.1]);
  });

  it('puts whole numbers on their steps', () => {
    const { marks, ticks } = rangeMarks({ kind: 'int', low: 1, high: 5, step: 2, log: false }, true) ?? {
      marks: [],
      ticks: [],
    };
    expect(marks).toEqual([0, 0.5, 1]);
    expect(ticks.map(({ value }) => value)).toEqual([1, 3, 5]);
  });

  it('has nothing to show of what is no range', () => {
    expect(rangeMarks({ ...rate, low: 1 }, false)).toBeNull();
    expect(rangeMarks({ ...rate, low: 0 }, false)).toBeNull();
    expect(rangeMarks({ ...rate, low: 0.1 }, true)?.ticks).toEqual([{ at: 0.5, value: 0.1 }]);
  });
});
