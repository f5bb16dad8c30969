import { expect, it } from 'vitest';
import { isTrainedElsewhere, readsElsewhere, spaceElsewhere } from './trained-elsewhere';

it('trees and regressions that are solved stay here, networks go', () => {
  const mlp = { hidden: { kind: 'choice' as const, values: [[8]] } };
  const space = { 'elastic-net': {}, 'boosted-trees': {}, 'random-forest': {}, mlp };
  expect(spaceElsewhere(space)).toEqual({
    space: { mlp },
    here: ['elastic-net', 'boosted-trees', 'random-forest'],
  });
  expect(spaceElsewhere({ mlp })).toEqual({ space: { mlp }, here: [] });
  expect(() => spaceElsewhere({ 'extra-trees': {} })).toThrow('cluster.noNetwork');
  expect(isTrainedElsewhere({ config: { family: 'mlp', params: {} } })).toBe(true);
  expect(isTrainedElsewhere({ config: { family: 'boosted-trees', params: {} } })).toBe(false);
});

it('a regression by gradients stays here where networks are given other numbers', () => {
  const space = { logistic: {}, mlp: {} };
  const plain = [{ id: 'standardize', step: 'standardize', params: {} }];
  const bins = [...plain, { id: 'bins', step: 'piecewise-linear', params: {} }];
  expect(spaceElsewhere(space, plain)).toEqual({ space, here: [] });
  expect(spaceElsewhere(space, bins)).toEqual({ space: { mlp: {} }, here: ['logistic'] });
  expect(spaceElsewhere({ logistic: {} }, bins)).toEqual({ space: { logistic: {} }, here: [] });
  expect(readsElsewhere(space)).toBe('embedded');
  expect(readsElsewhere({ logistic: {} })).toBeUndefined();
});
