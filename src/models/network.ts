import type { Config } from '../study/space';
import { cutAt } from './backbones/efficientnet-lite0';
import { type DescentSpec, isDescent, type NetworkSpec, type Shapes } from './family';
import type { GraphNode, GraphSpec } from './graph';
import { familyByName } from './index';
import { isOwn } from './own-models';
import { fineTuningOf } from './transfer';

/** Of an upper part that is looked at, not trained. */
const RECIPE = { schedule: 'constant', clipNorm: 0, labelSmoothing: 0 } as const;

/**
 * All of a configuration's network, from what goes in to what comes out, null of trees and neighbours: where a head reads a backbone's features,
 * the backbone below it too, what is trained of it not frozen. Throws `study.invalid` for an unknown family.
 */
export function networkOf({ family: name, params }: Config, shapes: Shapes): NetworkSpec | null {
  const family = familyByName(name);
  const spec = family.spec(params, shapes);
  if (isOwn(spec)) return null;
  if (family.reads !== 'features' || !isDescent(spec)) return spec;
  return onBackbone(spec, fineTuningOf(params)?.blocks ?? 0);
}

function onBackbone(head: DescentSpec, blocks: number): GraphSpec {
  const { below, above } = cutAt(blocks, head, { ...RECIPE, ...head.optimizer });
  // The picture of the upper part is the last node of the lower.
  const shift = below.nodes.length - 1;
  const upper = above.nodes
    .slice(1)
    .map((node) => ({ ...node, from: node.from.map((j) => j + shift) }) as GraphNode);
  return {
    ...above,
    picture: below.picture,
    inputs: below.inputs + above.table,
    nodes: [...below.nodes, ...upper],
  };
}
