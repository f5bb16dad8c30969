import type { EpochResult, NetJob, Rows, Weights } from '../../train/trainer';

/** Numbers of rows, which many trials share: they cross to a helper once, and by their number from then on. */
export type Values = Float32Array | Uint32Array;

type Sent = { x: number; y: number; w?: number; at?: number };

/** Rows whose numbers the helper holds. */
export type SentRows = Pick<Rows, 'n' | 'd'> & Sent;

export type SentJob = Omit<NetJob, 'train' | 'valid'> & { train: SentRows; valid: SentRows };

/** Requests of a helper: a worker that trains nets and does nothing else. */
export interface HelperApi {
  /** Answers when the kernels are there. Throws `train.backend`. */
  hello: [null, null];
  /** `values`: those that the jobs need and the helper lacks; `drop`: those it need not hold any longer. */
  start: [{ group: number; jobs: SentJob[]; values: [number, Values][]; drop: number[] }, null];
  /** One epoch of every net of the group, in turn. Can be cancelled. Throws what `NetRun.epoch` throws. */
  epoch: [{ group: number; epoch: number }, EpochResult[]];
  keepBest: [{ group: number }, null];
  weights: [{ group: number; which: 'current' | 'best' }, Weights[]];
  dispose: [{ group: number }, null];
}
