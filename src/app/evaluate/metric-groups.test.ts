import { expect, it } from 'vitest';
import { metricGroups } from './metric-groups';

const any = { estimate: 1, low: null, high: null, method: 'none' } as const;

it('accuracy hangs on a threshold where there is one', () => {
  const metrics = { auroc: any, accuracy: any, kappa: any, oe: any, brier: any };
  expect(metricGroups(metrics, true)).toEqual([
    { group: 'discrimination', metrics: ['auroc'] },
    { group: 'calibration', metrics: ['oe'] },
    { group: 'overall', metrics: ['brier'] },
    { group: 'threshold', metrics: ['accuracy', 'kappa'] },
  ]);
  expect(metricGroups({ accuracy: any, kappa: any }, false)).toEqual([
    { group: 'overall', metrics: ['accuracy', 'kappa'] },
  ]);
});
