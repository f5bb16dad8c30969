/** same: as TensorFlow pads (more at the end where it is odd); valid: no padding. */
export type Padding = 'same' | 'valid';

/**
 * One operation of a graph net. `from` are places in `GraphSpec.nodes` that stand before it. Pictures are
 * [n, height, width, channels], vectors [n, units].
 */
export type GraphNode =
  /** The pictures. */
  | { op: 'picture'; from: [] }
  /** The table columns beside them, [n, table]: late fusion. */
  | { op: 'table'; from: [] }
  /** Cross-correlation. kernel [size, size, in, filters], bias [filters] or none. */
  | {
      op: 'conv';
      from: [number];
      filters: number;
      size: number;
      stride: number;
      pad: Padding;
      bias: boolean;
      frozen?: true;
    }
  /** One filter a channel. kernel [size, size, channels], bias [channels] or none. */
  | {
      op: 'depthwise';
      from: [number];
      size: number;
      stride: number;
      pad: Padding;
      bias: boolean;
      frozen?: true;
    }
  /**
   * Over all but the last axis. Training: statistics of the batch, and moving ones with momentum 0.9; else, and
   * where frozen, the moving ones. kernel is gamma, bias beta.
   */
  | { op: 'batchNorm'; from: [number]; epsilon: number; frozen?: true }
  | { op: 'relu'; from: [number] }
  /** min(max(x, 0), 6). */
  | { op: 'relu6'; from: [number] }
  /** avgPool counts only what lies inside the picture, as TensorFlow does. */
  | { op: 'maxPool' | 'avgPool'; from: [number]; size: number; stride: number; pad: Padding }
  /** [n, h, w, c] -> [n, c]. */
  | { op: 'globalAvgPool'; from: [number] }
  | { op: 'add'; from: [number, number] }
  /** Along the last axis. */
  | { op: 'concat'; from: number[] }
  /** kernel [in, units], bias [units], or none where `bias` is false. */
  | { op: 'dense'; from: [number]; units: number; bias?: false; frozen?: true }
  | { op: 'dropout'; from: [number]; rate: number };

/**
 * How the learning rate goes over the planned epochs; `oneCycle`: Smith & Topin 2019, up to the rate and down;
 * `warmCosine`: a straight line up to it, then half a cosine.
 */
export type Schedule = 'constant' | 'cosine' | 'step' | 'oneCycle' | 'warmCosine';

/** A network of pictures, of a table or of both as a description; the last node is the output, linear. */
export interface GraphSpec {
  kind: 'graph';
  /** [height, width, channels]; a row of inputs is the picture flattened, then `table` numbers. [0, 0, 0]: none, a table alone. */
  picture: readonly [number, number, number];
  table: number;
  /** height * width * channels + table. */
  inputs: number;
  nodes: readonly GraphNode[];
  loss: 'binary' | 'softmax' | 'mse';
  optimizer: {
    kind: 'adamw';
    learningRate: number;
    weightDecay: number;
    batchSize: number;
    schedule: Schedule;
    /** Largest Euclidean norm of the whole gradient; 0 does not clip. */
    clipNorm: number;
    /** Share of each class's probability given to all classes alike (Szegedy et al. 2016). */
    labelSmoothing: number;
    /** Share of the planned epochs, the last ones, whose weights are averaged; without it none (train/averaged.ts). */
    averaging?: number;
  };
}

/** Whether pictures go in; else a table alone. */
export const readsPicture = ({ picture }: Pick<GraphSpec, 'picture'>): boolean => picture[0] > 0;
