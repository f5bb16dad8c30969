import { expect, test } from 'vitest';
import { readsPictures } from './family';
import { families, familyByName } from './index';
import { seedsOf } from './seeds';

const shapes = { inputs: 4, kind: 'binary', classes: 2 } as const;
const of = (name: string, asked?: 1 | 2 | 4 | 8, folds = 5) => {
  const family = familyByName(name);
  return seedsOf(family, family.spec({}, shapes), asked, folds);
};

test('a network has as many as the study asks for; without a word one', () => {
  expect([of('mlp'), of('mlp', 1), of('mlp', 4), of('layers', 8)]).toEqual([1, 1, 4, 8]);
});

test('never more than 100 networks of all folds', () => {
  expect([of('mlp', 8, 12), of('mlp', 8, 13), of('mlp', 4, 50), of('mlp', 4, 400)]).toEqual([8, 4, 2, 1]);
});

test('one of what has one minimum, of trees and of pictures', () => {
  const tables = families.filter(({ reads }) => !readsPictures(reads));
  const many = tables.filter(({ name }) => of(name, 8) > 1).map(({ name }) => name);
  expect(many).toEqual(['mlp', 'tabular-resnet', 'layers']);
  expect(of('transfer', 8)).toBe(1);
});
