import { type GraphNode, type GraphSpec, type Padding, readsPicture } from '../../models/graph';
import { inferShapes, type NodeShape } from '../../models/graph-shapes';

/** Python functions that the lines of a graph net call, in the order in which they stand in the file. */
const HELPERS: Partial<Record<GraphNode['op'], string>> = {
  conv: `def conv(x, place: int, filters: int, size: int, strides: int = 1, padding: str = "same",
         bias: bool = False, trainable: bool = True):
    """A convolution, begun as He et al. 2015. "same" pads the odd pixel at the end."""
    return layers.Conv2D(
        filters, size, strides, padding, data_format=LAST, use_bias=bias, trainable=trainable,
        kernel_initializer=keras.initializers.VarianceScaling(2.0, "fan_in", "untruncated_normal"),
        name=f"conv_{place}",
    )(x)`,
  depthwise: `def depthwise(x, place: int, size: int, strides: int = 1, padding: str = "same",
              bias: bool = False, trainable: bool = True):
    """One filter a channel, so one channel is all that a filter reads when it is begun."""
    return layers.DepthwiseConv2D(
        size, strides, padding, data_format=LAST, use_bias=bias, trainable=trainable,
        depthwise_initializer=keras.initializers.RandomNormal(stddev=(2 / size**2) ** 0.5),
        name=f"depthwise_{place}",
    )(x)`,
  batchNorm: `def norm(x, place: int, epsilon: float = 1e-5, trainable: bool = True):
    return layers.BatchNormalization(
        axis=-1, momentum=0.9, epsilon=epsilon, trainable=trainable, name=f"norm_{place}"
    )(x)`,
  relu: `def relu(x):
    return layers.ReLU()(x)`,
  relu6: `def relu6(x):
    return layers.ReLU(max_value=6)(x)`,
  maxPool: `def max_pool(x, size: int, strides: int, padding: str = "same"):
    return layers.MaxPooling2D(size, strides, padding, data_format=LAST)(x)`,
  avgPool: `def average_pool(x, size: int, strides: int, padding: str = "same"):
    """The mean of what lies inside the picture. Keras' own "same" counts the edge more than once on PyTorch, where the
    end is padded by more than the beginning."""
    if padding == "valid":
        return layers.AveragePooling2D(size, strides, padding, data_format=LAST)(x)
    margins, shares = [], []
    for side in x.shape[1:3]:
        windows = -(-side // strides)
        margin = max(0, (windows - 1) * strides + size - side)
        margins.append((margin // 2, margin - margin // 2))
        starts = np.arange(windows) * strides - margin // 2
        shares.append(size / (np.minimum(starts + size, side) - np.maximum(starts, 0)))
    x = layers.AveragePooling2D(size, strides, data_format=LAST)(layers.ZeroPadding2D(margins, data_format=LAST)(x))
    return x * np.multiply.outer(*shares)[:, :, None].astype("float32")`,
  globalAvgPool: `def mean_over_picture(x):
    return layers.GlobalAveragePooling2D(data_format=LAST)(x)`,
};
const USUAL_EPSILON = 1e-5;

/** Names of values that are read later than in the next line. */
const NAMES: Record<GraphNode['op'], string> = {
  picture: 'picture',
  table: 'table',
  conv: 'conv',
  depthwise: 'depthwise',
  batchNorm: 'norm',
  relu: 'relu',
  relu6: 'relu',
  maxPool: 'largest',
  avgPool: 'average',
  globalAvgPool: 'mean',
  add: 'sum',
  concat: 'joined',
  dense: 'dense',
  dropout: 'kept',
};

/** The helpers that graph nets of these operations call. */
export function graphHelpers(specs: readonly GraphSpec[]): string[] {
  const used = new Set(specs.flatMap(({ nodes }) => nodes.map(({ op }) => op)));
  return Object.entries(HELPERS).flatMap(([op, code]) => (used.has(op as GraphNode['op']) ? [code] : []));
}

/**
 * The lines that build a graph net, without indentation: they leave inputs in `picture` and `table` and the last
 * node's value in `x`. The number of table columns is read from `COLUMNS[member]`.
 */
export function graphLines(spec: GraphSpec): string[] {
  const shapes = inferShapes(spec);
  const names = spec.nodes.map((_, i) => nameOf(spec, i));
  const lines: string[] = [];
  for (const [i, node] of spec.nodes.entries()) {
    const change = sizeChange(shapes, node, i);
    if (change) lines.push(change);
    const trained = 'frozen' in node && node.frozen ? ', trainable=False' : '';
    lines.push(
      `${names[i]} = ${call(
        i,
        node,
        spec,
        node.from.map((j) => names[j]),
        trained,
      )}`,
    );
  }
  return lines;
}

/** `x` for what only the next line reads, and for the net's end. */
function nameOf({ nodes }: GraphSpec, i: number): string {
  const { op } = nodes[i];
  if (op === 'picture' || op === 'table') return NAMES[op];
  const readers = nodes.flatMap(({ from }, j) => ((from as readonly number[]).includes(i) ? [j] : []));
  return readers.every((j) => j === i + 1) ? 'x' : `${NAMES[op]}_${i}`;
}

/** A comment where the picture becomes smaller. */
function sizeChange(shapes: readonly NodeShape[], { from }: GraphNode, i: number): string | null {
  const [here, before] = [shapes[i], from.length > 0 ? shapes[from[0] as number] : null];
  if (here.length !== 3 || !before || (here[0] === before[0] && here[1] === before[1])) return null;
  return `# From here on ${here[0]} x ${here[1]} pixels.`;
}

function call(i: number, node: GraphNode, spec: GraphSpec, from: string[], trained: string): string {
  const [x] = from;
  switch (node.op) {
    case 'picture':
      return `keras.Input((${spec.picture.join(', ')}), name="picture")`;
    case 'table':
      return `keras.Input((COLUMNS[member],), name="${readsPicture(spec) ? 'table' : 'x'}")`;
    case 'conv':
      return `conv(${x}, ${i}, ${node.filters}, ${node.size}${window(node)}${trained})`;
    case 'depthwise':
      return `depthwise(${x}, ${i}, ${node.size}${window(node)}${trained})`;
    case 'batchNorm': {
      const epsilon = node.epsilon === USUAL_EPSILON ? '' : `, epsilon=${node.epsilon}`;
      return `norm(${x}, ${i}${epsilon}${trained})`;
    }
    case 'relu':
    case 'relu6':
      return `${node.op}(${x})`;
    case 'maxPool':
      return `max_pool(${x}, ${node.size}, ${node.stride}${padding(node)})`;
    case 'avgPool':
      return `average_pool(${x}, ${node.size}, ${node.stride}${padding(node)})`;
    case 'globalAvgPool':
      return `mean_over_picture(${x})`;
    case 'add':
      return `layers.Add()([${from.join(', ')}])`;
    case 'concat':
      // Keras joins two or more.
      return from.length === 1 ? x : `layers.Concatenate(axis=-1)([${from.join(', ')}])`;
    case 'dense':
      return `layers.Dense(${node.units}${node.bias === false ? ', use_bias=False' : ''}${trained}, name="dense_${i}")(${x})`;
    case 'dropout':
      return `layers.Dropout(${node.rate})(${x})`;
  }
}

const padding = ({ pad }: { pad: Padding }): string => (pad === 'same' ? '' : `, padding="${pad}"`);

const window = (node: { stride: number; pad: Padding; bias: boolean }): string =>
  `${node.stride === 1 ? '' : `, strides=${node.stride}`}${padding(node)}${node.bias ? ', bias=True' : ''}`;
