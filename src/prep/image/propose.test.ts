import { describe, expect, it } from 'vitest';
import type { PictureInfo } from '../../data/images/picture';
import { checkImageParams } from './pipeline';
import { proposeImageSteps } from './propose';

const info = (side: number, more: Partial<PictureInfo> = {}): PictureInfo => ({
  width: side,
  height: side,
  channels: 1,
  unit: 'intensity',
  range: [0, 255],
  ...more,
});
const ct = (side: number): PictureInfo => info(side, { unit: 'hu', range: [-1024, 3071] });
const RECIPE = ['z-score', 'rotate', 'shift', 'zoom', 'brightness'];

const proposed = (infos: PictureInfo[], tags?: Record<string, string>) => {
  const plan = proposeImageSteps(infos, tags);
  checkImageParams(plan);
  return {
    names: plan.map(({ step }) => step),
    params: (name: string) => plan.find((s) => s.step === name)!.params,
  };
};

describe('proposeImageSteps', () => {
  it('leaves 28 × 28 grey at its size, from 0 to 1, standardized, with the recipe of augmentation and no flip', () => {
    const { names, params } = proposed([info(28), info(28)]);
    expect(names).toEqual(['resize', 'scale01', ...RECIPE]);
    expect(params('resize').size).toBe(28);
  });

  it('sees a CT through the window of its body part', () => {
    const { names, params } = proposed([ct(512), ct(512)], { BodyPartExamined: 'CHEST' });
    expect(names).toEqual(['window', 'resize', ...RECIPE]);
    expect(params('window').preset).toBe('lung');
    expect(params('resize').size).toBe(128);
    expect(proposed([ct(512)], { BodyPartExamined: 'HEAD' }).params('window').preset).toBe('brain');
    expect(proposed([ct(512)]).params('window').preset).toBe('softTissue');
  });

  it('takes the median of longer sides, in eights', () => {
    const sizes = [info(61, { height: 20 }), info(70), info(2000)];
    expect(proposed(sizes).params('resize').size).toBe(72);
  });

  it('makes grey of grey and colour together, and keeps colour', () => {
    const colour = info(64, { channels: 3, unit: 'colour' });
    expect(proposed([colour, info(64)]).names).toContain('channel-select');
    expect(proposed([colour, colour]).names).toEqual(['resize', 'scale01', ...RECIPE]);
  });

  it('goes by percentiles where numbers have no common unit', () => {
    const wide = info(256, { range: [0, 65535] });
    expect(proposed([wide, wide]).names).toEqual(['percentile-clip', 'resize', ...RECIPE]);
    expect(proposed([ct(256), info(256)]).names).toEqual(['percentile-clip', 'resize', ...RECIPE]);
  });

  it('cuts what is too large to be held into patches first', () => {
    expect(proposed([info(20_000, { channels: 3, unit: 'colour', tiled: true })]).names[0]).toBe('patches');
  });
});
