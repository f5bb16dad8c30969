import { expect, it } from 'vitest';
import { differsForNetworks, planFor } from './plan-for';
import { proposeSteps } from './propose';
import { cat, num, table } from './test-tables';

const data = table({ age: num(63, null, 37), sex: cat(['F', 'M', null]) }, 3);
const named = (...of: Parameters<typeof planFor>) => planFor(...of).map(({ step }) => step);

it('networks are given every step, a regression none that is for networks, trees none that makes numbers', () => {
  const plan = proposeSteps(data, true);
  const plain = ['impute', 'one-hot', 'standardize'];
  expect(named(plan, 'embedded')).toEqual([...plain, 'smooth-clip', 'piecewise-linear']);
  expect(named(plan)).toEqual(plain);
  expect(named(plan, 'levels')).toEqual(['level-codes']);
  expect(differsForNetworks(plan)).toBe(true);
});

it('without such steps all but trees are given the same', () => {
  const plan = proposeSteps(data);
  expect(planFor(plan, 'embedded')).toEqual(planFor(plan));
  expect(planFor(plan)).toEqual(plan);
  expect(differsForNetworks(plan)).toBe(false);
});
