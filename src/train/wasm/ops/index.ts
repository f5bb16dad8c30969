import type { GraphNode } from '../../../models/graph';
import { BatchNorm } from './batch-norm';
import { Conv } from './conv';
import { Depthwise } from './depthwise';
import type { Op, Plan } from './op';
import { GlobalAvgPool, Pool } from './pool';
import { Add, Clamp, Concat, Dropout } from './small';
import { TiledConv, worthTiles } from './tiled-conv';

/** Largest output of an activation, null for other nodes. */
export const limitOf = ({ op }: GraphNode): number | null =>
  op === 'relu' ? Number.POSITIVE_INFINITY : op === 'relu6' ? 6 : null;

/** Nodes that an activation after them may share the memory of: their own backpropagation does not read it. */
const CLAMPS = new Set<GraphNode['op']>(['conv', 'depthwise', 'dense', 'add', 'batchNorm']);
export const clampsItself = ({ op }: GraphNode): boolean => CLAMPS.has(op);

/** The operation of a node; null for what is written from outside. `before`: the node that its memory is shared with. */
export function opOf(plan: Plan, before: GraphNode | null): Op | null {
  const { node } = plan;
  switch (node.op) {
    case 'picture':
    case 'table':
      return null;
    case 'conv':
      return worthTiles(plan, node) ? new TiledConv(plan, node) : new Conv(plan, node);
    case 'dense':
      return new Conv(plan, { size: 1, stride: 1, pad: 'valid' });
    case 'depthwise':
      return new Depthwise({ ...plan, node });
    case 'batchNorm':
      return new BatchNorm({ ...plan, node });
    case 'relu':
    case 'relu6':
      return new Clamp(plan, limitOf(node) as number, {
        forward: before !== null,
        backward: before?.op === 'batchNorm',
      });
    case 'maxPool':
    case 'avgPool':
      return new Pool({ ...plan, node });
    case 'globalAvgPool':
      return new GlobalAvgPool(plan);
    case 'add':
      return new Add(plan);
    case 'concat':
      return new Concat(plan);
    case 'dropout':
      return new Dropout(plan);
  }
}
