import type { GraphSpec } from '../../models/graph';
import { inferShapes } from '../../models/graph-shapes';

/**
 * A node's output in memory: a row is [height, width, step] floats, of which the first `channels` of a pixel count
 * and the rest are 0, so that every pixel is a whole number of vectors. A vector is a picture of one pixel.
 */
export interface Tensor {
  height: number;
  width: number;
  channels: number;
  step: number;
  /** height * width * step. */
  floats: number;
}

const LANES = 4;

/** A picture that only convolutions read stays as it is: they take any number of channels. */
export function tensorsOf(spec: GraphSpec): Tensor[] {
  return inferShapes(spec).map((shape, i) => {
    const [height, width, channels] = shape.length === 3 ? shape : [1, 1, shape[0]];
    const asIs =
      spec.nodes[i].op === 'picture' &&
      spec.nodes.every(({ op, from }) => op === 'conv' || !(from as number[]).includes(i));
    const step = asIs ? channels : Math.ceil(channels / LANES) * LANES;
    return { height, width, channels, step, floats: height * width * step };
  });
}
