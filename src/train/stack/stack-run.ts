import type { NetSpec } from '../../models/family';
import { BenchsideError } from '../../study/errors';
import { maskStreams, rowOrder } from '../batches';
import type { Device } from '../device';
import { outputsOf } from '../forward-rows';
import type { Tensor } from '../kernels';
import { flatten, initialWeights, type Layout, layoutOf, unflatten } from '../layout';
import { LogitsLog } from '../logits-log';
import { diverged, lossSum, predictionsOf } from '../losses';
import { type Interruption, throwIfAborted } from '../pacing';
import type { DenseJob, EpochResult, NetGroup, Rows, Weights } from '../trainer';
import { StackAdam } from './stack-adam';
import { gather, uploadBatch } from './stack-batches';
import { stackForward, stackGradient, stackLayers } from './stack-net';

/** Rows of each net that go through at once when they only predict. */
const PREDICT_ROWS = 4096;

/** What must be alike for nets to lie in one stack; rates, decay, dropout, rows and seeds may differ. */
const shapeOf = ({ inputs, layers, loss, optimizer }: NetSpec): string =>
  JSON.stringify([
    inputs,
    layers.map(({ units, activation }) => [units, activation]),
    loss,
    optimizer.batchSize,
  ]);

export const canStack = (jobs: readonly DenseJob[]): boolean =>
  jobs.length > 1 && new Set(jobs.map(({ spec }) => shapeOf(spec))).size === 1;

/** One net's logits without the rows that stand in for other nets' longer batches. `batches`: rows of each net. */
function unpadded(z: Float32Array, net: number, units: number, batches: readonly number[][]): Float32Array {
  const own = new Float32Array(batches.reduce((sum, rows) => sum + rows[net], 0) * units);
  let [from, at] = [0, 0];
  for (const rows of batches) {
    own.set(z.subarray(from, from + rows[net] * units), at);
    at += rows[net] * units;
    from += Math.max(...rows) * units;
  }
  return own;
}

/**
 * Several nets of one shape in training as one: their parameters are a tensor [nets, size], each operation is done for
 * all of them. On a GPU a step of a small net is some 35 dispatches whatever its size, so that five folds cost what one
 * does. Each net sees the batches, masks and steps that it would see alone.
 */
export class StackRun implements NetGroup {
  private readonly spec: NetSpec;
  private readonly layout: Layout;
  private readonly adam: StackAdam;
  private readonly valid: { x: Tensor; rows: number[] }[];
  private best: Tensor | null = null;
  private disposed = false;

  /** `jobs` must be such that `canStack`. */
  constructor(
    private readonly device: Device,
    private readonly jobs: readonly DenseJob[],
  ) {
    const { k } = device;
    this.spec = jobs[0].spec;
    this.layout = layoutOf(this.spec);
    const { size, layers } = this.layout;
    const parameters = new Float32Array(jobs.length * size);
    jobs.forEach(({ spec, initial, key }, net) => {
      parameters.set(flatten(this.layout, initial ?? initialWeights(spec, key)), net * size);
    });
    this.adam = new StackAdam(
      k,
      jobs.map(({ spec }) => spec.optimizer),
      layers.map(({ kernel, bias }) => [kernel, bias] as const),
      k.upload(parameters, [jobs.length, size]),
    );
    this.valid = this.uploadRows(jobs.map((job) => job.valid));
  }

  async epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult[]> {
    const units = outputsOf(this.spec);
    const { loss } = this.spec;
    const orders = this.jobs.map(({ train, key }) => rowOrder(train.n, key, epoch));
    const trained = await this.train(orders, epoch, { signal, pause });
    const validZ = await this.judge({ signal, pause });
    return this.jobs.map(({ train, valid }, net) => {
      const y = Float32Array.from(orders[net], (row) => train.y[row]);
      const { w } = train;
      const weights = w && Float32Array.from(orders[net], (row) => w[row]);
      const trainLoss = lossSum(loss, trained[net], y, units, weights) / train.n;
      const validLoss = valid.n === 0 ? Number.NaN : lossSum(loss, validZ[net], valid.y, units) / valid.n;
      if (diverged(trainLoss) || (valid.n > 0 && diverged(validLoss)))
        throw new BenchsideError('train.diverged', { epoch }, 'trial');
      return { trainLoss, validLoss, validPredictions: predictionsOf(loss, validZ[net], units) };
    });
  }

  keepBest(): void {
    const { k } = this.device;
    const before = this.best;
    this.best = k.hold(this.adam.parameters);
    if (before) k.free(before);
  }

  async weights(which: 'current' | 'best'): Promise<Weights[]> {
    const all = await this.device.read(which === 'best' && this.best ? this.best : this.adam.parameters);
    const { size } = this.layout;
    return this.jobs.map((_, net) => unflatten(this.layout, all.subarray(net * size, (net + 1) * size)));
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.adam.dispose();
    for (const { x } of this.valid) this.device.k.free(x);
    if (this.best) this.device.k.free(this.best);
  }

  /** All batches of an epoch; each net's logits as they were seen, in its order. */
  private async train(
    orders: readonly Uint32Array[],
    epoch: number,
    interruption: Interruption & { signal: AbortSignal },
  ): Promise<Float32Array[]> {
    const { device, jobs, spec, layout, adam } = this;
    const { k, pace } = device;
    const streams = jobs.map((job) => maskStreams(job.spec, job.key, epoch));
    const batches: number[][] = [];
    const log = new LogitsLog(device, jobs.length);
    const longest = Math.max(...orders.map(({ length }) => length));
    throwIfAborted(interruption.signal);
    try {
      for (let from = 0; from < longest; from += spec.optimizer.batchSize) {
        if (pace.due()) {
          await log.settle();
          await pace.rest(interruption);
        }
        device.check();
        const gathered = gather(jobs, orders, from);
        batches.push(gathered.rows);
        log.push(
          k.tidy(() => {
            const batch = uploadBatch(k, jobs, gathered, streams);
            const { flat, logits } = stackGradient(k, spec, stackLayers(k, layout, adam.parameters), batch);
            adam.step(
              flat,
              gathered.rows.map((rows) => rows > 0),
            );
            return k.hold(logits);
          }),
        );
      }
      const units = outputsOf(spec);
      return (await log.each()).map((z, net) => unpadded(z, net, units, batches));
    } finally {
      log.dispose();
    }
  }

  /** Logits of each net's validation rows, without dropout. */
  private async judge(interruption: Interruption): Promise<Float32Array[]> {
    const { device, jobs, spec, layout, adam } = this;
    const { k, pace } = device;
    const log = new LogitsLog(device, jobs.length);
    try {
      for (const { x } of this.valid) {
        if (pace.due()) {
          await log.settle();
          await pace.rest(interruption);
        }
        device.check();
        log.push(
          k.tidy(() => {
            const outputs = stackForward(k, spec, stackLayers(k, layout, adam.parameters), x);
            return k.hold(outputs[outputs.length - 1]);
          }),
        );
      }
      const units = outputsOf(spec);
      const batches = this.valid.map(({ rows }) => rows);
      return (await log.each()).map((z, net) => unpadded(z, net, units, batches));
    } finally {
      log.dispose();
    }
  }

  /** Chunks [nets, m, inputs] of rows that only predict. */
  private uploadRows(parts: readonly Rows[]): { x: Tensor; rows: number[] }[] {
    const { k } = this.device;
    const { inputs } = this.spec;
    const longest = Math.max(...parts.map(({ n }) => n));
    const chunks: { x: Tensor; rows: number[] }[] = [];
    for (let from = 0; from < longest; from += PREDICT_ROWS) {
      const rows = parts.map(({ n }) => Math.max(0, Math.min(PREDICT_ROWS, n - from)));
      const m = Math.max(...rows);
      const values = new Float32Array(parts.length * m * inputs);
      parts.forEach(({ x, at }, net) => {
        for (let i = 0; i < rows[net]; i++) {
          const place = at ? at[from + i] : from + i;
          values.set(x.subarray(place * inputs, (place + 1) * inputs), (net * m + i) * inputs);
        }
      });
      chunks.push({ x: k.upload(values, [parts.length, m, inputs]), rows });
    }
    return chunks;
  }
}
