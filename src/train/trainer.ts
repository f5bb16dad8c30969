import type { NetSpec } from '../models/family';
import type { BackendName } from '../study/schema';

/** Row-major float32 inputs [n, d]; `y`: class index, or the standardized outcome for mse. */
export interface Rows {
  n: number;
  d: number;
  x: Float32Array;
  y: Float32Array;
  /** Weight of each row in the training loss, mean 1; without it all weigh 1. Validation losses take no notice of it. */
  w?: Float32Array;
}

/** Weights of a net, layer by layer: kernel [inputs, units] row-major and bias [units]. */
export type Weights = { kernel: Float32Array; bias: Float32Array }[];

export interface EpochResult {
  /** Mean weighted loss over the training rows as seen while training (dropout on), as Keras reports it. */
  trainLoss: number;
  /** Unweighted mean loss: the validation rows as they are, whatever the classes weighed in training. */
  validLoss: number;
  /** Predictions for the validation rows: [n] probability of the second class, [n, classes], or [n] standardized value. */
  validPredictions: Float32Array;
}

export interface NetJob {
  spec: NetSpec;
  train: Rows;
  valid: Rows;
  /** Names all randomness of this net: the stream of epoch e is rng(...key, 'epoch', e). */
  key: (string | number)[];
  /** Given weights instead of Glorot-uniform ones. */
  initial?: Weights;
}

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

/**
 * The one door to training. A stock tfjs loop, a hand-written kernel or a stack of many nets in one batched
 * product all fit behind it: callers see single nets. `startMany` lets a trainer advance nets of one shape
 * together; the plain one trains them in turn.
 */
export interface Trainer {
  readonly backend: BackendName;
  /** What the user is shown: the GPU's name, or "SIMD" and so on. */
  readonly adapter: string;
  start(job: NetJob): Promise<NetRun>;
  predict(spec: NetSpec, weights: Weights, x: Float32Array, n: number): Promise<Float32Array>;
  /** Tensors and bytes alive now: tests assert that a trial leaves none behind. */
  memory(): { tensors: number; bytes: number };
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
  /** Milliseconds for one training step of a reference net; null when not run. */
  stepMs: number | null;
  /** Why it cannot be used: its text is `why.<key>` of train-backends.json; null when it can. */
  why: string | null;
}
