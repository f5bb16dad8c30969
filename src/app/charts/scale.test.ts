import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extent, linear, nice, ticks } from './scale';

const domain = fc
  .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-3, max: 1e6, noNaN: true }))
  .map(([low, span]): [number, number] => [low, low + span]);

describe('ticks', () => {
  it('are round and written without rounding noise', () => {
    expect(ticks([0, 1])).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks([-0.05, 0.31], 4)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(ticks([0, 487])).toEqual([0, 100, 200, 300, 400]);
    expect(ticks([3, 3])).toEqual([3]);
  });

  it('lie inside the domain, in order, and are a readable number of them', () => {
    fc.assert(
      fc.property(domain, ([low, high]) => {
        const found = ticks([low, high], 5);
        const slack = (high - low) * 1e-6;
        expect(found.length).toBeGreaterThanOrEqual(2);
        expect(found.length).toBeLessThanOrEqual(9);
        for (const [i, tick] of found.entries()) {
          expect(tick).toBeGreaterThanOrEqual(low - slack);
          expect(tick).toBeLessThanOrEqual(high + slack);
          if (i > 0) expect(tick).toBeGreaterThan(found[i - 1]);
        }
      }),
    );
  });
});

describe('nice', () => {
  it('holds the domain and never collapses', () => {
    fc.assert(
      fc.property(domain, ([low, high]) => {
        const [a, b] = nice([low, high]);
        const slack = (high - low) * 1e-6;
        expect(a).toBeLessThanOrEqual(low + slack);
        expect(b).toBeGreaterThanOrEqual(high - slack);
      }),
    );
    expect(nice([0, 0])).toEqual([-1, 1]);
    expect(nice([4, 4])).toEqual([2, 6]);
  });
});

describe('linear', () => {
  it('maps ends to ends, also downwards, and a point to the middle', () => {
    const y = linear([0, 10], [200, 0]);
    expect([y(0), y(5), y(10)]).toEqual([200, 100, 0]);
    expect(linear([3, 3], [0, 8])(3)).toBe(4);
  });
});

it('extent finds both ends', () => {
  expect(extent([3, -1, 2])).toEqual([-1, 3]);
});
