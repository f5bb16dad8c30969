import { expect, it } from 'vitest';
import { familyByName, usualFamilies } from '../models';
import type { Space } from '../study/space';
import { familiesSearched, spaceSearched } from './families-searched';
import { strategyByName } from './index';

const [auto, architecture] = [strategyByName('auto'), strategyByName('architecture')];
const proposed = (...names: string[]): Space =>
  Object.fromEntries(names.map((name) => [name, familyByName(name).space()]));

it('a study begins with the usual families, or with those that can be built in many ways', () => {
  const named = (strategy: typeof auto, rows: 'table' | 'picture') =>
    familiesSearched(strategy, usualFamilies(rows), rows).map(({ name }) => name);
  expect(named(auto, 'table')).toEqual([
    'elastic-net',
    'boosted-trees',
    'random-forest',
    'extra-trees',
    'mlp',
  ]);
  expect(named(architecture, 'table')).toEqual(['layers']);
  expect(named(auto, 'picture')).not.toContain('cells');
  expect(named(architecture, 'picture')).toEqual(['cells']);
});

it('families as they were proposed make way for those that suit the strategy, and come back', () => {
  const usual = proposed(...usualFamilies('table').map(({ name }) => name));
  const built = spaceSearched(architecture, usual, 'table');
  expect(built).toEqual(proposed('layers'));
  expect(spaceSearched(auto, built, 'table')).toEqual(usual);
  expect(spaceSearched(auto, usual, 'table')).toEqual(usual);
  expect(spaceSearched(architecture, built, 'table')).toEqual(built);
});

it('what was changed by hand stays', () => {
  const own: Space = {
    ...proposed('logistic'),
    mlp: { ...familyByName('mlp').space(), dropout: { kind: 'float', low: 0.1, high: 0.2, log: false } },
  };
  expect(spaceSearched(architecture, own, 'table')).toEqual({ mlp: own.mlp, ...proposed('layers') });
});

it('pictures keep their searched cells: which of the usual families suits them is for the user to say', () => {
  expect(spaceSearched(architecture, proposed('resnet'), 'picture')).toEqual(proposed('cells'));
  expect(spaceSearched(auto, proposed('cells'), 'picture')).toEqual(proposed('cells'));
  expect(spaceSearched(auto, proposed('cells', 'resnet'), 'picture')).toEqual(proposed('resnet'));
});
