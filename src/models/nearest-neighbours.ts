import { defaultsOf, type ParamValues } from '../study/params';
import type { Family } from './family';
import type { NeighboursSpec } from './neighbours/spec';

/** Fewer rows than this are better served by many neighbours: one of few says little. */
const FEW_ROWS = 300;

/** k nearest neighbours: what became of the training patients who are most like this one. */
export const nearestNeighbours: Family<NeighboursSpec> = {
  name: 'nearest-neighbours',
  holdsRows: true,
  params: [
    { key: 'k', kind: 'int', low: 1, high: 100, log: true, default: 15 },
    { key: 'weights', kind: 'choice', choices: ['uniform', 'distance'], default: 'distance' },
    { key: 'metric', kind: 'choice', choices: ['euclidean', 'manhattan'], default: 'euclidean' },
  ],
  space: () => ({
    k: { kind: 'int', low: 1, high: 100, log: true, step: 1 },
    weights: { kind: 'choice', values: ['uniform', 'distance'] },
    metric: { kind: 'choice', values: ['euclidean', 'manhattan'] },
  }),
  portfolio: (rows): readonly ParamValues[] =>
    rows < FEW_ROWS
      ? [{ k: 30, metric: 'manhattan' }, { k: 8 }]
      : [{ k: 30, metric: 'manhattan' }, { k: 60 }, { k: 8, metric: 'manhattan' }],
  spec(params, { inputs, kind, classes }) {
    const values = { ...defaultsOf(this.params), ...params };
    return {
      kind: 'neighbours',
      inputs,
      loss: kind === 'regression' ? 'mse' : kind === 'multiclass' ? 'softmax' : 'binary',
      classes,
      k: Number(values.k),
      weights: values.weights === 'uniform' ? 'uniform' : 'distance',
      metric: values.metric === 'manhattan' ? 'manhattan' : 'euclidean',
    };
  },
};
