import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitIsotonic, onStair, pool } from './isotonic';

const rows = fc.array(fc.tuple(fc.nat(1), fc.nat(12)), { minLength: 1, maxLength: 40 });
const parted = (list: [number, number][]) => [list.map(([y]) => y), list.map(([, p]) => p / 12)];

/** The min-max formula (Robertson, Wright & Dykstra 1988, 1.4): of means of runs, the largest of the smallest. */
function reference(y: number[], p: number[], at: number): number {
  const places = [...new Set(p)].sort((a, b) => a - b);
  const mean = (low: number, high: number) => {
    const inside = y.filter((_, i) => p[i] >= low && p[i] <= high);
    return inside.reduce((sum, value) => sum + value, 0) / inside.length;
  };
  const below = places.filter((place) => place <= at);
  const above = places.filter((place) => place >= at);
  return Math.max(...below.map((low) => Math.min(...above.map((high) => mean(low, high)))));
}

describe('pooling adjacent violators', () => {
  it('is the min-max formula', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [y, p] = parted(list);
        const blocks = pool(y, p);
        for (const at of p) {
          const block = blocks.find(({ from, to }) => from <= at && at <= to);
          expect(block?.value).toBeCloseTo(reference(y, p, at), 12);
        }
        expect(blocks.reduce((sum, { weight }) => sum + weight, 0)).toBe(y.length);
      }),
    );
  });
});

describe('the stair', () => {
  it('never falls, shows nobody of a few, and says neither never nor always', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(100), { maxLength: 20 }), (list, asked) => {
        const [y, p] = parted(list);
        const { from, to } = fitIsotonic(y, p);
        const edge = 1 / (y.length + 2);
        for (let i = 1; i < from.length; i++) {
          expect(from[i]).toBeGreaterThan(from[i - 1]);
          expect(to[i]).toBeGreaterThanOrEqual(to[i - 1]);
        }
        const values = asked.sort((a, b) => a - b).map((at) => onStair(from, to, at / 100));
        for (const [i, value] of values.entries()) {
          expect(value).toBeGreaterThanOrEqual(i === 0 ? edge : values[i - 1]);
          expect(value).toBeLessThanOrEqual(1 - edge);
        }
        // A level is a mean of five rows or more, wherever there are five.
        const levels = [...new Set(to)];
        for (const level of levels)
          expect(p.filter((at) => onStair(from, to, at) === level).length).toBeGreaterThanOrEqual(
            Math.min(5, y.length),
          );
      }),
    );
  });

  it('goes straight between its corners and stays level beyond them', () => {
    const [from, to] = [
      [0.2, 0.4, 0.8],
      [0.1, 0.3, 0.5],
    ];
    expect([0, 0.2, 0.3, 0.4, 0.6, 0.8, 1].map((p) => onStair(from, to, p))).toEqual([
      0.1,
      0.1,
      expect.closeTo(0.2, 12),
      0.3,
      expect.closeTo(0.4, 12),
      0.5,
      0.5,
    ]);
  });
});
