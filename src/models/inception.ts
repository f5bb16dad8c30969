import type { Family } from './family';
import type { GraphSpec } from './graph';
import { GraphBuilder, pictureParams, stagesFor, stem, withDefaults } from './graph-builder';
import { orders, share } from './optimization';

const convNorm = (net: GraphBuilder, from: number, filters: number, size: number): number =>
  net.norm(net.conv(from, filters, size));

/** Four ways through, side by side; the shares are those of GoogLeNet's first module, 8 `unit` channels in all. */
function inceptionModule(net: GraphBuilder, from: number, unit: number): number {
  return net.add({
    op: 'concat',
    from: [
      convNorm(net, from, 2 * unit, 1),
      convNorm(net, convNorm(net, from, 3 * unit, 1), 4 * unit, 3),
      convNorm(net, convNorm(net, from, Math.ceil(unit / 2), 1), unit, 5),
      convNorm(net, net.pool('maxPool', from, 3, 1), unit, 1),
    ],
  });
}

/** GoogLeNet (Szegedy et al. 2015) with batch normalization: modules that look at 1, 3 and 5 pixels at once. */
export const inception: Family<GraphSpec> = {
  name: 'inception',
  reads: 'picture',
  params: [
    { key: 'width', kind: 'choice', choices: [2, 4, 8, 16, 32], default: 4 },
    { key: 'modules', kind: 'int', low: 1, high: 4, default: 1 },
    ...pictureParams(0.01),
  ],
  space: () => ({
    width: { kind: 'choice', values: [2, 4, 8] },
    modules: { kind: 'choice', values: [1, 2] },
    learningRate: orders(0.003, 0.03),
    dropout: share(0.3),
  }),
  spec(params, shapes) {
    const values = withDefaults(this.params, params);
    const [width, modules] = [Number(values.width), Number(values.modules)];
    const net = new GraphBuilder(shapes);
    let top = stem(net, 4 * width);
    for (let stage = 0; stage < stagesFor(net.picture); stage++) {
      if (stage > 0) top = net.pool('maxPool', top, 3, 2);
      for (let m = 0; m < modules; m++) top = inceptionModule(net, top, width * 2 ** stage);
    }
    return net.end(top, values);
  },
};
