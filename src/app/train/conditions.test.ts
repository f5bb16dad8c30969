import { expect, it } from 'vitest';
import type { Domain } from '../../study/space';
import { conditionOn, parentsFor } from './conditions';

const choice = (...values: number[]): Domain => ({ kind: 'choice', values });
const beside: Record<string, Domain> = {
  layers: choice(1, 2, 3),
  second: { ...choice(8, 16), when: { key: 'layers', in: [2, 3] } },
  third: { ...choice(8, 16), when: { key: 'second', in: [16] } },
  one: choice(4),
  rate: { kind: 'float', low: 0, high: 1, log: false },
};

it('a setting can depend on lists that do not depend on it', () => {
  expect(parentsFor('rate', beside)).toEqual(['layers', 'second', 'third']);
  expect(parentsFor('second', beside)).toEqual(['layers']);
  expect(parentsFor('layers', beside)).toEqual([]);
});

it('a condition begins with all values but the first', () => {
  expect(conditionOn('layers', beside)).toEqual({ key: 'layers', in: [2, 3] });
  expect(conditionOn('rate', beside)).toBeNull();
  expect(conditionOn('', beside)).toBeNull();
});
