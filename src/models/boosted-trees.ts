import { defaultsOf, type ParamValues } from '../study/params';
import type { Family } from './family';
import { bins, maxDepth, minLeafRows, treesOn } from './trees/params';
import type { TreesSpec } from './trees/spec';

/** Deeper trees are cut off at so many leaves, those kept that gain most. */
const MOST_LEAVES = 63;

/** Shallow and slow trees hold a model back; deep ones find what few patients cannot show. */
const HELD_BACK: readonly ParamValues[] = [
  { learningRate: 0.1, maxDepth: 1 },
  { learningRate: 0.05, maxDepth: 3, minLeafRows: 20, inputShare: 0.5 },
];
const FREE: readonly ParamValues[] = [
  { learningRate: 0.05, maxDepth: 3, minLeafRows: 20, inputShare: 0.5 },
  { learningRate: 0.1, maxDepth: 6 },
  { learningRate: 0.1, maxDepth: 1 },
];
const FEW_ROWS = 300;

/** Gradient-boosted trees (Friedman 2001) on histograms, as LightGBM grows them (Ke et al., NeurIPS 2017). */
export const boostedTrees: Family<TreesSpec> = {
  name: 'boosted-trees',
  reads: 'levels',
  params: [
    { key: 'learningRate', kind: 'float', low: 0.005, high: 1, log: true, default: 0.1 },
    { key: 'rounds', kind: 'int', low: 1, high: 5000, log: true, default: 300 },
    maxDepth(4),
    minLeafRows(10),
    { key: 'lambda', kind: 'float', low: 0, high: 1000, log: true, default: 1 },
    { key: 'rowShare', kind: 'float', low: 0.1, high: 1, default: 0.8 },
    { key: 'inputShare', kind: 'float', low: 0.1, high: 1, default: 0.8 },
    { key: 'minGain', kind: 'float', low: 0, high: 100, log: true, default: 0 },
    bins,
  ],
  space: () => ({
    learningRate: { kind: 'float', low: 0.02, high: 0.3, log: true },
    maxDepth: { kind: 'choice', values: [1, 2, 3, 4, 6] },
    minLeafRows: { kind: 'choice', values: [5, 10, 20, 40] },
    lambda: { kind: 'choice', values: [0.1, 1, 10] },
    inputShare: { kind: 'choice', values: [0.5, 0.8] },
  }),
  portfolio: (rows) => (rows < FEW_ROWS ? HELD_BACK : FREE),
  spec(params, shapes) {
    const values = { ...defaultsOf(this.params), ...params };
    const depth = Number(values.maxDepth);
    return {
      ...treesOn(shapes, values),
      grow: 'boosting',
      trees: Number(values.rounds),
      learningRate: Number(values.learningRate),
      maxLeaves: Math.min(2 ** depth, MOST_LEAVES),
      minLeafWeight: 1e-3,
      lambda: Number(values.lambda),
      minGain: Number(values.minGain),
      rowShare: Number(values.rowShare),
      inputShare: Number(values.inputShare),
    };
  },
};
