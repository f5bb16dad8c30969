import { expect, it } from 'vitest';
import { auto } from '../../search/auto';
import { autoPartOf } from './auto-parts';

it('every reason of the automatic search is a part of what it spent, and no other reason is', () => {
  const parts = (auto.reasons ?? []).map((code) => autoPartOf({ why: { code, details: {} } }));
  expect(parts).not.toContain(null);
  expect(new Set(parts)).toEqual(new Set(['start', 'random', 'autoTpe', 'autoGaussian', 'autoGenetic']));
  expect(autoPartOf({ why: { code: 'hand', details: {} } })).toBeNull();
  expect(autoPartOf({})).toBeNull();
});
