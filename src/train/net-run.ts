import { BenchsideError } from '../study/errors';
import { AdamW } from './adam';
import { gradient, layersOf } from './backprop';
import { Batcher, maskStreams, rowOrder } from './batches';
import type { Device } from './device';
import { logitsOf, outputsOf, uploadRows } from './forward-rows';
import type { Tensor } from './kernels';
import { flatten, initialWeights, type Layout, layoutOf, unflatten } from './layout';
import { LogitsLog } from './logits-log';
import { diverged, lossSum, predictionsOf } from './losses';
import { type Interruption, throwIfAborted } from './pacing';
import type { DenseJob, EpochResult, NetRun, Weights } from './trainer';

/** One net in training with TensorFlow.js kernels: its parameters and moments live on the device. */
export class KernelRun implements NetRun {
  private readonly layout: Layout;
  private readonly adam: AdamW;
  private readonly batcher: Batcher;
  private readonly validRows: Tensor[];
  private best: Tensor | null = null;
  private disposed = false;

  constructor(
    private readonly device: Device,
    private readonly job: DenseJob,
  ) {
    const { k } = device;
    const { spec, train, valid } = job;
    this.layout = layoutOf(spec);
    const initial = flatten(this.layout, job.initial ?? initialWeights(spec, job.key));
    const kernels = this.layout.layers.map(({ kernel, bias }) => [kernel, bias] as const);
    this.adam = new AdamW(k, spec.optimizer, kernels, k.upload(initial, [this.layout.size]));
    this.batcher = new Batcher(k, spec, train);
    this.validRows = uploadRows(k, valid);
  }

  async epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult> {
    const { spec, train, valid } = this.job;
    const units = outputsOf(spec);
    const order = rowOrder(train.n, this.job.key, epoch);
    const z = await this.train(order, epoch, { signal, pause });
    const y = Float32Array.from(order, (row) => train.y[row]);
    const { w } = train;
    const weights = w && Float32Array.from(order, (row) => w[row]);
    const trainLoss = lossSum(spec.loss, z, y, units, weights) / train.n;
    if (diverged(trainLoss)) throw new BenchsideError('train.diverged', { epoch }, 'trial');
    if (valid.n === 0) return { trainLoss, validLoss: Number.NaN, validPredictions: new Float32Array(0) };

    const validZ = await logitsOf(this.device, spec, this.adam.parameters, this.validRows, {
      signal,
      pause,
    });
    const validLoss = lossSum(spec.loss, validZ, valid.y, units) / valid.n;
    if (diverged(validLoss)) throw new BenchsideError('train.diverged', { epoch }, 'trial');
    return { trainLoss, validLoss, validPredictions: predictionsOf(spec.loss, validZ, units) };
  }

  keepBest(): void {
    const { k } = this.device;
    const before = this.best;
    this.best = k.hold(this.adam.parameters);
    if (before) k.free(before);
  }

  async weights(which: 'current' | 'best' = 'current'): Promise<Weights> {
    const flat = which === 'best' && this.best ? this.best : this.adam.parameters;
    return unflatten(this.layout, await this.device.read(flat));
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.adam.dispose();
    this.batcher.dispose();
    const { k } = this.device;
    for (const tensor of this.validRows) k.free(tensor);
    if (this.best) k.free(this.best);
  }

  /** All batches of an epoch; the logits of the training rows as they were seen, in `order`. */
  private async train(
    order: Uint32Array,
    epoch: number,
    interruption: Interruption & { signal: AbortSignal },
  ): Promise<Float32Array> {
    const { spec } = this.job;
    const size = spec.optimizer.batchSize;
    const streams = maskStreams(spec, this.job.key, epoch);
    const { pace } = this.device;
    const logits = new LogitsLog(this.device);
    throwIfAborted(interruption.signal);
    try {
      for (let from = 0; from < order.length; from += size) {
        if (pace.due()) {
          // On a GPU this also waits for the work queued so far: a cancel or a pause then takes effect at once.
          await logits.settle();
          await pace.rest(interruption);
        }
        this.device.check();
        logits.push(this.step(order, from, Math.min(order.length, from + size), streams));
      }
      return await logits.all();
    } finally {
      logits.dispose();
    }
  }

  private step(
    order: Uint32Array,
    from: number,
    to: number,
    streams: ReturnType<typeof maskStreams>,
  ): Tensor {
    const { k } = this.device;
    return k.tidy(() => {
      const batch = this.batcher.batch(order, from, to, streams);
      const layers = layersOf(k, this.layout, this.adam.parameters);
      const { flat, logits } = gradient(k, this.job.spec, layers, batch);
      this.adam.step(flat);
      return k.hold(logits);
    });
  }
}
