import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imageStepByName } from '../../../prep/image/index';
import { invalidParam } from '../../../study/params';
import { drawn, keyed, roiOf } from './roi';

const point = fc.record({
  x: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
  y: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
});

test('whatever is drawn or pressed, the step takes it', () => {
  const { params } = imageStepByName('roi-crop');
  const keys = fc.array(
    fc.tuple(fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'), fc.boolean()),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(point, point, keys, (a, b, pressed) => {
      let roi = drawn(a, b);
      for (const [key, shift] of pressed) roi = keyed(roi, key, shift) ?? roi;
      for (const param of params) expect(invalidParam(param, { ...roi }[param.key as 'x'])).toBe(null);
    }),
  );
});

test('corners may be drawn in any order; arrows move, with Shift they resize', () => {
  const roi = drawn({ x: 0.6, y: 0.8 }, { x: 0.2, y: 0.3 });
  expect(roi).toEqual({ x: 0.2, y: 0.3, width: 0.4, height: 0.5 });
  expect(keyed(roi, 'ArrowRight', false)).toEqual({ ...roi, x: 0.21 });
  expect(keyed(roi, 'ArrowDown', true)).toEqual({ ...roi, height: 0.51 });
  expect(keyed({ ...roi, x: 0.6 }, 'ArrowRight', false)).toEqual({ ...roi, x: 0.6 });
  expect(keyed(roi, 'a', false)).toBe(null);
  expect(roiOf({ ...roi })).toEqual(roi);
});
