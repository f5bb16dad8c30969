import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distanceToLine, nearestSpot } from './nearest';
import { parallelLayout } from './parallel-layout';
import { byShade } from './shades';

it('axes stand on a desk and lie on a phone; a place on an axis is found again from its pixel, within the drawing', () => {
  expect(parallelLayout(1000, 7, ['0.9']).upright).toBe(true);
  expect(parallelLayout(340, 7, ['0.9']).upright).toBe(false);
  fc.assert(
    fc.property(
      fc.integer({ min: 280, max: 1300 }),
      fc.integer({ min: 2, max: 12 }),
      fc.double({ min: -0.1, max: 1, noNaN: true }),
      (width, axes, share) => {
        const layout = parallelLayout(width, axes, ['0.95']);
        for (let axis = 0; axis < axes; axis++) {
          const [x, y] = layout.pointAt(axis, share);
          expect(layout.shareAt(axis, x, y)).toBeCloseTo(share, 9);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width);
          expect(y).toBeGreaterThan(0);
          expect(y).toBeLessThan(layout.height);
        }
      },
    ),
  );
});

it('what is pointed at: the nearest within reach', () => {
  const spots = [
    { id: 4, x: 10, y: 10 },
    { id: 7, x: 20, y: 10 },
  ];
  expect(nearestSpot(spots, 16, 10, 14)).toBe(7);
  expect(nearestSpot(spots, 40, 10, 14)).toBeNull();
  // From (5, 5) to the line y = 0, and past its end at (10, 0).
  const line = [
    [0, 0],
    [10, 0],
  ] as const;
  expect(distanceToLine(line, 5, 5)).toBe(5);
  expect(distanceToLine(line, 13, 4)).toBe(5);
});

it('shades go from weak to strong, and every item has one', () => {
  const groups = byShade([1, 0.9, 0.5, 0.1, 0], (share) => share);
  expect(groups.map(({ items }) => items)).toEqual([[0.1, 0], [0.5], [1, 0.9]]);
  expect(groups.map(({ shade }) => shade)).toEqual([0.25, 0.58, 1]);
});
