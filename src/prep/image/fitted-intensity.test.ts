import { describe, expect, it } from 'vitest';
import type { Picture, PictureSource } from '../../data/images/picture';
import type { ParamValues } from '../../study/params';
import { rng } from '../../study/random';
import type { ImageStep } from './image-step';
import { meanSubtraction } from './mean-subtraction';
import { farthest, formulaPicture } from './test-formula';
import { zScore } from './z-score';

const sourceOf = (list: Picture[]): PictureSource => ({
  n: list.length,
  info: (row) => list[row],
  read: (row) => ({ ...list[row], v: list[row].v.slice() }),
});
const ctx = { rng: rng(1), signal: new AbortController().signal, report: () => {} };

/** Two colour pictures, 6 × 4 and 5 × 5. */
const first = () => formulaPicture(6, 4, 3);
const second = () => {
  const picture = formulaPicture(5, 5, 3);
  return { ...picture, v: picture.v.map((x) => 255 - x / 2) };
};

async function learnedAndApplied<State>(
  step: ImageStep<State>,
  params: ParamValues,
  list: Picture[],
  picture: Picture,
) {
  return step.apply!(picture, params, await step.fit!(sourceOf(list), params, ctx));
}

/** The first two pixels of the first two rows. */
const corner = (v: Float32Array) => [...v.subarray(0, 6), ...v.subarray(18, 24)];

describe('z-score', () => {
  it('of channels over the training part agrees with numpy.mean and numpy.std (2.4.6), to 1e-4', async () => {
    const wanted = [
      -1.67961, -1.71198, -1.56511, -1.64501, -1.6663, -1.50773, -1.62194, -1.63585, -1.46947, -1.50659,
      -1.48359, -1.2782,
    ];
    const { v } = await learnedAndApplied(zScore, { by: 'training' }, [first(), second()], first());
    expect(farthest(corner(v), wanted)).toBeLessThan(1e-4);
  });

  it('of a picture by itself likewise, and learns nothing for it', () => {
    const wanted = [
      -1.67526, -1.01042, -0.34558, -1.6254, -0.96056, -0.29572, -1.59215, -0.92731, -0.26247, -1.42594,
      -0.7611, -0.09626,
    ];
    expect(farthest(corner(zScore.apply!(first(), { by: 'picture' }, null).v), wanted)).toBeLessThan(1e-4);
    expect(zScore.learns!({ by: 'picture' })).toBe(false);
  });

  it('refuses a grey picture where it learned from colour', async () => {
    await expect(
      learnedAndApplied(zScore, { by: 'training' }, [first()], formulaPicture(6, 4)),
    ).rejects.toThrow('prep.sizesDiffer {"wanted":"6 × 4 × 3","got":"6 × 4 × 1"}');
  });
});

describe('mean-subtraction', () => {
  it('of channels agrees with numpy.mean (2.4.6), to 1e-4 of 255', async () => {
    const [red, green, blue] = [145.612245, 152.438776, 161.826531];
    const { v } = await learnedAndApplied(meanSubtraction, { of: 'channel' }, [first(), second()], first());
    const wanted = first().v.map((x, i) => x - [red, green, blue][i % 3]);
    expect(farthest(v, wanted)).toBeLessThan(1e-4);
  });

  it('of pixels leaves half the difference of two pictures', async () => {
    const other = { ...first(), v: first().v.slice().reverse() };
    const { v } = await learnedAndApplied(meanSubtraction, { of: 'pixel' }, [first(), other], first());
    expect(
      farthest(
        v,
        first().v.map((x, i) => (x - other.v[i]) / 2),
      ),
    ).toBeLessThan(1e-4);
  });

  it('of pixels wants pictures of one size', async () => {
    const wanted = 'prep.sizesDiffer {"wanted":"6 × 4 × 3","got":"5 × 5 × 3"}';
    await expect(
      learnedAndApplied(meanSubtraction, { of: 'pixel' }, [first(), second()], first()),
    ).rejects.toThrow(wanted);
    await expect(learnedAndApplied(meanSubtraction, { of: 'pixel' }, [first()], second())).rejects.toThrow(
      wanted,
    );
  });
});
