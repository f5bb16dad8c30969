import { describe, expect, it } from 'vitest';
import { emptyPicture, type Picture, type PictureSource } from '../../data/images/picture';
import type { ParamValues } from '../../study/params';
import { rng } from '../../study/random';
import { align, pyramid } from './align';
import type { Motion } from './enhanced-correlation';
import { type RegisterState, register } from './register';
import { formulaPicture } from './test-formula';
import { type Affine, aboutMiddle } from './warp';

/** Sum of Gaussians (x, y, width, height of each), so that a moved picture is known exactly, without resampling. */
const BLOBS = [
  [40, 50, 14, 100],
  [85, 60, 20, 80],
  [64, 95, 12, 120],
  [64, 64, 55, 60],
];
const STAY: Affine = [1, 0, 0, 0, 1, 0];

/** The scene read where the map sends each pixel; 96 pixels are the whole of it. */
function scene([a, b, c, d, e, f]: Affine, size = 96): Picture {
  const picture = emptyPicture({ unit: 'intensity', range: [0, 255] }, size, size, 1);
  for (let y = 0, i = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const u = (a * x + b * y + c) * (128 / size);
      const w = (d * x + e * y + f) * (128 / size);
      let sum = 0;
      for (const [bx, by, r, h] of BLOBS) sum += h * Math.exp(-((u - bx) ** 2 + (w - by) ** 2) / (2 * r * r));
      picture.v[i++] = sum;
    }
  return picture;
}
const otherScanner = (picture: Picture): Picture => ({
  ...picture,
  v: picture.v.map((value) => 1.4 * value + 20),
});
const noisy = (picture: Picture, sd: number): Picture => {
  const random = rng(1, 'noise');
  return { ...picture, v: picture.v.map((value) => value + sd * random.normal()) };
};

function inverse([a, b, c, d, e, f]: Affine): Affine {
  const area = a * e - b * d;
  return [e / area, -b / area, (b * f - c * e) / area, -d / area, a / area, (c * d - a * f) / area];
}
/** How far apart two maps send a corner of a picture, at most, in pixels. */
function apart(one: Affine | null, other: Affine, size = 96): number {
  if (!one) return Number.POSITIVE_INFINITY;
  const corners = [
    [0, 0],
    [size - 1, 0],
    [0, size - 1],
    [size - 1, size - 1],
  ];
  const to = ([a, b, c, d, e, f]: Affine, [x, y]: number[]) => [a * x + b * y + c, d * x + e * y + f];
  return Math.max(
    ...corners.map((corner) => {
      const [p, q] = [to(one, corner), to(other, corner)];
      return Math.hypot(p[0] - q[0], p[1] - q[1]);
    }),
  );
}
const turned = (degrees: number, dx: number, dy: number, zoom = 1): Affine => {
  const [a, b, c, d, e, f] = aboutMiddle(96, 96, degrees, zoom);
  return [a, b, c + dx, d, e, f + dy];
};
const found = (moving: Picture, motion: Motion) => align(pyramid(scene(STAY)), pyramid(moving), motion);

describe('align', () => {
  // cv2.findTransformECC(reference, moving, identity, mode, (3, 200, 1e-7), None, 5) of OpenCV 5.0.0.
  it.each<[Motion, Affine, Affine, number]>([
    ['translation', [1, 0, 5.3, 0, 1, -3.6], [1, 0, -5.30169, 0, 1, 3.59828], 0.05],
    ['rigid', turned(8, 3, -2), [0.99027, 0.13919, -8.84419, -0.13919, 0.99027, 9.471], 0.05],
    [
      'affine',
      [1.08, 0.06, -3, -0.05, 0.95, 4],
      [0.92761, -0.05893, 2.8305, 0.04772, 1.05319, -4.21491],
      0.4,
    ],
  ])('finds a known %s under other brightness, and where OpenCV does', (motion, by, opencv, near) => {
    const map = found(otherScanner(scene(by)), motion);
    // OpenCV's own affine map is off by 0.3 pixels at a corner.
    expect(apart(map, inverse(by))).toBeLessThan(0.1);
    expect(apart(map, opencv)).toBeLessThan(near);
  });

  it('finds what is far beyond one step of Gauss-Newton, from coarse to fine', () => {
    expect(apart(found(scene([1, 0, 17, 0, 1, -15]), 'translation'), [1, 0, -17, 0, 1, 15])).toBeLessThan(
      0.1,
    );
    expect(apart(found(scene(turned(-22, 6, 5)), 'rigid'), inverse(turned(-22, 6, 5)))).toBeLessThan(0.1);
  });

  it('stands noise of 15 of about 200 grey levels; cv2.findTransformECC is 0.11 to 0.67 pixels off then', () => {
    expect(apart(found(noisy(scene(turned(8, 3, -2)), 15), 'rigid'), inverse(turned(8, 3, -2)))).toBeLessThan(
      0.7,
    );
  });

  it('finds random rigid placings, 30 of 30', () => {
    const random = rng(1, 'placings');
    for (let i = 0; i < 30; i++) {
      const by = turned(
        12 * (2 * random.next() - 1),
        8 * (2 * random.next() - 1),
        8 * (2 * random.next() - 1),
      );
      expect(apart(found(noisy(scene(by), 3), 'rigid'), inverse(by))).toBeLessThan(0.2);
    }
  });

  it('leaves alone what shows nothing', () => {
    const blank = emptyPicture({ unit: 'intensity', range: [0, 255] }, 96, 96, 1);
    expect(found(blank, 'affine')).toBeNull();
  });
});

const sourceOf = (list: Picture[]): PictureSource => ({
  n: list.length,
  info: (row) => list[row],
  read: (row) => ({ ...list[row], v: list[row].v.slice() }),
});
const ctx = { rng: rng(1, 'register'), signal: new AbortController().signal, report: () => {} };
const learn = (list: Picture[], params: ParamValues) =>
  register.fit?.(sourceOf(list), params, ctx) as Promise<RegisterState>;
const rmse = (a: Picture, b: Picture) => {
  let sum = 0;
  // Without a margin: what came into view there was never in the picture.
  for (let y = 12; y < a.height - 12; y++)
    for (let x = 12; x < a.width - 12; x++) sum += (a.v[y * a.width + x] - b.v[y * a.width + x]) ** 2;
  return Math.sqrt(sum / ((a.width - 24) * (a.height - 24)));
};

describe('register', () => {
  const params = { motion: 'rigid', reference: 'nearest' };

  it('learns the picture most like the mean, and a state that JSON carries', async () => {
    const list = [scene(turned(9, 4, 4)), scene(STAY), scene(turned(-9, -4, -4))];
    const state = await learn(list, params);
    expect(Float32Array.from(state.reference)).toEqual(list[1].v);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    const mean = await learn(list, { motion: 'rigid', reference: 'mean' });
    expect(mean.reference[500]).toBeCloseTo((list[0].v[500] + list[1].v[500] + list[2].v[500]) / 3, 3);
  });

  it('lays pictures upon it, larger ones too', async () => {
    const state = await learn([scene(STAY)], params);
    const moved = scene(turned(8, 3, -2));
    expect(rmse(moved, scene(STAY))).toBeGreaterThan(5);
    expect(rmse(register.apply?.(moved, params, state) as Picture, scene(STAY))).toBeLessThan(0.3);

    const large = await learn([scene(STAY, 240)], params);
    expect(large.shape).toEqual({ width: 128, height: 128, channels: 1 });
    const [a, b, c, d, e, f] = turned(8, 3, -2);
    const by: Affine = [a, b, c * 2.5 + 0.75 * (1 - a - b), d, e, f * 2.5 + 0.75 * (1 - d - e)];
    expect(rmse(register.apply?.(scene(by, 240), params, large) as Picture, scene(STAY, 240))).toBeLessThan(
      0.3,
    );
  });

  it('moves all channels alike', async () => {
    const state = await learn([scene(STAY)], params);
    const grey = scene(turned(8, 3, -2));
    const colour: Picture = { ...emptyPicture({ unit: 'colour', range: [0, 255] }, 96, 96, 3) };
    for (let i = 0; i < colour.v.length; i++) colour.v[i] = grey.v[Math.floor(i / 3)];
    const got = register.apply?.(colour, params, state) as Picture;
    const wanted = register.apply?.(grey, params, state) as Picture;
    for (let i = 0; i < colour.v.length; i += 97)
      expect(got.v[i]).toBeCloseTo(wanted.v[Math.floor(i / 3)], 2);
  });

  it('leaves a picture that no placing betters, and what is too small to be placed', async () => {
    const state = await learn([scene(STAY)], params);
    const blank = emptyPicture({ unit: 'intensity', range: [0, 255] }, 96, 96, 1);
    expect(register.apply?.(blank, params, state)).toBe(blank);
    const tiny = formulaPicture(2, 2);
    expect(register.apply?.(tiny, params, state)).toBe(tiny);
  });
});
