import { describe, expect, it } from 'vitest';
import type { Table } from '../data/dataset';
import { usualFamilies } from '../models/index';
import { strategyByName } from '../search/index';
import type { ColumnPlan, Task } from '../study/schema';
import { proposeBudget } from './propose-budget';

const task: Task = { kind: 'binary', target: 'y', classes: ['0', '1'] };
const tableOf = (n: number, columns = 20): { table: Table; plans: ColumnPlan[] } => {
  const names = Array.from({ length: columns }, (_, i) => `x${i}`);
  return {
    table: { n, columns: names.map((name) => ({ name, column: { kind: 'num', v: new Float64Array(0) } })) },
    plans: names.map((name) => ({ name, type: 'continuous', role: 'feature', stored: true })),
  };
};
const proposed = (n: number, strategy = 'auto') => {
  const { table, plans } = tableOf(n);
  return proposeBudget(strategyByName(strategy), usualFamilies('table'), table, plans, task);
};

describe('the budget of a table', () => {
  it('is two minutes for the usual table, and longer for a large one, but no night', () => {
    expect([155, 920, 5000].map((n) => proposed(n).minutes)).toEqual([2, 2, 2]);
    const [large, larger, huge] = [50_000, 100_000, 10_000_000].map((n) => proposed(n).minutes);
    expect(large).toBeGreaterThan(2);
    expect(larger).toBeGreaterThan(large);
    expect(huge).toBe(60);
  });

  it('has a trial for every two rows, forty at least, and a thousand at most', () => {
    expect([30, 155, 920, 100_000].map((n) => proposed(n).trials)).toEqual([40, 77, 460, 1000]);
  });

  it('waits for no more trials by hand than it did', () => {
    expect(proposed(920, 'manual')).toEqual({ trials: 20, minutes: 2 });
  });

  it('is two minutes where nothing is to be predicted yet', () => {
    const { table, plans } = tableOf(200);
    expect(proposeBudget(strategyByName('auto'), usualFamilies('table'), table, plans, null).minutes).toBe(2);
  });
});
