import { expect, it } from 'vitest';
import type { FamilyImportance } from '../../../search/importance';
import { verdictOf } from './importance-words';

const family = (low: number, foretold: number): FamilyImportance => ({
  family: 'mlp',
  trials: 30,
  state: 'found',
  params: [{ key: 'dropout', share: 0.9, low, high: 1 }],
  together: null,
  foretold,
});

it('a setting is named only where the forest foretells what it has not seen', () => {
  expect(verdictOf(family(0.8, 0.7))).toBe('most');
  expect(verdictOf(family(0.4, 0.7))).toBe('much');
  expect(verdictOf(family(0.8, 0.05))).toBe('unsure');
  expect(verdictOf(family(0.8, -0.4))).toBe('unsure');
  expect(verdictOf({ ...family(0, 0), state: 'few', params: [], foretold: null })).toBe('few');
});
