import { expect, it } from 'vitest';
import { panelOf } from './forest-panels';

const estimate = (low: number, middle: number, high: number) =>
  ({ estimate: middle, low, high, method: 'wald' }) as const;

it('an AUROC stands between one half and one unless something lies below', () => {
  expect(panelOf('auroc', '', [estimate(0.6, 0.8, 0.9)], 0.8)).toMatchObject({
    domain: [0.5, 1],
    reference: 0.8,
  });
  expect(panelOf('auroc', '', [estimate(0.31, 0.8, 1)], 0.8).domain).toEqual([0, 1]);
});

it('O/E stands on a logarithmic axis around 1 whatever the whole is', () => {
  const panel = panelOf('oe', '', [estimate(0.4, 1.2, 3)], 1.1);
  expect(panel).toMatchObject({ log: true, reference: 1, domain: [0.25, 4], ticks: [0.25, 0.5, 1, 2, 4] });
  // A whisker that runs out of the figure is cut off at its edge.
  expect(panelOf('oe', '', [estimate(0.01, 1, 90)], 1).domain).toEqual([0.125, 8]);
});

it('proportions have the whole axis, errors a round one', () => {
  expect(panelOf('sensitivity', '', [], undefined).domain).toEqual([0, 1]);
  expect(panelOf('rmse', '', [estimate(3.1, 4, 5.2)], 4).domain).toEqual([3, 5.5]);
});
