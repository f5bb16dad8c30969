import { expect, it } from 'vitest';
import { riskDomain, topOfBins } from './risk-domain';

it('riskDomain zooms in on rare outcomes only', () => {
  expect(riskDomain(0.03)).toEqual([0, 0.05]);
  expect(riskDomain(0.21)).toEqual([0, 0.3]);
  expect(riskDomain(0.51)).toEqual([0, 1]);
});

it('topOfBins is the upper edge of the last bin that holds somebody of any class', () => {
  expect(topOfBins([{ counts: [3, 0, 0, 0] }, { counts: [0, 1, 0, 0] }])).toBe(0.5);
  expect(topOfBins([{ counts: [0, 0] }])).toBe(0);
  expect(topOfBins([])).toBe(0);
});
