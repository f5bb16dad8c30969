import type { Target } from '../data/dataset';
import type { InputShape } from '../study/events';
import type { Param, ParamValues } from '../study/params';
import type { Domain } from '../study/space';
import type { GraphSpec } from './graph';
import type { NeighboursSpec } from './neighbours/spec';
import type { TreesSpec } from './trees/spec';

/** A fully connected network as a description, no tensors: TensorFlow.js and every kernel stay in train/. */
export interface NetSpec {
  kind?: 'dense';
  inputs: number;
  /** Hidden layers, then the output layer. */
  layers: { units: number; activation: 'relu' | 'linear'; dropout: number }[];
  /** binary: 1 unit, sigmoid, cross-entropy. multiclass: softmax. regression: squared error on a standardized outcome. */
  loss: 'binary' | 'softmax' | 'mse';
  optimizer: Descent | Convex;
}

/** Steps down the gradient by AdamW, batch after batch. */
export interface Descent {
  kind: 'adamw';
  learningRate: number;
  weightDecay: number;
  batchSize: number;
}

/**
 * Of a linear model: solved to the minimum of mean loss + penalty * (l1Share |v|_1 + (1 - l1Share) / 2 |v|^2), v the
 * weights of standardized inputs.
 */
export interface Convex {
  kind: 'convex';
  penalty: number;
  /** 0: ridge; 1: lasso. */
  l1Share: number;
}

/** A fully connected network that is trained by gradients. */
export type DescentSpec = NetSpec & { optimizer: Descent };
/** Any network that is trained by gradients. */
export type GradientSpec = DescentSpec | GraphSpec;
/** A linear model that is solved. */
export type ConvexSpec = NetSpec & { optimizer: Convex };

/** Any network, however it is trained. */
export type NetworkSpec = NetSpec | GraphSpec;

/** Any model that is trained; `kind` tells them apart. */
export type AnySpec = NetworkSpec | TreesSpec | NeighboursSpec;

export const isDense = (spec: AnySpec): spec is NetSpec => spec.kind === undefined || spec.kind === 'dense';

export const isDescent = (spec: AnySpec): spec is DescentSpec =>
  isDense(spec) && spec.optimizer.kind === 'adamw';
export const byGradients = (spec: AnySpec): spec is GradientSpec => spec.kind === 'graph' || isDescent(spec);
export const isConvex = (spec: AnySpec): spec is ConvexSpec =>
  isDense(spec) && spec.optimizer.kind === 'convex';

export interface Shapes extends InputShape {
  kind: Target['kind'];
  classes: number;
  /** Inputs that are codes of levels, ascending; of families that read levels. */
  levels?: readonly number[];
}

export type Reads = Family['reads'];
/** Of families whose inputs are a table. */
export type TableReads = Exclude<Reads, 'picture' | 'features'>;

export const readsPictures = (reads: Reads): reads is 'picture' | 'features' =>
  reads === 'picture' || reads === 'features';

/** A model family. Texts: `families.<name>.title`, `.help`; hyperparameters: `params.<name>.<key>.label`, `.help`. */
export interface Family<Spec extends AnySpec = AnySpec> {
  name: string;
  /**
   * What its inputs are; without it a table of numbers. embedded: such a table after the steps for networks too. levels: a
   * table whose missing values and levels it takes as they are. picture: what the image steps leave. features: of a
   * frozen backbone.
   */
  reads?: 'embedded' | 'levels' | 'picture' | 'features';
  params: readonly Param[];
  /** Keys of the parameters that say how the network is built: what a search for architectures changes. */
  structure?: readonly string[];
  /** Its models are solved to their minimum at once: they have no epochs. */
  solved?: true;
  /**
   * Its models are rows of the training part as they are: no networks. They leave only after a person's word, so that no
   * study begins with it.
   */
  holdsRows?: true;
  /** Studies that have it keep it; none begins with it. */
  former?: true;
  /** It is offered; a study begins with it only where it is asked for, as it costs more time than it is likely to gain. */
  onRequest?: true;
  /** The search space proposed for it. */
  space(): Record<string, Domain>;
  /**
   * Settings known to do well on many tables, beside the defaults, the most promising first for so many rows. What is not
   * said has its default. Values lie in `space`.
   */
  portfolio?(rows: number): readonly ParamValues[];
  /** Throws nothing: values are checked against `params` before. */
  spec(params: ParamValues, shapes: Shapes): Spec;
}
