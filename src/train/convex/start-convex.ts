import type { ConvexSpec } from '../../models/family';
import { BenchsideError } from '../../study/errors';
import { outputsOf } from '../forward-rows';
import { diverged, lossSum, predictionsOf } from '../losses';
import { type Interruption, type Pace, throwIfAborted } from '../pacing';
import type { EpochResult, NetJob, NetRun, Rows, Weights } from '../trainer';
import { elasticNet } from './elastic-net';

/** Rows of validation between two looks at the clock. */
const ROWS_AT_ONCE = 4096;

/** One regression that is solved to its minimum: its first epoch is its only one. Nothing in it is random. */
class ConvexRun implements NetRun {
  private solved: Weights | null = null;

  constructor(
    private readonly job: Omit<NetJob, 'spec'> & { spec: ConvexSpec },
    private readonly pace: Pace,
  ) {}

  async epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult> {
    const { spec, train, valid } = this.job;
    const interruption = { signal, pause };
    throwIfAborted(signal);
    this.solved ??= await this.solve(interruption);
    const units = outputsOf(spec);
    const seen = await this.logits(train, interruption);
    const z = await this.logits(valid, interruption);
    const trainLoss = lossSum(spec.loss, seen, train.y, units, train.w) / train.n;
    const validLoss = lossSum(spec.loss, z, valid.y, units) / valid.n;
    if (diverged(trainLoss) || (valid.n > 0 && diverged(validLoss)))
      throw new BenchsideError('train.diverged', { epoch }, 'trial');
    return { trainLoss, validLoss, validPredictions: predictionsOf(spec.loss, z, units) };
  }

  /** There is one solution, and it is the best. */
  keepBest(): void {}

  async weights(): Promise<Weights> {
    const { inputs } = this.job.spec;
    const units = outputsOf(this.job.spec);
    return this.solved ?? [{ kernel: new Float32Array(inputs * units), bias: new Float32Array(units) }];
  }

  dispose(): void {
    this.solved = null;
  }

  private async solve(interruption: Interruption): Promise<Weights> {
    const { spec, train } = this.job;
    const { penalty, l1Share } = spec.optimizer;
    const solving = elasticNet({ loss: spec.loss, rows: train, units: outputsOf(spec), penalty, l1Share });
    for (;;) {
      const { done, value } = solving.next();
      if (done)
        return [{ kernel: Float32Array.from(value.kernel), bias: Float32Array.from(value.intercept) }];
      if (this.pace.due()) await this.pace.rest(interruption);
    }
  }

  /** Of the weights as they are kept, [n, units]. */
  private async logits({ n, d, x, at }: Rows, interruption: Interruption): Promise<Float32Array> {
    const [{ kernel, bias }] = await this.weights();
    const units = bias.length;
    const z = new Float32Array(n * units);
    for (let i = 0; i < n; i++) {
      if (i % ROWS_AT_ONCE === 0 && this.pace.due()) await this.pace.rest(interruption);
      const from = (at ? at[i] : i) * d;
      for (let u = 0; u < units; u++) {
        let sum = bias[u];
        for (let j = 0; j < d; j++) sum += x[from + j] * kernel[j * units + u];
        z[i * units + u] = sum;
      }
    }
    return z;
  }
}

export const startConvex = (job: Omit<NetJob, 'spec'> & { spec: ConvexSpec }, pace: Pace): NetRun =>
  new ConvexRun(job, pace);
