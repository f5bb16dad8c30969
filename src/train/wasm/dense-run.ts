import { BenchsideError } from '../../study/errors';
import { rngWords } from '../../study/random';
import { stepScalars } from '../adam';
import { rowOrder } from '../batches';
import { outputsOf } from '../forward-rows';
import { initialWeights, layoutOf } from '../layout';
import { diverged, lossSum, predictionsOf } from '../losses';
import { type Interruption, type Pace, throwIfAborted } from '../pacing';
import type { DenseJob, EpochResult, NetRun, Weights } from '../trainer';
import { DenseNet } from './dense-net';

/** Multiplications of one call into the kernel, some milliseconds: a pause or a cancel waits no longer. */
const STRETCH = 2e7;

/**
 * One fully connected net in training by the hand-written kernels: whole epochs in one call where they are short. The
 * same batches, dropout masks and steps as `KernelRun` takes on other backends.
 */
export class DenseRun implements NetRun {
  /** null once disposed: the memory goes with it. */
  private held: DenseNet | null;
  private steps = 0;
  /** Batches of one call. */
  private readonly stretch: number;

  /** `released`: called once, when the memory is given up. */
  constructor(
    module: WebAssembly.Module,
    private readonly pace: Pace,
    private readonly job: DenseJob,
    private readonly released: () => void,
  ) {
    const { spec, train, valid, initial, key } = job;
    this.held = new DenseNet(module, spec, train, valid);
    this.held.write(initial ?? initialWeights(spec, key));
    // Forward, and twice as much back.
    const ofBatch = 3 * layoutOf(spec).size * Math.min(spec.optimizer.batchSize, train.n);
    this.stretch = Math.max(1, Math.floor(STRETCH / ofBatch));
  }

  get bytes(): number {
    return this.held?.bytes ?? 0;
  }

  async epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult> {
    const { spec, train, valid } = this.job;
    const units = outputsOf(spec);
    const trainLoss = await this.train(epoch, { signal, pause });
    if (diverged(trainLoss / train.n)) throw new BenchsideError('train.diverged', { epoch }, 'trial');
    if (valid.n === 0)
      return {
        trainLoss: trainLoss / train.n,
        validLoss: Number.NaN,
        validPredictions: new Float32Array(0),
      };
    for (let from = 0; from < valid.n; ) {
      if (this.pace.due()) await this.pace.rest({ signal, pause });
      from = this.net.judge(from);
    }
    const z = this.net.judged();
    const validLoss = lossSum(spec.loss, z, valid.y, units) / valid.n;
    if (diverged(validLoss)) throw new BenchsideError('train.diverged', { epoch }, 'trial');
    return {
      trainLoss: trainLoss / train.n,
      validLoss,
      validPredictions: predictionsOf(spec.loss, z, units),
    };
  }

  keepBest(): void {
    this.net.remember();
  }

  async weights(which: 'current' | 'best' = 'current'): Promise<Weights> {
    return this.net.read(which);
  }

  dispose(): void {
    if (!this.held) return;
    this.held = null;
    this.released();
  }

  private get net(): DenseNet {
    if (!this.held) throw new Error('the run was disposed');
    return this.held;
  }

  /** All batches of an epoch; the sum of the weighted losses of the rows as they were seen. */
  private async train(epoch: number, interruption: Interruption & { signal: AbortSignal }): Promise<number> {
    const { net, job } = this;
    const { spec, train, key } = job;
    throwIfAborted(interruption.signal);
    const order = rowOrder(train.n, key, epoch);
    const scalars = new Float32Array(2 * net.batches);
    for (let b = 0; b < net.batches; b++) {
      const { rate, epsilon } = stepScalars(++this.steps, spec.optimizer.learningRate);
      scalars.set([rate, epsilon], 2 * b);
    }
    const streams = spec.layers.map(({ dropout }, l) =>
      dropout > 0 ? rngWords(...key, 'epoch', epoch, 'dropout', l) : null,
    );
    net.begin(order, scalars, streams);
    for (let b = 0; b < net.batches; b += this.stretch) {
      if (this.pace.due()) await this.pace.rest(interruption);
      net.trainBatches(b, Math.min(net.batches, b + this.stretch));
    }
    const y = Float32Array.from(order, (row) => train.y[row]);
    const { w } = train;
    const weights = w && Float32Array.from(order, (row) => w[row]);
    return lossSum(spec.loss, net.seen(), y, outputsOf(spec), weights);
  }
}
