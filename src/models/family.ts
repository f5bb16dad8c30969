import type { Target } from '../data/dataset';
import type { InputShape } from '../study/events';
import type { Param, ParamValues } from '../study/params';
import type { Domain } from '../study/space';
import type { GraphSpec } from './graph';
import type { TreesSpec } from './trees/spec';

/** A fully connected network as a description, no tensors: TensorFlow.js and every kernel stay in train/. */
export interface NetSpec {
  kind?: 'dense';
  inputs: number;
  /** Hidden layers, then the output layer. */
  layers: { units: number; activation: 'relu' | 'linear'; dropout: number }[];
  /** binary: 1 unit, sigmoid, cross-entropy. multiclass: softmax. regression: squared error on a standardized outcome. */
  loss: 'binary' | 'softmax' | 'mse';
  optimizer: { kind: 'adamw'; learningRate: number; weightDecay: number; batchSize: number };
}

/** Any network, trained by gradients. */
export type NetworkSpec = NetSpec | GraphSpec;

/** Any model that is trained; `kind` tells them apart. */
export type AnySpec = NetworkSpec | TreesSpec;

export const isDense = (spec: AnySpec): spec is NetSpec => spec.kind === undefined || spec.kind === 'dense';

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
   * What its inputs are; without it a table of numbers. levels: a table whose missing values and levels it takes as they
   * are. picture: what the image steps leave. features: of a frozen backbone.
   */
  reads?: 'levels' | 'picture' | 'features';
  params: readonly Param[];
  /** Keys of the parameters that say how the network is built: what a search for architectures changes. */
  structure?: readonly string[];
  /** The search space proposed for it. */
  space(): Record<string, Domain>;
  /** Throws nothing: values are checked against `params` before. */
  spec(params: ParamValues, shapes: Shapes): Spec;
}
