import type { Family } from './family';
import type { GraphSpec } from './graph';
import { GraphBuilder, pictureParams, stagesFor, stem, withDefaults } from './graph-builder';
import { orders, share } from './optimization';

/**
 * A plain convolutional network: 3 × 3 convolutions with batch normalization and ReLU; the largest of 2 × 2 between
 * stages, and twice the filters after each, up to eight times.
 */
export const cnn: Family<GraphSpec> = {
  name: 'cnn',
  reads: 'picture',
  params: [
    { key: 'width', kind: 'choice', choices: [8, 16, 32, 64], default: 16 },
    { key: 'depth', kind: 'int', low: 1, high: 4, default: 1 },
    ...pictureParams(0.01),
  ],
  space: () => ({
    width: { kind: 'choice', values: [8, 16, 32] },
    depth: { kind: 'choice', values: [1, 2] },
    learningRate: orders(0.003, 0.03),
    dropout: share(0.3),
  }),
  spec(params, shapes) {
    const values = withDefaults(this.params, params);
    const [width, depth] = [Number(values.width), Number(values.depth)];
    const net = new GraphBuilder(shapes);
    let top = stem(net, width);
    for (let stage = 0; stage < stagesFor(net.picture); stage++) {
      if (stage > 0) top = net.pool('maxPool', top, 2, 2);
      // The stem is the first convolution of the first stage.
      for (let layer = stage === 0 ? 1 : 0; layer < depth; layer++)
        top = net.norm(net.conv(top, width * 2 ** Math.min(stage, 3), 3));
    }
    return net.end(top, values);
  },
};
