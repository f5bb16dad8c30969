import { describe, expect, it } from 'vitest';
import { stepSize } from './step-size';

const float = { key: 'x', kind: 'float', default: 1 } as const;

describe('how far an arrow moves a number', () => {
  it('is what the parameter says, and 1 for counts', () => {
    expect(stepSize({ ...float, low: 0, high: 1, step: 0.25 }, 0.5)).toBe(0.25);
    expect(stepSize({ key: 'k', kind: 'int', low: 1, high: 500, default: 5 }, 5)).toBe(1);
  });

  it('is a round part of the range', () => {
    expect(stepSize({ ...float, low: 0, high: 1 }, 0.5)).toBe(0.01);
    expect(stepSize({ ...float, low: 0, high: 20 }, 3)).toBe(1);
    expect(stepSize({ ...float, low: 0, high: 0.05 }, 0.01)).toBe(0.001);
    expect(stepSize({ ...float, low: 2, high: 2 }, 2)).toBe(1);
  });

  it('follows the value on a logarithmic scale', () => {
    const log = { ...float, low: 1e-5, high: 1, log: true };
    expect(stepSize(log, 0.003)).toBe(0.0001);
    expect(stepSize(log, 0.01)).toBe(0.001);
  });
});
