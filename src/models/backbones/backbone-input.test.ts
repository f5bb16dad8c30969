import { expect, it } from 'vitest';
import { backboneConflicts } from './backbone-conflicts';
import { toBackboneInput } from './backbone-input';

const uniform = (channels: number, value: number[], range: readonly [number, number]) => ({
  width: 10,
  height: 6,
  channels,
  unit: 'intensity' as const,
  range,
  v: Float32Array.from({ length: 60 * channels }, (_, i) => value[i % channels]),
});
const first = (picture: ReturnType<typeof uniform>) => [...toBackboneInput(picture).subarray(0, 3)];

it('is (v - 127) / 128 of what the range makes 0 to 255, at 224 x 224 x 3', () => {
  expect(toBackboneInput(uniform(3, [0, 127, 255], [0, 255])).length).toBe(224 * 224 * 3);
  expect(first(uniform(3, [0, 127, 255], [0, 255]))).toEqual([-127 / 128, 0, 1]);
  expect(first(uniform(3, [0, 0.2, 1], [0, 1]))[1]).toBeCloseTo((51 - 127) / 128, 6);
  expect(first(uniform(1, [-600], [-1024, 3071]))[0]).toBeCloseTo(
    (((-600 + 1024) * 255) / 4095 - 127) / 128,
    6,
  );
});

it('shows one channel in all three and leaves a fourth out', () => {
  expect(first(uniform(1, [255], [0, 255]))).toEqual([1, 1, 1]);
  expect(first(uniform(4, [255, 127, 0, 99], [0, 255]))).toEqual([1, 0, -127 / 128]);
});

it('cuts what lies outside of the range, and survives a range of nothing', () => {
  expect(first(uniform(3, [-40, 127, 300], [0, 255]))).toEqual([-127 / 128, 0, 1]);
  expect(first(uniform(1, [5], [5, 5]))[0]).toBe(-127 / 128);
});

it('goes against a second scaling and a single channel, with the reason', () => {
  const steps = (...names: string[]) => names.map((step, i) => ({ id: `s${i}`, step }));
  expect(backboneConflicts(steps('window', 'resize', 'clahe', 'scale01', 'flip'))).toEqual([]);
  expect(backboneConflicts(steps('resize', 'mean-subtraction', 'z-score'))).toEqual([
    { stepId: 's1', reason: 'backboneScaling' },
    { stepId: 's2', reason: 'backboneScaling' },
  ]);
  expect(backboneConflicts(steps('channel-select', 'resize'))).toEqual([
    { stepId: 's0', reason: 'backboneChannels' },
  ]);
  expect(backboneConflicts(steps('channel-select', 'to-colour'))).toEqual([]);
  expect(backboneConflicts(steps('to-colour', 'channel-select'))).toHaveLength(1);
});
