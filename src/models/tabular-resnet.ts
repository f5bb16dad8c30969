import type { ParamValues } from '../study/params';
import type { Family } from './family';
import type { GraphSpec } from './graph';
import { withDefaults } from './graph-builder';
import { batchSize, learningRate, orders, share, weightDecayOf, weightDecays } from './optimization';
import { TableGraph } from './table-graph';

/** batchNorm, a wider layer, and back to the width, beside a way past them (Gorishniy et al. 2021, equation 2). */
function block(net: TableGraph, from: number, width: number, hidden: number, dropout: number): number {
  const wide = net.relu(net.dense(net.norm(from), hidden));
  // A bias here would be taken off again by every batchNorm that follows: there is none.
  const back = net.dense(net.dropout(wide, dropout), width, false);
  return net.add({ op: 'add', from: [from, net.dropout(back, dropout)] });
}

/** Trained to the end of a planned rate, the last weights averaged; and one that stops at its best epoch. */
const HELD_BACK: ParamValues = {
  width: 32,
  blocks: 1,
  dropout: 0.5,
  weightDecay: 0.1,
  schedule: 'warmCosine',
};
const SHALLOW: ParamValues = { width: 32, blocks: 1, dropout: 0.3, learningRate: 0.003 };

/**
 * Residual network for tables: Gorishniy, Rubachev, Khrulkov & Babenko, "Revisiting Deep Learning Models for Tabular
 * Data", NeurIPS 2021. A linear layer, blocks, and a head of batchNorm, ReLU and a linear layer.
 *
 * A constant rate ends at the best epoch; a planned one is trained to its end, and the last weights are averaged.
 */
export const tabularResnet: Family<GraphSpec> = {
  name: 'tabular-resnet',
  reads: 'embedded',
  onRequest: true,
  params: [
    { key: 'width', kind: 'choice', choices: [8, 16, 32, 64, 128, 256], default: 64 },
    { key: 'blocks', kind: 'int', low: 1, high: 6, default: 2 },
    { key: 'hiddenFactor', kind: 'float', low: 1, high: 4, default: 2 },
    { key: 'dropout', kind: 'float', low: 0, high: 0.9, default: 0.4 },
    learningRate(0.001),
    weightDecayOf(0.03),
    batchSize,
    {
      key: 'schedule',
      kind: 'choice',
      choices: ['constant', 'cosine', 'step', 'oneCycle', 'warmCosine'],
      default: 'constant',
    },
    { key: 'labelSmoothing', kind: 'float', low: 0, high: 0.5, default: 0.1 },
    { key: 'averaging', kind: 'float', low: 0, high: 1, default: 0.2 },
    { key: 'clipNorm', kind: 'float', low: 0, high: 100, default: 0 },
  ],
  space: () => ({
    width: { kind: 'choice', values: [32, 64, 128] },
    blocks: { kind: 'choice', values: [1, 2] },
    dropout: share(0.6),
    learningRate: orders(3e-4, 1e-2),
    weightDecay: weightDecays,
    schedule: { kind: 'choice', values: ['constant', 'warmCosine'] },
  }),
  portfolio: () => [HELD_BACK, SHALLOW],
  spec(params, shapes) {
    const values = withDefaults(this.params, params);
    const [width, dropout] = [Number(values.width), Number(values.dropout)];
    const hidden = Math.round(width * Number(values.hiddenFactor));
    const net = new TableGraph(shapes);
    let top = net.dense(net.table, width, false);
    for (let b = 0; b < Number(values.blocks); b++) top = block(net, top, width, hidden, dropout);
    return net.end(net.relu(net.norm(top)), values);
  },
};
