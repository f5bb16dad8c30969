import type { Family } from './family';
import type { GraphSpec } from './graph';
import { GraphBuilder, pictureParams, stagesFor, stem, withDefaults } from './graph-builder';
import { orders } from './optimization';

/** 1 × 1 convolutions before the 3 × 3 ones give so many times the growth (DenseNet-B). */
const BOTTLENECK = 4;

/**
 * Densely connected network (Huang et al. 2017, DenseNet-BC): every layer of a block reads all layers before it;
 * between blocks half the channels and half the size remain.
 */
export const densenet: Family<GraphSpec> = {
  name: 'densenet',
  reads: 'picture',
  params: [
    { key: 'growth', kind: 'choice', choices: [4, 8, 12, 16, 24, 32], default: 8 },
    { key: 'layers', kind: 'int', low: 1, high: 12, default: 3 },
    ...pictureParams(0.01),
  ],
  space: () => ({
    growth: { kind: 'choice', values: [8, 12, 16] },
    layers: { kind: 'choice', values: [2, 3, 4] },
    learningRate: orders(0.003, 0.03),
  }),
  spec(params, shapes) {
    const values = withDefaults(this.params, params);
    const [growth, layers] = [Number(values.growth), Number(values.layers)];
    const net = new GraphBuilder(shapes);
    let top = stem(net, 2 * growth);
    for (let stage = 0; stage < stagesFor(net.picture); stage++) {
      if (stage > 0) {
        const half = net.conv(net.norm(top), Math.ceil(net.channels(top) / 2), 1);
        top = net.pool('avgPool', half, 2, 2);
      }
      for (let layer = 0; layer < layers; layer++) {
        const narrow = net.norm(net.conv(net.norm(top), BOTTLENECK * growth, 1));
        top = net.add({ op: 'concat', from: [top, net.conv(narrow, growth, 3)] });
      }
    }
    return net.end(net.norm(top), values);
  },
};
