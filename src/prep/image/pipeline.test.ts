import { describe, expect, it } from 'vitest';
import type { Picture, PictureSource } from '../../data/images/picture';
import { rng } from '../../study/random';
import type { StepPlan } from '../../study/schema';
import { imageStepByName } from '.';
import { augmenter } from './augmenter';
import { applyImagePipeline, checkImageParams, fitImagePipeline, prefixWithoutFit } from './pipeline';
import { farthest, formulaPicture } from './test-formula';

const plan = (...steps: (string | [string, StepPlan['params']])[]): StepPlan[] =>
  steps.map((entry, i) => {
    const [step, params] = typeof entry === 'string' ? [entry, {}] : entry;
    return { id: `${step}-${i}`, step, params };
  });

/** Pictures of several sizes, made when they are read; counts how many are alive at once by what is asked for. */
function source(n: number, change: (row: number, picture: Picture) => Picture = (_, picture) => picture) {
  const reads: number[] = [];
  const read = (row: number) => change(row, formulaPicture(10 + row, 9 + row));
  const pictures: PictureSource = {
    n,
    info: read,
    read: (row) => {
      reads.push(row);
      return read(row);
    },
  };
  return { pictures, reads };
}
const ctx = (signal = new AbortController().signal) => ({
  rng: rng(1, 'pipeline'),
  signal,
  report: () => {},
});

describe('fitImagePipeline', () => {
  it('fits each step on what the steps before it left', async () => {
    const steps = plan(['resize', { size: 8 }], 'scale01', 'z-score', ['mean-subtraction', { of: 'pixel' }]);
    const fitted = await fitImagePipeline(steps, source(4).pictures, ctx());
    expect(fitted.map(({ state }) => state !== null)).toEqual([false, false, true, true]);
    const rows = [0, 1, 2, 3].map((row) => applyImagePipeline(fitted, source(4).pictures.read(row)));
    const mean = rows[0].v.map((_, i) => rows.reduce((sum, { v }) => sum + v[i], 0) / 4);
    expect(farthest(mean, new Float32Array(64))).toBeLessThan(1e-5);
  });

  it('gives the same after its states went through JSON', async () => {
    const fitted = await fitImagePipeline(
      plan(['resize', { size: 8 }], 'histogram-match'),
      source(3).pictures,
      ctx(),
    );
    const picture = formulaPicture(30, 20);
    expect(applyImagePipeline(JSON.parse(JSON.stringify(fitted)), picture)).toEqual(
      applyImagePipeline(fitted, picture),
    );
  });

  it('learns nothing from pictures outside the source it is given', async () => {
    const steps = plan(['resize', { size: 8 }], 'histogram-match', 'z-score');
    const changed = source(5, (row, picture) => (row < 3 ? picture : { ...picture, v: picture.v.fill(255) }));
    const part: PictureSource = { ...changed.pictures, n: 3 };
    expect(await fitImagePipeline(steps, part, ctx())).toEqual(
      await fitImagePipeline(steps, source(3).pictures, ctx()),
    );
    expect(Math.max(...changed.reads)).toBe(2);
  });

  it('reads no picture where nothing is learned', async () => {
    const { pictures, reads } = source(4);
    await fitImagePipeline(plan('resize', ['z-score', { by: 'picture' }], 'rotate'), pictures, ctx());
    expect(reads).toEqual([]);
  });

  it('says that sizes differ', async () => {
    const steps = plan(['mean-subtraction', { of: 'pixel' }]);
    await expect(fitImagePipeline(steps, source(2).pictures, ctx())).rejects.toThrow('prep.sizesDiffer');
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const { pictures, reads } = source(100, (row, picture) => {
      if (row === 40) stop.abort();
      return picture;
    });
    await expect(fitImagePipeline(plan('z-score'), pictures, ctx(stop.signal))).rejects.toThrow('cancelled');
    expect(reads.length).toBeLessThan(100);
  });
});

describe('applyImagePipeline', () => {
  it('augments nothing', async () => {
    const fitted = await fitImagePipeline(plan('rotate', 'flip', 'noise'), source(1).pictures, ctx());
    expect(applyImagePipeline(fitted, formulaPicture(5, 5))).toEqual(formulaPicture(5, 5));
  });
});

describe('prefixWithoutFit', () => {
  it('counts the steps before the first that learns', () => {
    expect(prefixWithoutFit(plan('window', 'resize', 'z-score', 'rotate'))).toBe(2);
    expect(prefixWithoutFit(plan('window', ['z-score', { by: 'picture' }], 'rotate'))).toBe(3);
    expect(prefixWithoutFit([])).toBe(0);
  });
});

describe('checkImageParams', () => {
  it('refuses what could not run', () => {
    expect(() => checkImageParams(plan(['resize', { size: 4 }]))).toThrow(
      'prep.badParameter {"step":"resize","parameter":"size","wanted":"8 – 1024","got":"4"}',
    );
    expect(() => checkImageParams(plan('impute'))).toThrow('prep.unknownStep');
    expect(() => checkImageParams(plan('resize', 'patches'))).toThrow('prep.rowsStepLate {"step":"patches"}');
    expect(checkImageParams(plan('patches', 'resize'))).toBeUndefined();
  });
});

describe('augmenter', () => {
  const like = formulaPicture(12, 10);
  const params = { degrees: 20 };

  it('changes a flattened picture in place, the same from the same rng', () => {
    const { augment } = augmenter(
      [
        { step: 'resize', params: {} },
        { step: 'rotate', params },
      ],
      like,
    );
    const [one, two, other] = [1, 1, 2].map((seed) => {
      const out = like.v.slice();
      augment!(out, rng(seed));
      return out;
    });
    expect(one).toEqual(two);
    expect(one).not.toEqual(other);
    expect(one).not.toEqual(like.v);
  });

  it('joins steps that only move pixels into one warp', () => {
    const moves = [
      { step: 'rotate', params },
      { step: 'shift', params: { share: 0.2 } },
      { step: 'zoom', params: { share: 0.3 } },
    ];
    const smooth = formulaPicture(40, 40);
    for (let i = 0; i < smooth.v.length; i++) smooth.v[i] = 3 * (i % 40) + 2 * Math.floor(i / 40);
    const out = smooth.v.slice();
    augmenter(moves, smooth).augment!(out, rng(5));
    const draws = rng(5);
    const one = moves.reduce(
      (picture, { step, params }) => imageStepByName(step).augment!(picture, params, draws),
      smooth,
    );
    // Of a slope, interpolating once or three times is the same but where an edge was drawn in.
    for (let y = 15; y < 25; y++)
      for (let x = 15; x < 25; x++) expect(out[y * 40 + x]).toBeCloseTo(one.v[y * 40 + x], 3);
  });

  it('is absent where no step asks for it', () => {
    expect(augmenter([{ step: 'resize', params: {} }], like)).toEqual({});
    const mixing = augmenter([{ step: 'mixup', params: { alpha: 0.4 } }], like);
    expect(mixing.augment).toBeUndefined();
    expect(mixing.mix!(rng(1))).toBeGreaterThan(0);
  });
});
