import { expect, test } from 'vitest';
import type { Association } from '../../study/results/association';
import { printOdds } from './odds-print';

const beta = (value: number) => ({ beta: value, low: value, high: value, p: 0.5 });
const number = (name: string, value: number, sd: number): Association['variables'][number] => ({
  name,
  kind: 'number',
  sd,
  terms: [{ level: null, n: 100, alone: beta(value), adjusted: beta(value) }],
});
const association: Association = {
  kind: 'logistic',
  n: 100,
  patients: 100,
  left: 0,
  events: 40,
  missing: 'complete',
  filled: 0,
  parameters: 2,
  clustered: false,
  adjusted: 'likelihood',
  variables: [number('platelets', 0.00001, 100_000), number('age', 0.05, 10)],
  leftOut: [],
};
const say = (key: string, fill?: Record<string, string | number>) => `${key} ${fill?.sd ?? fill?.unit ?? ''}`;
const told = (perSd: boolean | 'flat') =>
  printOdds(association, 'died', 'en', perSd, say).rows.map(({ cells }) => `${cells[0]} ${cells[2]}`);

test('a unit that would print as no effect is replaced by an SD, and only that', () => {
  expect(told('flat')).toEqual([
    'platelets, odds.perSd 100,000 2.72 (2.72 – 2.72)',
    'age, odds.perUnit 1 1.05 (1.05 – 1.05)',
  ]);
  expect(told(false)[0]).toBe('platelets, odds.perUnit 1 1.00 (1.00 – 1.00)');
  expect(told(true)[1]).toBe('age, odds.perSd 10 1.65 (1.65 – 1.65)');
});
