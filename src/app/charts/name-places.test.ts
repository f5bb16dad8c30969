import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeNames } from './name-places';

const SPACE = { left: 0, top: 0, right: 300, bottom: 200 };
const place = (...marks: [number, number, number][]) =>
  placeNames(
    marks.map(([x, y, width]) => ({ x, y, width })),
    SPACE,
    12,
    5,
  );

describe('names of marks', () => {
  it('stand above their dots where nothing is in the way', () => {
    expect(place([100, 100, 14], [200, 100, 14])).toEqual([
      { x: 100, y: 89 },
      { x: 200, y: 89 },
    ]);
  });

  it('give way to a name and to a dot that are there', () => {
    expect(place([100, 100, 14], [102, 100, 14])[1]).toEqual({ x: 102, y: 111 });
    expect(place([100, 100, 14], [100, 88, 0])[0]).toEqual({ x: 100, y: 111 });
  });

  it('never leave the space, nor lie on each other for up to six dots in one place', () => {
    const at = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 200 }));
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 6 }), ([x, y], count) => {
        const amid = Math.min(x, 300 - x) >= 40 && Math.min(y, 200 - y) >= 40;
        const places = place(...Array.from({ length: count }, (): [number, number, number] => [x, y, 14]));
        for (const [i, one] of places.entries()) {
          expect(one!.x).toBeGreaterThanOrEqual(7);
          expect(one!.x).toBeLessThanOrEqual(293);
          expect(one!.y).toBeGreaterThanOrEqual(6);
          expect(one!.y).toBeLessThanOrEqual(194);
          for (const other of amid ? places.slice(0, i) : [])
            expect(Math.abs(one!.x - other!.x) >= 14 || Math.abs(one!.y - other!.y) >= 12).toBe(true);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('fall back to above where no place is free, and a mark without a name has none', () => {
    expect(place([100, 100, 0])).toEqual([null]);
    const crowd = place(...Array.from({ length: 14 }, (): [number, number, number] => [100, 100, 14]));
    expect(crowd.at(-1)).toEqual({ x: 100, y: 89 });
  });
});
