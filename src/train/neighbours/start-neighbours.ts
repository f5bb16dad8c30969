import {
  type NeighboursModel,
  neighboursOfWeights,
  scalesOf,
  weightsOfNeighbours,
} from '../../models/neighbours/model';
import { predictNeighbours } from '../../models/neighbours/predict';
import { type NeighboursSpec, outputsOfNeighbours } from '../../models/neighbours/spec';
import { rng } from '../../study/random';
import { type Interruption, type Pace, throwIfAborted } from '../pacing';
import type { EpochResult, NetJob, NetRun, Rows, Weights } from '../trainer';
import { meanLossSum } from '../trees/objective';

/** More rows of the training part than this are not kept: of more, a seeded sample. */
export const MOST_KEPT_ROWS = 20_000;
/** Training rows whose loss is told, each by its neighbours without itself. */
const TRAINING_LOSS_ROWS = 500;
/** Rows between two looks at the clock. */
const ROWS_AT_ONCE = 64;

type NeighboursJob = Omit<NetJob, 'spec'> & { spec: NeighboursSpec };

/** k nearest neighbours: nothing is learned but how far apart values are, so that its first epoch is its only one. */
class NeighboursRun implements NetRun {
  private kept: ReturnType<typeof keptRows> | null = null;

  constructor(
    private readonly job: NeighboursJob,
    private readonly pace: Pace,
  ) {}

  async epoch(_epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult> {
    const { spec, valid } = this.job;
    const stop = { signal, pause };
    throwIfAborted(signal);
    const { model, x } = this.rows;
    const places = Int32Array.from(
      { length: Math.min(model.n, TRAINING_LOSS_ROWS) },
      (_, i, all = Math.min(model.n, TRAINING_LOSS_ROWS)) => Math.floor((i * model.n) / all),
    );
    const own = {
      n: places.length,
      d: spec.inputs,
      x: rowsAt(x, spec.inputs, places),
      y: Float32Array.from(places, (row) => model.y[row]),
    };
    const seen = await this.said(own, stop, model.n > 1 ? places : undefined);
    const validPredictions = await this.said(valid, stop);
    return {
      trainLoss: meanLossSum(spec, seen, own) / Math.max(1, own.n),
      validLoss: valid.n > 0 ? meanLossSum(spec, validPredictions, valid) / valid.n : Number.NaN,
      validPredictions,
    };
  }

  /** There is one model, and it is the best. */
  keepBest(): void {}

  async weights(): Promise<Weights> {
    const { model, x } = this.rows;
    return weightsOfNeighbours(x, model.scale, model.y, model.w);
  }

  dispose(): void {
    this.kept = null;
  }

  private get rows() {
    this.kept ??= keptRows(this.job);
    return this.kept;
  }

  private async said(
    { n, d, x, at }: Pick<Rows, 'n' | 'd' | 'x' | 'at'>,
    stop: Interruption,
    self?: Int32Array,
  ): Promise<Float32Array> {
    const { spec } = this.job;
    const units = outputsOfNeighbours(spec);
    const p = new Float32Array(n * units);
    for (let from = 0; from < n; from += ROWS_AT_ONCE) {
      if (this.pace.due()) await this.pace.rest(stop);
      const to = Math.min(n, from + ROWS_AT_ONCE);
      const part = at ? rowsAt(x, d, at.subarray(from, to)) : x.subarray(from * d, to * d);
      p.set(
        predictNeighbours(spec, this.rows.model, part, to - from, self?.subarray(from, to)),
        from * units,
      );
    }
    return p;
  }
}

const rowsAt = (x: Float32Array, d: number, places: ArrayLike<number>): Float32Array => {
  const rows = new Float32Array(places.length * d);
  for (let i = 0; i < places.length; i++) rows.set(x.subarray(places[i] * d, (places[i] + 1) * d), i * d);
  return rows;
};

/** The rows that can be asked, in their order: those that weigh something, at most `MOST_KEPT_ROWS`. */
function keptRows({ spec, train, key }: NeighboursJob): { model: NeighboursModel; x: Float32Array } {
  const { n, d, w, at } = train;
  const all = Uint32Array.from({ length: n }, (_, i) => i);
  const weighty = w?.some((weight) => weight > 0) ? all.filter((i) => w[i] > 0) : all;
  const chosen =
    weighty.length > MOST_KEPT_ROWS
      ? rng(...key, 'kept')
          .shuffle(weighty)
          .slice(0, MOST_KEPT_ROWS)
          .sort()
      : weighty;
  const x = rowsAt(train.x, d, at ? chosen.map((i) => at[i]) : chosen);
  const y = Float32Array.from(chosen, (i) => train.y[i]);
  const weights = Float32Array.from(chosen, (i) => (w && w[i] > 0 ? w[i] : 1));
  const weightsKept = weightsOfNeighbours(x, scalesOf(x, chosen.length, d), y, weights);
  return { model: neighboursOfWeights(spec, weightsKept), x };
}

export const startNeighbours = (job: NeighboursJob, pace: Pace): NetRun => new NeighboursRun(job, pace);
