import type { Family } from './family';
import type { GraphSpec } from './graph';
import { GraphBuilder, pictureParams, stagesFor, stem, withDefaults } from './graph-builder';
import { orders } from './optimization';

/** Inverted residual (Sandler et al. 2018): wider by 1 × 1, one filter a channel, narrow again without a bend. */
function inverted(net: GraphBuilder, from: number, filters: number, expand: number, stride: number): number {
  const channels = net.channels(from);
  const wide = net.norm(net.conv(from, channels * expand, 1), 'relu6');
  const seen = net.norm(net.depthwise(wide, 3, stride), 'relu6');
  const narrow = net.norm(net.conv(seen, filters, 1), 'linear');
  return stride === 1 && channels === filters ? net.add({ op: 'add', from: [from, narrow] }) : narrow;
}

/** A network like MobileNetV2: few multiplications for its depth. */
export const mobile: Family<GraphSpec> = {
  name: 'mobile',
  reads: 'picture',
  params: [
    { key: 'width', kind: 'choice', choices: [8, 16, 24, 32], default: 16 },
    { key: 'blocks', kind: 'int', low: 1, high: 4, default: 2 },
    { key: 'expand', kind: 'choice', choices: [1, 2, 4, 6], default: 4 },
    ...pictureParams(0.01),
  ],
  space: () => ({
    width: { kind: 'choice', values: [8, 16, 24] },
    blocks: { kind: 'choice', values: [1, 2] },
    expand: { kind: 'choice', values: [2, 4] },
    learningRate: orders(0.003, 0.03),
  }),
  spec(params, shapes) {
    const values = withDefaults(this.params, params);
    const [width, blocks, expand] = [Number(values.width), Number(values.blocks), Number(values.expand)];
    const net = new GraphBuilder(shapes);
    let top = stem(net, width, 'relu6');
    const stages = stagesFor(net.picture);
    for (let stage = 0; stage < stages; stage++)
      for (let b = 0; b < blocks; b++)
        top = inverted(net, top, width * 2 ** stage, expand, stage > 0 && b === 0 ? 2 : 1);
    // One last wide layer, so that the mean over the picture has enough to speak of.
    top = net.norm(net.conv(top, width * 2 ** stages, 1), 'relu6');
    return net.end(top, values);
  },
};
