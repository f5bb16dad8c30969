import { expect, it } from 'vitest';
import { moveLevel, withMissing } from './reading-edits';

it('a text for missing is named once, however it is written', () => {
  expect(withMissing(['?', 'NA'], '-9', true)).toEqual(['?', 'NA', '-9']);
  expect(withMissing(['?', '-9'], '-9.0', true)).toEqual(['?', '-9.0']);
  expect(withMissing(['?', 'NA'], 'na', false)).toEqual(['?']);
  expect(withMissing(['?'], 'x', false)).toEqual(['?']);
});

it('a level moves up and down, and never out', () => {
  const order = ['low', 'medium', 'high'];
  expect(moveLevel(order, 'high', 0)).toEqual(['high', 'low', 'medium']);
  expect(moveLevel(order, 'low', 1)).toEqual(['medium', 'low', 'high']);
  expect(moveLevel(order, 'low', 9)).toEqual(['medium', 'high', 'low']);
  expect(moveLevel(order, 'medium', -1)).toEqual(['medium', 'low', 'high']);
  expect(moveLevel(order, 'unheard of', 0)).toEqual(order);
});
