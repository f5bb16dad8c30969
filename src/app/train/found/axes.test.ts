import { expect, it } from 'vitest';
import type { Trial } from '../../../study/events';
import type { Config, Space } from '../../../study/space';
import { axesOf, axisTicks, placeOf } from './axes';

const space: Space = {
  logistic: {
    learningRate: { kind: 'choice', values: [0.1, 0.001, 0.01] },
    weightDecay: { kind: 'choice', values: [0] },
  },
  mlp: {
    learningRate: { kind: 'float', low: 1e-5, high: 0.1, log: true },
    hidden: { kind: 'choice', values: [[64], [64, 32]] },
    weightDecay: { kind: 'choice', values: [0] },
    batchSize: { kind: 'int', low: 16, high: 64, step: 16, log: false },
  },
};
const trial = (config: Config): Trial => ({ search: 1, trial: 0, state: 'finished', points: [], config });
const axisOf = (key: string, trials: Trial[] = [], of = space) => {
  const axis = axesOf(of, trials).find((one) => one.key === key);
  if (!axis) throw new Error(key);
  return axis;
};

it('the families and what varies, one axis for what has one name; a single value has none', () => {
  expect(axesOf(space, []).map(({ key, families }) => [key, families])).toEqual([
    ['family', ['logistic', 'mlp']],
    ['learningRate', ['logistic', 'mlp']],
    ['hidden', ['mlp']],
    ['batchSize', ['mlp']],
  ]);
  expect(axesOf({ mlp: space.mlp }, []).map(({ key }) => key)).not.toContain('family');
});

it('a range and single values of another family are one logarithmic axis', () => {
  const { scale, read } = axisOf('learningRate');
  expect(scale).toEqual({ kind: 'number', low: 1e-5, high: 0.1, log: true, integer: false });
  expect(axisTicks(scale)).toEqual([1e-5, 1e-4, 0.001, 0.01, 0.1]);
  expect(placeOf(scale, 0.001)).toBeCloseTo(0.5, 12);
  expect(placeOf(scale, read(trial({ family: 'other', params: {} })))).toBeNull();
});

it('single numbers stand in their order, lists as they are given', () => {
  expect(axisOf('learningRate', [], { logistic: space.logistic }).scale).toEqual({
    kind: 'rank',
    values: [0.001, 0.01, 0.1],
  });
  const { scale } = axisOf('hidden');
  expect(placeOf(scale, [64])).toBe(0.25);
  expect(placeOf(scale, [64, 32])).toBe(0.75);
  expect(placeOf(scale, [8])).toBeNull();
});

it('what a trial from elsewhere holds widens the axis', () => {
  const far = trial({ family: 'mlp', params: { batchSize: 128, hidden: [256], weightDecay: 0.5 } });
  expect(axisOf('batchSize', [far]).scale).toMatchObject({ low: 16, high: 128, integer: true });
  expect(axisOf('hidden', [far]).scale).toEqual({ kind: 'rank', values: [[64], [64, 32], [256]] });
  expect(axisOf('weightDecay', [far]).scale).toEqual({ kind: 'rank', values: [0, 0.5] });
});

it('a logarithmic range within one power of ten is written by its ends', () => {
  expect(axisTicks({ kind: 'number', low: 0.002, high: 0.009, log: true, integer: false })).toEqual([
    0.002, 0.009,
  ]);
});
