import { describe, expect, it } from 'vitest';
import type { Picture, PictureSource } from '../../data/images/picture';
import { rng } from '../../study/random';
import { histogramMatch } from './histogram-match';
import { farthest, formulaPicture } from './test-formula';

const sourceOf = (...list: Picture[]): PictureSource => ({
  n: list.length,
  info: (row) => list[row],
  read: (row) => ({ ...list[row], v: list[row].v.slice() }),
});
const ctx = { rng: rng(1), signal: new AbortController().signal, report: () => {} };

/** Another scanner's: brighter in its dark parts. */
const bright = (picture: Picture): Picture => ({
  ...picture,
  v: picture.v.map((x) => Math.round(Math.sqrt(x * 255))),
});
const turned = (): Picture => {
  const picture = formulaPicture(16, 16);
  return { ...picture, v: picture.v.map((_, i) => picture.v[(i % 16) * 16 + 15 - Math.floor(i / 16)]) };
};

describe('histogram-match, against skimage.exposure.match_histograms (scikit-image 0.26.0)', () => {
  it('is the same where the shares of the reference lie on its grid (256 pixels), to 1e-3 of 255', async () => {
    const state = await histogramMatch.fit!(sourceOf(bright(turned())), {}, ctx);
    const { v } = histogramMatch.apply!(formulaPicture(16, 16), {}, state);
    const wanted = [
      0.0, 83.0, 166.0, 248.0, 215.0, 210.0, 107.0, 186.0, 84.0, 240.0, 241.0, 89.0, 214.0, 144.5, 98.0,
      111.0, 169.0, 242.0, 198.0, 174.0, 188.0, 232.0, 149.0, 66.0, 235.5, 250.0, 140.0, 233.0, 197.0, 192.0,
      176.0, 232.667, 164.0, 117.0, 119.0, 169.0,
    ];
    expect(
      farthest(
        v.filter((_, i) => (i % 16) % 3 === 0 && Math.floor(i / 16) % 3 === 0),
        wanted,
      ),
    ).toBeLessThan(1e-3);
  });

  it('is within one grey level elsewhere', async () => {
    const state = await histogramMatch.fit!(sourceOf(bright(formulaPicture(20, 11))), {}, ctx);
    const { v } = histogramMatch.apply!(formulaPicture(13, 9), {}, state);
    const wanted = [
      0.0, 33.043, 58.923, 88.744, 115.607, 144.427, 171.179, 197.893, 227.026, 249.12, 119.484, 173.91,
      221.436, 37.205, 70.444, 101.162, 126.026, 150.248, 175.701, 205.427, 229.788, 26.205, 132.436, 184.983,
      229.318, 73.65, 78.41, 103.372, 132.436, 157.137, 184.983, 209.023, 236.778, 61.342, 143.487, 192.256,
      235.675, 101.789, 177.054, 111.385, 141.214, 165.316, 190.248, 219.115, 240.538, 92.906, 154.513,
      203.094, 241.479, 126.026, 191.501, 243.675, 148.615, 172.353, 200.333, 222.752, 246.826, 109.889,
      169.14, 211.236, 251.06, 143.487, 207.308, 252.0, 163.389, 186.863, 208.396, 234.397, 46.41, 134.346,
      184.983, 227.026, 70.444, 163.389, 221.436, 83.085, 180.171, 239.329, 220.037, 240.538, 85.61, 151.376,
      196.013, 238.436, 106.128, 178.462, 231.034, 115.607, 197.893, 14.085, 173.91, 251.06, 112.65, 168.269,
      209.65, 246.199, 136.453, 196.013, 245.359, 145.735, 216.051, 101.162, 193.51, 53.325, 141.214, 187.872,
      228.697, 60.402, 159.009, 211.863, 56.564, 169.766, 234.397, 136.453, 216.051, 109.889, 210.415,
    ];
    expect(farthest(v, wanted)).toBeLessThan(1);
  });
});

it('aims at the mean of the training pictures, and leaves a picture that is all of them as it is', async () => {
  const picture = formulaPicture(16, 16);
  const own = await histogramMatch.fit!(sourceOf(picture, picture), {}, ctx);
  expect(farthest(histogramMatch.apply!(picture, {}, own).v, picture.v)).toBeLessThan(1e-3);
  const darker = { ...picture, v: picture.v.map((x) => x / 2) };
  const between = await histogramMatch.fit!(sourceOf(picture, darker), {}, ctx);
  expect(
    farthest(
      histogramMatch.apply!(picture, {}, between).v,
      picture.v.map((x) => 0.75 * x),
    ),
  ).toBeLessThan(1e-3);
});
