import type { NetSpec } from '../family';
import type { GraphNode, GraphSpec } from '../graph';
import { inferShapes } from '../graph-shapes';
import manifest from './efficientnet-lite0.json';

/** Repeats, kernel size, stride of the first, expansion, output channels: Tan & Le 2019, Table 1. */
const STAGES = [
  [1, 3, 1, 1, 16],
  [2, 3, 2, 6, 24],
  [2, 5, 2, 6, 40],
  [3, 3, 2, 6, 80],
  [3, 5, 1, 6, 112],
  [4, 5, 2, 6, 192],
  [1, 3, 1, 6, 320],
] as const;
const STEM = 32;

/** Channels of the last map, and so features of a picture. */
export const FEATURES = 1280;
/** Side of the pictures that it was trained on. */
export const SIDE = manifest.input.size;

interface Block {
  size: number;
  stride: number;
  /** Channels that go in, within and out. */
  inputs: number;
  wide: number;
  outputs: number;
}

const BLOCKS: readonly Block[] = STAGES.flatMap(([repeats, size, stride, expansion, outputs], stage) =>
  Array.from({ length: repeats }, (_, repeat) => {
    const inputs = repeat > 0 ? outputs : stage > 0 ? STAGES[stage - 1][4] : STEM;
    return { size, stride: repeat > 0 ? 1 : stride, inputs, wide: inputs * expansion, outputs };
  }),
);

/**
 * Nodes in the making. Each convolution has an entry of weights, in the order in which they are made; batch norm is
 * folded into them, so a convolution is never followed by one.
 */
class Growing {
  readonly nodes: GraphNode[] = [{ op: 'picture', from: [] }];
  convolutions = 0;

  constructor(private readonly frozen: { frozen?: true }) {}

  /** Answers the node's place. */
  add(node: GraphNode): number {
    return this.nodes.push(node) - 1;
  }

  /**
   * The checkpoint comes from TensorFlow: where a stride of 2 meets an even side, one row of zeros stands at the end
   * and none at the beginning, which is what `same` means here.
   */
  private window(size: number, stride: number) {
    this.convolutions++;
    return { size, stride, pad: 'same', bias: true, ...this.frozen } as const;
  }

  conv(from: number, filters: number, size = 1, stride = 1): number {
    return this.add({ op: 'conv', from: [from], filters, ...this.window(size, stride) });
  }

  relu6(from: number): number {
    return this.add({ op: 'relu6', from: [from] });
  }

  /** An inverted residual (Sandler et al. 2018), without squeeze-and-excitation as in every Lite. */
  block({ size, stride, inputs, wide, outputs }: Block): void {
    const from = this.nodes.length - 1;
    const expanded = wide > inputs ? this.relu6(this.conv(from, wide)) : from;
    const filtered = this.add({ op: 'depthwise', from: [expanded], ...this.window(size, stride) });
    const narrow = this.conv(this.relu6(filtered), outputs);
    if (stride === 1 && inputs === outputs) this.add({ op: 'add', from: [narrow, from] });
  }

  /** Parts `first` to `end` (without it) of the backbone: stem, blocks, last convolution. */
  parts(first: number, end: number): void {
    for (let part = first; part < end; part++) {
      if (part === 0) this.relu6(this.conv(0, STEM, 3, 2));
      else if (part <= BLOCKS.length) this.block(BLOCKS[part - 1]);
      else this.relu6(this.conv(this.nodes.length - 1, FEATURES));
    }
  }

  pool(): number {
    return this.add({ op: 'globalAvgPool', from: [this.nodes.length - 1] });
  }

  /** The dense layers of a head, on pooled features and `table` columns beside them. */
  head(layers: NetSpec['layers'], table: number): void {
    let at = this.pool();
    if (table > 0) at = this.add({ op: 'concat', from: [at, this.add({ op: 'table', from: [] })] });
    for (const { units, activation, dropout } of layers) {
      at = this.add({ op: 'dense', from: [at], units });
      if (activation === 'relu') at = this.add({ op: 'relu', from: [at] });
      if (dropout > 0) at = this.add({ op: 'dropout', from: [at], rate: dropout });
    }
  }
}

const ALL_PARTS = BLOCKS.length + 2;

/** What a description must hold where nothing is trained. */
const UNTRAINED: Pick<GraphSpec, 'loss' | 'optimizer'> = {
  loss: 'mse',
  optimizer: {
    kind: 'adamw',
    learningRate: 0,
    weightDecay: 0,
    batchSize: 16,
    schedule: 'constant',
    clipNorm: 0,
    labelSmoothing: 0,
  },
};

type Size = GraphSpec['picture'];
const whole: Size = [SIDE, SIDE, 3];

const described = (picture: Size, table: number, { nodes }: Growing) => ({
  kind: 'graph' as const,
  picture,
  table,
  inputs: picture[0] * picture[1] * picture[2] + table,
  nodes,
});

/**
 * The frozen backbone, pictures to pooled features [n, 1280] at its last node, the map [n, h / 32, w / 32, 1280] at
 * the one before. `picture`: height and width multiples of 32, three channels as `toBackboneInput` makes them.
 */
export function featureGraph(picture: Size = whole): GraphSpec {
  const growing = new Growing({ frozen: true });
  growing.parts(0, ALL_PARTS);
  growing.pool();
  return { ...described(picture, 0, growing), ...UNTRAINED };
}

export interface Cut {
  /** Frozen; its last node is what `above` takes as pictures, flattened [height, width, channels]. */
  below: GraphSpec;
  /** To be trained: the blocks above the cut, pooling, and the head; table columns come last in each row. */
  above: GraphSpec;
  /** How many of the backbone's entries of weights belong to `below`. */
  layersBelow: number;
}

/**
 * The backbone cut below its `blocks` top blocks (0 to 16; the last convolution goes with the first of them), for
 * fine-tuning them on what comes out below, which is computed once. 0: only the head lies above, on the map. `head`
 * is the dense head as trained on pooled features, its table columns last. As batch norm is folded into the
 * convolutions, the blocks are trained without it.
 */
export function cutAt(
  blocks: number,
  head: Pick<NetSpec, 'inputs' | 'layers' | 'loss'>,
  optimizer: GraphSpec['optimizer'],
  picture: Size = whole,
): Cut {
  const border = blocks === 0 ? ALL_PARTS : BLOCKS.length + 1 - blocks;
  const [lower, upper] = [new Growing({ frozen: true }), new Growing({})];
  lower.parts(0, border);
  upper.parts(border, ALL_PARTS);
  const table = head.inputs - FEATURES;
  upper.head(head.layers, table);
  const below = { ...described(picture, 0, lower), ...UNTRAINED };
  const map = inferShapes(below)[below.nodes.length - 1] as unknown as Size;
  return {
    below,
    above: { ...described(map, table, upper), loss: head.loss, optimizer },
    layersBelow: lower.convolutions,
  };
}

/** Backbone and head in one net, pictures to outputs: for Grad-CAM and for a model that is taken home. */
export function wholeGraph(
  head: Pick<NetSpec, 'inputs' | 'layers' | 'loss'>,
  picture: Size = whole,
): GraphSpec {
  const growing = new Growing({ frozen: true });
  growing.parts(0, ALL_PARTS);
  const table = head.inputs - FEATURES;
  growing.head(head.layers, table);
  return { ...described(picture, table, growing), ...UNTRAINED, loss: head.loss };
}

/** Entries of weights for `below` and `above` of a cut: the backbone's, and the head's as trained on its features. */
export const cutWeights = <W>(
  { layersBelow }: Pick<Cut, 'layersBelow'>,
  backbone: readonly W[],
  head: readonly W[],
): { below: W[]; above: W[] } => ({
  below: backbone.slice(0, layersBelow),
  above: [...backbone.slice(layersBelow), ...head],
});

/** A head that stands for none: where the backbone is cut does not depend on it. */
const NO_HEAD = { inputs: FEATURES, layers: [], loss: 'binary' as const };

/** The frozen graph up to where features are read: pooled, or the map below so many of its top blocks. */
export const graphAt = (at: 'pooled' | number): GraphSpec =>
  at === 'pooled' ? featureGraph() : cutAt(at, NO_HEAD, featureGraph().optimizer).below;

/** How many of the backbone's entries of weights a graph cut from it has. */
export const convolutionsOf = ({ nodes }: GraphSpec): number =>
  nodes.filter(({ op }) => op === 'conv' || op === 'depthwise').length;
