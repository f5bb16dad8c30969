import { expect, it } from 'vitest';
import { brushed, isInside } from './brush';

const keys = ['family', 'dropout', 'score'];

it('inside where every chosen axis is passed; an axis that a trial does not have is not', () => {
  expect(isInside(keys, [0.25, null, 0.9], {})).toBe(true);
  expect(isInside(keys, [0.25, null, 0.9], { score: [0.9, 1] })).toBe(true);
  expect(isInside(keys, [0.25, null, 0.9], { score: [0.9, 1], family: [0.5, 1] })).toBe(false);
  expect(isInside(keys, [0.25, null, 0.9], { dropout: [0, 0.5] })).toBe(false);
  expect(isInside(keys, [0.25, 0.1 + 0.2, 0.9], { dropout: [0, 0.3] })).toBe(true);
});

it('drawn either way it is the same, kept on the axis; all of an axis is no choice', () => {
  expect(brushed({}, 'score', [0.8, 0.2])).toEqual({ score: [0.2, 0.8] });
  expect(brushed({ family: [0, 0.5] }, 'score', [0.5, 1.4])).toEqual({ family: [0, 0.5], score: [0.5, 1] });
  expect(brushed({ score: [0, 0.5] }, 'score', [-0.1, 1])).toEqual({});
  expect(brushed({ score: [0, 0.5] }, 'score', null)).toEqual({});
});
