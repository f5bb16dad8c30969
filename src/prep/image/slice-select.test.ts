import { describe, expect, it } from 'vitest';
import type { PictureInfo } from '../../data/images/picture';
import { defaultsOf, type ParamValues } from '../../study/params';
import { sliceSelect } from './slice-select';

const info = (slice?: number, slices?: number): PictureInfo => ({
  width: 8,
  height: 6,
  channels: 1,
  unit: 'hu',
  range: [-1024, 3071],
  ...(slice === undefined ? {} : { volume: 0, slice }),
  ...(slices === undefined ? {} : { slices }),
});
const regions = (of: PictureInfo, change: ParamValues) =>
  sliceSelect.regions?.(of, { ...defaultsOf(sliceSelect.params), ...change }, () => {
    throw new Error('no pixel is needed');
  });
/** Sections of a volume of n that are kept. */
const kept = (n: number, change: ParamValues) =>
  Array.from({ length: n }, (_, slice) => slice).filter(
    (slice) => regions(info(slice, n), change)?.length === 1,
  );

describe('slice-select', () => {
  it('keeps the middle third, and one of one', () => {
    expect(kept(9, { choose: 'middle-third' })).toEqual([3, 4, 5]);
    expect(kept(10, { choose: 'middle-third' })).toEqual([3, 4, 5, 6]);
    expect(kept(2, { choose: 'middle-third' })).toEqual([0, 1]);
    expect(kept(1, { choose: 'middle-third' })).toEqual([0]);
  });

  it('keeps every k-th from the first on', () => {
    expect(kept(7, { choose: 'every', every: 3 })).toEqual([0, 3, 6]);
  });

  it('keeps a range as people count, from 1, both ends included', () => {
    expect(kept(6, { choose: 'range', first: 2, last: 4 })).toEqual([1, 2, 3]);
  });

  it('keeps all where that is chosen, whole', () => {
    expect(kept(3, { choose: 'all' })).toEqual([0, 1, 2]);
    expect(regions(info(0, 3), { choose: 'all' })).toEqual([{ x: 0, y: 0, width: 8, height: 6 }]);
  });

  it('leaves pictures of no volume alone, and says that there is none', () => {
    expect(regions(info(), { choose: 'range', first: 5, last: 5 })?.length).toBe(1);
    expect(regions(info(1), { choose: 'middle-third' })?.length).toBe(1);
    expect(sliceSelect.unsuited?.(info(), {})).toBe('notAVolume');
    expect(sliceSelect.unsuited?.(info(0, 3), {})).toBeNull();
  });
});
