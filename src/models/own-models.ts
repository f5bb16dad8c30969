import type { AnySpec, NetworkSpec } from './family';
import { neighboursOfWeights } from './neighbours/model';
import { predictNeighbours } from './neighbours/predict';
import { outputsOfNeighbours } from './neighbours/spec';
import { treesOfWeights } from './trees/model';
import { predictTrees } from './trees/predict';
import { scoresOf } from './trees/spec';

/** A model that is no network: trees, and rows that are asked as neighbours. Plain loops of our own predict with it. */
export type OwnSpec = Exclude<AnySpec, NetworkSpec>;

export const isOwn = (spec: AnySpec): spec is OwnSpec => spec.kind === 'trees' || spec.kind === 'neighbours';

/** Numbers that are said of a row. */
export const unitsOfOwn = (spec: OwnSpec): number =>
  spec.kind === 'trees' ? scoresOf(spec) : outputsOfNeighbours(spec);

/** Predictions of rows [n, inputs]; `weights` as its run gave them. */
export const predictOwn = (
  spec: OwnSpec,
  weights: Parameters<typeof treesOfWeights>[1],
  x: Float32Array,
  n: number,
): Float32Array =>
  spec.kind === 'trees'
    ? predictTrees(spec, treesOfWeights(spec, weights), x, n)
    : predictNeighbours(spec, neighboursOfWeights(spec, weights), x, n);
