import { expect, test } from 'vitest';
import type { GraphSpec } from '../../models/graph';
import { occlusionOf } from './occlusion';

const spec = { picture: [6, 6, 1], inputs: 36, table: 0 } as unknown as GraphSpec;

/** A "net" whose probability is the brightness of one pixel. */
const seesPixel =
  (place: number) =>
  async (_: unknown, __: unknown, x: Float32Array, n: number): Promise<Float32Array> =>
    Float32Array.from({ length: n }, (_row, i) => x[i * 36 + place]);

test('the square whose covering lowers the class is warm, and no other', async () => {
  const x = new Float32Array(36);
  x[8] = 1;
  const { width, height, v } = await occlusionOf(spec, [], x, 1, seesPixel(8));
  expect([width, height]).toEqual([6, 6]);
  expect(v[8]).toBeCloseTo(1 - 1 / 36, 6);
  expect(v.filter((heat) => heat > 0).length).toBe(1);
});

test('for the other class, what raised this one is cold', async () => {
  const x = new Float32Array(36);
  x[8] = 1;
  const { v } = await occlusionOf(spec, [], x, 0, seesPixel(8));
  expect(Math.max(...v)).toBe(0);
});
