import { expect, test } from 'vitest';
import type { Association } from '../../study/results/association';
import { printOdds } from './odds-print';
import { forestOf } from './odds-rows';

const say = (key: string, fill?: Record<string, string | number>) =>
  `${key} ${Object.values(fill ?? {}).join()}`;
const found = (beta: number) => ({ beta, low: beta - 0.2, high: beta + 0.2, p: 0.01 });
const number = (name: string, beta: number, sd: number): Association['variables'][number] => ({
  name,
  kind: 'number',
  sd,
  terms: [{ level: null, n: 90, alone: found(beta), adjusted: found(beta / 2) }],
});
const association: Association = {
  kind: 'logistic',
  n: 90,
  patients: 90,
  left: 0,
  events: 30,
  missing: 'complete',
  filled: 0,
  parameters: 2,
  clustered: false,
  adjusted: 'likelihood',
  variables: [number('age', 0.5, 10), number('platelets', 0.001, 100)],
  leftOut: [],
};

const estimates = (steps: boolean | 'flat') =>
  forestOf(association, steps, say).rows.map((row) => row.estimates.map((one) => one?.estimate));

test('a forest plot draws exponents, of one unit or of an SD', () => {
  expect(estimates(false)).toEqual([
    [Math.exp(0.5), Math.exp(0.25)],
    [Math.exp(0.001), Math.exp(0.0005)],
  ]);
  expect(estimates(true)[0]).toEqual([Math.exp(5), Math.exp(2.5)]);
});

test('where one unit would print as no effect, plot and table take the SD, and only there', () => {
  expect(estimates('flat')).toEqual([
    [Math.exp(0.5), Math.exp(0.25)],
    [Math.exp(0.1), Math.exp(0.05)],
  ]);
  const table = printOdds(association, 'died', 'en', 'flat', say).rows.map(({ cells }) => cells[0]);
  expect(table).toEqual(['age, odds.perUnit 1', 'platelets, odds.perSd 100']);
});

test('without a model of all columns there is one panel', () => {
  const alone = forestOf({ ...association, adjusted: null }, false, say);
  expect(alone.panels.map(({ key }) => key)).toEqual(['alone']);
  expect(alone.rows.every((row) => row.estimates.length === 1)).toBe(true);
});
