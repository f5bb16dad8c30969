import { describe, expect, it } from 'vitest';
import type { Picture, PictureInfo } from '../../data/images/picture';
import type { ParamValues } from '../../study/params';
import { type Rng, rng } from '../../study/random';
import { augmenter } from './augmenter';
import { brightness } from './brightness';
import { cutout } from './cutout';
import { flip } from './flip';
import type { ImageStep } from './image-step';
import { mixup } from './mixup';
import { noise } from './noise';
import { rotate } from './rotate';
import { shift } from './shift';
import { drawing, farthest, formulaPicture } from './test-formula';
import { aboutMiddle, warp } from './warp';
import { zoom } from './zoom';

const apply = (step: ImageStep<null>, params: ParamValues, draws: Rng, picture = formulaPicture(6, 5)) =>
  step.augment?.(picture, params, draws) as Picture;
const mean = (list: ArrayLike<number>) =>
  Array.from(list).reduce((sum, value) => sum + value, 0) / list.length;
const sd = (list: ArrayLike<number>) => {
  const middle = mean(list);
  return Math.sqrt(mean(Array.from(list, (value) => (value - middle) ** 2)));
};
const grey: PictureInfo = { width: 28, height: 28, channels: 1, unit: 'intensity', range: [0, 255] };

describe('augmentation', () => {
  it('rotates over the whole span of degrees, evenly to both sides', () => {
    for (const [draw, degrees] of [
      [0, -10],
      [0.75, 5],
    ])
      expect(apply(rotate, { degrees: 10 }, drawing(draw)).v).toEqual(
        warp(formulaPicture(6, 5), aboutMiddle(6, 5, degrees, 1)).v,
      );
  });

  it('shifts by shares of width and height: skimage.transform.warp of scikit-image 0.26.0 by 1.3, -0.7', () => {
    const wanted = [
      3.5, 3.5, 9.03, 21.13, 39.23, 63.33, 15.5, 15.5, 25.93, 45.03, 70.13, 101.23, 37.5, 37.5, 52.83, 78.93,
      111.03, 149.13, 69.5, 69.5, 89.73, 122.83, 161.93, 207.03, 80, 80, 101.7, 136.9, 178.1, 225.3,
    ];
    const share = 0.5;
    const draws = drawing(0.5 + 1.3 / (6 * share) / 2, 0.5 - 0.7 / (5 * share) / 2);
    expect(farthest(apply(shift, { share }, draws).v, wanted)).toBeLessThan(1e-3);
  });

  it('zooms in and out about the middle, which stays', () => {
    const picture = formulaPicture(7, 7);
    for (const draw of [0, 0.2, 0.9])
      expect(apply(zoom, { share: 0.3 }, drawing(draw), picture).v[24]).toBeCloseTo(picture.v[24], 4);
    expect(apply(zoom, { share: 0.5 }, drawing(0.75), picture).v).toEqual(
      warp(picture, aboutMiddle(7, 7, 0, 1.25)).v,
    );
  });

  it('flips in half of all cases, as numpy.fliplr and numpy.flipud do', () => {
    expect(Array.from(apply(flip, { axis: 'horizontal' }, drawing(0.4), formulaPicture(3, 2)).v)).toEqual([
      12, 3, 0, 31, 15, 5,
    ]);
    expect(Array.from(apply(flip, { axis: 'vertical' }, drawing(0.4), formulaPicture(3, 2)).v)).toEqual([
      5, 15, 31, 0, 3, 12,
    ]);
    expect(Array.from(apply(flip, { axis: 'both' }, drawing(0.4, 0.4), formulaPicture(1, 2, 3)).v)).toEqual([
      5, 45, 85, 0, 40, 80,
    ]);
    const random = rng(1, 'flip');
    const picture = formulaPicture(2, 1);
    let flipped = 0;
    for (let i = 0; i < 2000; i++)
      if (apply(flip, { axis: 'horizontal' }, random, picture) !== picture) flipped++;
    // Three standard errors of a fair coin's 2,000 throws.
    expect(Math.abs(flipped - 1000)).toBeLessThan(68);
  });

  it('says where a mirrored body would be, and nothing of microscopy', () => {
    const unsuited = (info: PictureInfo, axis: string) => flip.unsuited?.(info, { axis });
    expect(unsuited(grey, 'horizontal')).toBe('flipChest');
    expect(unsuited({ ...grey, unit: 'hu' }, 'both')).toBe('flipChest');
    expect(unsuited(grey, 'vertical')).toBe('flipUpsideDown');
    expect(unsuited({ ...grey, channels: 3, unit: 'colour' }, 'horizontal')).toBeNull();
  });

  it('lightens by a share of the span and stretches about the mean', () => {
    const picture = formulaPicture(6, 5);
    const middle = mean(picture.v);
    const got = apply(brightness, { share: 0.2, contrast: 0.5 }, drawing(0.75, 1), picture);
    const wanted = Array.from(picture.v, (value) => middle + 1.5 * (value - middle) + 0.1 * 255);
    expect(farthest(got.v, wanted)).toBeLessThan(1e-3);
  });

  it('adds noise of the stated standard deviation and no mean', () => {
    const picture = formulaPicture(100, 100);
    const got = apply(noise, { sd: 0.1 }, rng(1, 'noise'), picture);
    const added = got.v.map((value, i) => value - picture.v[i]);
    expect(Math.abs(mean(added))).toBeLessThan(3 * 0.255);
    expect(Math.abs(sd(added) - 25.5)).toBeLessThan(0.6);
  });

  it('cuts out one square of the stated side, cut at the edge, filled with the mean of each colour', () => {
    const picture = formulaPicture(8, 8, 3);
    const at = (x: number, y: number) => drawing((x + 0.5) / 8, (y + 0.5) / 8);
    const changed = (to: Picture) => {
      const pixels = new Set<number>();
      to.v.forEach((value, i) => {
        if (value !== picture.v[i]) pixels.add(Math.floor(i / 3));
      });
      return pixels;
    };
    expect(changed(apply(cutout, { size: 0.5 }, at(4, 4), picture)).size).toBe(16);
    expect([...changed(apply(cutout, { size: 0.5 }, at(0, 0), picture))]).toEqual([0, 1, 8, 9]);
    const blotted = apply(cutout, { size: 0.5 }, at(0, 0), picture);
    for (let k = 0; k < 3; k++)
      expect(blotted.v[k]).toBeCloseTo(mean(picture.v.filter((_, i) => i % 3 === k)), 3);
  });

  it.each([rotate, flip, brightness, noise, cutout])(
    '$name changes a row as its picture alone, whatever columns stand behind',
    (step) => {
      const params = Object.fromEntries(step.params.map((param) => [param.key, param.default]));
      const picture = formulaPicture(9, 7, 3);
      const { augment } = augmenter([{ step: step.name, params }], picture);
      const changed = (columns: number[]) => {
        const row = Float32Array.of(...picture.v, ...columns);
        for (let i = 0; i < 4; i++) augment?.(row, rng(3, step.name, i));
        return [...row];
      };
      const alone = changed([]);
      expect(alone).not.toEqual([...picture.v]);
      expect(changed([1e6, -5])).toEqual([...alone, 1e6, -5]);
    },
  );

  it('mixes with shares of a beta distribution: mean 1/2, variance 1 / (4 (2 alpha + 1))', () => {
    for (const alpha of [0.2, 1]) {
      const random = rng(1, 'mixup', alpha);
      const shares = Array.from({ length: 4000 }, () => mixup.mix?.({ alpha }, random) ?? Number.NaN);
      const variance = 1 / (4 * (2 * alpha + 1));
      expect(Math.abs(mean(shares) - 0.5)).toBeLessThan(3 * Math.sqrt(variance / 4000));
      expect(Math.abs(sd(shares) ** 2 - variance)).toBeLessThan(0.006);
    }
  });

  it.each([rotate, shift, zoom, flip, brightness, noise, cutout])(
    '$name draws from rng alone, keeps the size and its input',
    (step) => {
      const params = Object.fromEntries(step.params.map((param) => [param.key, param.default]));
      const picture = formulaPicture(9, 7, 3);
      const once = () => {
        const random = rng(7, step.name);
        return Array.from({ length: 8 }, () => apply(step, params, random, picture));
      };
      const made = once();
      expect(once()).toEqual(made);
      expect(picture).toEqual(formulaPicture(9, 7, 3));
      for (const { width, height, channels, v, unit, range } of made) {
        expect({ width, height, channels, unit, range }).toEqual({
          width: 9,
          height: 7,
          channels: 3,
          unit: 'colour',
          range: [0, 255],
        });
        expect(v.length).toBe(189);
        expect(v.every(Number.isFinite)).toBe(true);
      }
      expect(made.some(({ v }) => farthest(v, picture.v) > 1)).toBe(true);
    },
  );
});
