import { expect, test } from 'vitest';
import { imageSteps } from '../../../prep/image/index';
import type { StepPlan } from '../../../study/schema';
import { groupedImageSteps, groupOf, kindOfPlan, placeOf } from './image-step-groups';

const plans = (...steps: string[]): StepPlan[] => steps.map((step) => ({ id: step, step, params: {} }));

test('every image step is offered once', () => {
  const offered = groupedImageSteps('', () => '').flatMap(({ steps }) => steps);
  expect(offered.map(({ name }) => name).sort()).toEqual(imageSteps.map(({ name }) => name).sort());
});

test('a search finds by any word of the texts', () => {
  const found = groupedImageSteps('mirror left', ({ name }) =>
    name === 'flip' ? 'Mirrors left and right' : '',
  );
  expect(found).toEqual([{ group: 'augment', steps: imageSteps.filter(({ name }) => name === 'flip') }]);
});

test('steps stand in the group of what they change', () => {
  expect(groupOf({ name: 'resize', kind: 'map' })).toBe('geometry');
  expect(groupOf({ name: 'bilateral', kind: 'map' })).toBe('denoise');
  expect(groupOf({ name: 'window-level', kind: 'map' })).toBe('intensity');
  expect(groupOf({ name: 'patches', kind: 'rows' })).toBe('rows');
});

test('a new step goes before augmentation, and what makes rows before all', () => {
  const steps = plans('impute', 'resize', 'flip');
  expect(placeOf({ kind: 'map' }, steps, kindOfPlan)).toBe(2);
  expect(placeOf({ kind: 'rows' }, steps, kindOfPlan)).toBe(1);
  expect(placeOf({ kind: 'augment' }, steps, kindOfPlan)).toBe(3);
});
