import type { AnySpec, DescentSpec } from '../models/family';
import type { GraphSpec } from '../models/graph';
import type { Rng } from '../study/random';
import type { BackendName } from '../study/schema';

/** Row-major float32 inputs [n, d]; `y`: class index, or the standardized outcome for mse. */
export interface Rows {
  n: number;
  d: number;
  x: Float32Array;
  y: Float32Array;
  /** Weight of each row in the training loss, mean 1; without it all weigh 1. Validation losses take no notice of it. */
  w?: Float32Array;
  /** Inputs that are codes of levels, ascending; missing values are NaN. */
  levels?: readonly number[];
  /** Per input 1 where predictions of trees may only rise with it, -1 only fall, 0 either; without it all are free. */
  directions?: readonly number[];
  /** Where rows share one pool of pictures: row i stands at x[at[i] * d], not at x[i * d]. */
  at?: Uint32Array;
  /** Training rows of pictures: row i, copied to `out`, changed anew in each epoch. Draws from `rng` alone. */
  augment?(out: Float32Array, rng: Rng): void;
  /** mixup: the share of the first of a pair. Both inputs and outcomes are mixed. */
  mix?(rng: Rng): number;
}

/**
 * Weights of a net in the order of its layers. Dense: kernel [inputs, units] row-major and bias [units]. A graph
 * net has one entry a node that has parameters, as `GraphNode` says; without a bias that is empty. batchNorm has
 * its moving mean and variance besides.
 */
export type Weights = {
  kernel: Float32Array;
  bias: Float32Array;
  mean?: Float32Array;
  variance?: Float32Array;
}[];

export interface EpochResult {
  /** Mean weighted loss over the training rows as seen while training (dropout on), as Keras reports it. */
  trainLoss: number;
  /** Unweighted mean loss: the validation rows as they are, whatever the classes weighed in training. */
  validLoss: number;
  /** Predictions for the validation rows: [n] probability of the second class, [n, classes], or [n] standardized value. */
  validPredictions: Float32Array;
}

export interface NetJob {
  spec: AnySpec;
  train: Rows;
  valid: Rows;
  /** Names all randomness of this net: the stream of epoch e is rng(...key, 'epoch', e). */
  key: (string | number)[];
  /** Given weights instead of Glorot-uniform ones. */
  initial?: Weights;
  /** Epochs that are planned: what a schedule of the learning rate goes over. */
  epochs?: number;
}

/** A fully connected net to be trained by gradients. */
export type DenseJob = NetJob & { spec: DescentSpec };

/** One net in training. Nothing here returns before its tensors are free or owned by the run. */
export interface NetRun {
  /**
   * Trains one epoch, in the row order that rng(...key, 'epoch', epoch) gives. Yields often (MessageChannel),
   * honours the signal between batches and awaits `pause` whenever it yields.
   * Errors: `train.diverged`, `train.deviceLost`, `cancelled`.
   */
  epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult>;
  /** Remembers the weights of this moment on the device, in place of those remembered before; costs nothing. */
  keepBest(): void;
  /** Reads back the weights of now, or those of the last keepBest (where there was none: of now). */
  weights(which?: 'current' | 'best'): Promise<Weights>;
  /** Frees all tensors of the run; a second call does nothing. */
  dispose(): void;
}

/** Several nets in training, one epoch of all at a time. */
export interface NetGroup {
  /** As `NetRun.epoch`, a result each. */
  epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult[]>;
  keepBest(): void;
  weights(which: 'current' | 'best'): Promise<Weights[]>;
  /** Frees all tensors; a second call does nothing. */
  dispose(): void;
}

/**
 * The one door to training. A stock tfjs loop, a hand-written kernel or a stack of many nets in one batched
 * product all fit behind it: callers see single nets. A backend that gains by advancing nets
 * together has `startMany`; others train them in turn.
 */
export interface Trainer {
  readonly backend: BackendName;
  /** What the user is shown: the GPU's name, or "SIMD" and so on. */
  readonly adapter: string;
  start(job: NetJob): Promise<NetRun>;
  startMany?(jobs: readonly NetJob[]): Promise<NetGroup>;
  /**
   * How many trials of fully connected nets gain by being trained at once, each by its own `startMany`: where their
   * shapes allow, one pass advances all of them. Absent: none does.
   */
  readonly together?: number;
  predict(spec: AnySpec, weights: Weights, x: Float32Array, n: number): Promise<Float32Array>;
  /**
   * Graph nets: the values of one node for `n` rows, flattened, e.g. features of a backbone before its head.
   * Without gradients, in batches of the trainer's choosing.
   */
  activations(
    spec: GraphSpec,
    weights: Weights,
    x: Float32Array,
    n: number,
    node: number,
  ): Promise<Float32Array>;
  /**
   * Grad-CAM (Selvaraju et al. 2017) of output `unit` at the last node with height and width: per row a map
   * [h, w], positive parts only, not yet scaled. Answers the map's size.
   */
  gradCam(
    spec: GraphSpec,
    weights: Weights,
    x: Float32Array,
    n: number,
    unit: number,
  ): Promise<{ height: number; width: number; maps: Float32Array }>;
  /** Between trials: gives back memory that a GPU's backend keeps and nothing uses, where it is much. */
  trim?(): void;
  /** Tensors and bytes alive now: tests assert that a trial leaves none behind. */
  memory(): { tensors: number; bytes: number };
}

/** Milliseconds for a step of 32 pictures, at each of two sizes: the smaller first. */
export type PictureSpeed = [PictureStep, PictureStep];

interface PictureStep {
  /** Pixels of a side. */
  side: number;
  ms: number;
}

/** What the self-test found about one backend on this machine. */
export interface BackendReport {
  backend: BackendName;
  available: boolean;
  /** Software GPU adapter (no real GPU behind it): skipped by auto. */
  software: boolean;
  adapter: string;
  /** Largest difference of a gradient from float64 finite differences, relative; null when not run. */
  gradientError: number | null;
  gradientsRight: boolean;
  /** Milliseconds for a step of one small net of a table, trained as a search trains it; null when not run. */
  stepMs: number | null;
  /** The same of a small net on pictures; null when not run, which it is only where pictures are trained on. */
  pictureStepMs: PictureSpeed | null;
  /** Why it cannot be used: its text is `why.<key>` of train-backends.json; null when it can. */
  why: string | null;
}
