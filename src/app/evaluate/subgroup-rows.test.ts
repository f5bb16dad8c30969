import { expect, it } from 'vitest';
import type { Evaluation } from '../../study/events';
import { subgroupRows } from './subgroup-rows';

const auroc = (estimate: number) => ({ estimate, low: null, high: null, method: 'none' }) as const;
const evaluation = {
  kind: 'binary',
  n: 30,
  counts: [20, 10],
  metrics: { auroc: auroc(0.8) },
} as unknown as Evaluation;

it('all rows stand first; a group of one class is there and said to be one', () => {
  const { metrics, rows } = subgroupRows(
    {
      column: 'sex',
      groups: [
        { label: 'F', n: 18, patients: 18, counts: [10, 8], small: false, metrics: { auroc: auroc(0.7) } },
        { label: '', n: 12, patients: 12, counts: [12, 0], small: true, metrics: { auroc: null } },
      ],
      others: 3,
    },
    evaluation,
  );
  expect(metrics).toEqual(['auroc']);
  expect(rows.map(({ label, n, events, small, oneClass }) => [label, n, events, small, oneClass])).toEqual([
    [null, 30, 10, false, false],
    ['F', 18, 8, false, false],
    ['', 12, 0, true, true],
  ]);
  expect(rows[2].estimates).toEqual([null]);
});
