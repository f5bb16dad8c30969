import { defaultsOf, type Param, type ParamValues } from '../study/params';
import type { Shapes } from './family';
import type { GraphNode, GraphSpec } from './graph';
import { graphOptimizerOf } from './graph-optimizer';
import { inferShapes } from './graph-shapes';
import { learningRate, outputOf, weightDecayOf } from './optimization';

/** Of batchNorm, as PyTorch's. */
export const EPSILON = 1e-5;

/** Writes a graph net node by node; places of nodes are what its methods take and give. */
export class GraphBuilder {
  private readonly nodes: GraphNode[] = [{ op: 'picture', from: [] }];
  readonly picture: readonly [number, number, number];

  constructor(private readonly shapes: Shapes) {
    this.picture = shapes.picture ?? [1, 1, shapes.inputs];
  }

  add(node: GraphNode): number {
    return this.nodes.push(node) - 1;
  }

  channels(node: number): number {
    const { picture, nodes } = this;
    const shape = inferShapes({ picture, table: this.shapes.table ?? 0, nodes })[node];
    return shape[shape.length - 1];
  }

  conv(from: number, filters: number, size: number, stride = 1): number {
    return this.add({ op: 'conv', from: [from], filters, size, stride, pad: 'same', bias: false });
  }

  depthwise(from: number, size: number, stride: number): number {
    return this.add({ op: 'depthwise', from: [from], size, stride, pad: 'same', bias: false });
  }

  norm(from: number, then: 'relu' | 'relu6' | 'linear' = 'relu'): number {
    const normal = this.add({ op: 'batchNorm', from: [from], epsilon: EPSILON });
    return then === 'linear' ? normal : this.add({ op: then, from: [normal] });
  }

  pool(op: 'maxPool' | 'avgPool', from: number, size: number, stride: number): number {
    return this.add({ op, from: [from], size, stride, pad: 'same' });
  }

  /**
   * Ends the net: mean over the picture, table columns beside it where there are some (late fusion), dropout, and
   * one linear unit or one a class.
   */
  end(from: number, params: ParamValues): GraphSpec {
    const { shapes } = this;
    const table = shapes.table ?? 0;
    let top = this.add({ op: 'globalAvgPool', from: [from] });
    if (table > 0) top = this.add({ op: 'concat', from: [top, this.add({ op: 'table', from: [] })] });
    const rate = Number(params.dropout);
    if (rate > 0) top = this.add({ op: 'dropout', from: [top], rate });
    const { layer, loss } = outputOf(shapes);
    this.add({ op: 'dense', from: [top], units: layer.units });
    const [height, width, channels] = this.picture;
    return {
      kind: 'graph',
      picture: this.picture,
      table,
      inputs: height * width * channels + table,
      nodes: this.nodes,
      loss,
      optimizer: graphOptimizerOf(params, loss),
    };
  }
}

/** By how much the first layers make the picture smaller, so that all that follows is affordable. */
export const stemStride = ([height, width]: GraphBuilder['picture']): 1 | 2 | 4 => {
  const side = Math.min(height, width);
  return side < 48 ? 1 : side < 128 ? 2 : 4;
};

/** Stages that halve the picture one after another, until 7 pixels or so are left: 3 for 28 and 64, 4 for 224. */
export const stagesFor = (picture: GraphBuilder['picture']): number => {
  const side = Math.min(picture[0], picture[1]) / stemStride(picture);
  return Math.max(2, Math.min(5, Math.round(Math.log2(side / 7)) + 1));
};

/** The first layers: a convolution of `filters`, in large pictures with larger steps, as in ResNet. */
export function stem(net: GraphBuilder, filters: number, then: 'relu' | 'relu6' = 'relu'): number {
  const stride = stemStride(net.picture);
  const first = net.norm(net.conv(0, filters, stride === 4 ? 7 : 3, Math.min(stride, 2)), then);
  return stride === 4 ? net.pool('maxPool', first, 3, 2) : first;
}

/** Hyperparameters that every family of pictures has. The defaults are one recipe: see `resnet`. */
export const pictureParams = (rate: number): Param[] => [
  { key: 'dropout', kind: 'float', low: 0, high: 0.9, default: 0 },
  learningRate(rate),
  weightDecayOf(0.05),
  { key: 'batchSize', kind: 'choice', choices: [8, 16, 32, 64, 128, 256], default: 32 },
  {
    key: 'schedule',
    kind: 'choice',
    choices: ['constant', 'cosine', 'step', 'oneCycle'],
    default: 'oneCycle',
  },
  { key: 'labelSmoothing', kind: 'float', low: 0, high: 0.5, default: 0.1 },
  { key: 'clipNorm', kind: 'float', low: 0, high: 100, default: 0 },
];

export const withDefaults = (params: readonly Param[], values: ParamValues): ParamValues => ({
  ...defaultsOf(params),
  ...values,
});
