import { expect, it } from 'vitest';
import { oddsAxis } from './odds-axis';

const of = (estimate: number, low: number | null, high: number | null) => ({ estimate, low, high });

it('odds ratios: on both sides of 1, with round ticks', () => {
  const axis = oddsAxis('logistic', [of(1.4, 1.1, 1.8), of(0.8, 0.4, 1.7)]);
  expect([axis.domain, axis.ticks, axis.reference, axis.log]).toEqual([[0.2, 2], [0.2, 0.5, 1, 2], 1, true]);
});

it('every estimate is inside, and a whisker without end does not press the others together', () => {
  expect(oddsAxis('logistic', [of(4, 0.9, 1e9), of(1, null, null)]).domain).toEqual([0.5, 100]);
  expect(oddsAxis('logistic', [of(700, 30, 1e9)]).domain).toEqual([0.5, 1000]);
  expect(oddsAxis('logistic', [of(700, 30, 1e9)]).ticks).toEqual([1, 10, 100, 1000]);
});

it('differences: straight, with 0', () => {
  const axis = oddsAxis('linear', [of(12, 8, 16)]);
  expect([axis.domain, axis.reference, axis.log]).toEqual([[0, 20], 0, undefined]);
});
