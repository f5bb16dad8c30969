import { BenchsideError } from '../../study/errors';
import { type Rng, rng } from '../../study/random';
import { BETA1, BETA2, CLIP_EPSILON, stepScalars } from '../adam';
import { dropoutMask, rowOrder } from '../batches';
import { batchBounds, plainBatch, trainingBatch } from '../graph/batches';
import { initialGraphWeights } from '../graph/initial';
import type { GraphJob } from '../graph/open-graphs';
import { rateFactor } from '../graph/schedule';
import { lossGradient, softLossSum } from '../graph/targets';
import { diverged, lossSum, predictionsOf } from '../losses';
import { type Interruption, type Pace, throwIfAborted } from '../pacing';
import type { EpochResult, NetRun, Weights } from '../trainer';
import { WasmNet } from './net';

type Interrupted = Interruption & { signal: AbortSignal };

/** One graph net in training with the hand-written kernels, in a memory of its own. */
export class WasmRun implements NetRun {
  /** null once disposed: the memory goes with it. */
  private held: WasmNet | null;
  private readonly bounds: number[];
  private steps = 0;

  /** `released`: called once, when the memory is given up. */
  constructor(
    module: WebAssembly.Module,
    private readonly pace: Pace,
    private readonly job: GraphJob,
    private readonly released: () => void,
  ) {
    const { spec, train } = job;
    this.bounds = batchBounds(train.n, spec.optimizer.batchSize);
    const rows = Math.max(...this.bounds.slice(1).map((to, b) => to - this.bounds[b]));
    this.held = new WasmNet(module, spec, { rows, train: true });
    this.held.write(job.initial ?? initialGraphWeights(spec, job.key));
  }

  get bytes(): number {
    return this.held?.bytes ?? 0;
  }

  async epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult> {
    const { spec, valid } = this.job;
    const trainLoss = await this.train(epoch, { signal, pause });
    if (diverged(trainLoss)) throw new BenchsideError('train.diverged', { epoch }, 'trial');
    if (valid.n === 0) return { trainLoss, validLoss: Number.NaN, validPredictions: new Float32Array(0) };

    const { units } = this.net;
    const z = await this.validate({ signal, pause });
    const validLoss = lossSum(spec.loss, z, valid.y, units) / valid.n;
    if (diverged(validLoss)) throw new BenchsideError('train.diverged', { epoch }, 'trial');
    return { trainLoss, validLoss, validPredictions: predictionsOf(spec.loss, z, units) };
  }

  keepBest(): void {
    this.net.parameters.remember(this.net.k.memory);
  }

  async weights(which: 'current' | 'best' = 'current'): Promise<Weights> {
    return this.net.parameters.read(this.net.k.memory, which);
  }

  dispose(): void {
    if (!this.held) return;
    this.held = null;
    this.released();
  }

  private get net(): WasmNet {
    if (!this.held) throw new Error('the run was disposed');
    return this.held;
  }

  /** All batches of an epoch; the mean weighted loss of the rows as they were seen. */
  private async train(epoch: number, interruption: Interrupted): Promise<number> {
    const { spec, train, key, epochs } = this.job;
    const { net, bounds } = this;
    const order = rowOrder(train.n, key, epoch);
    const planned = epochs === undefined ? null : epochs * (bounds.length - 1);
    const streams = spec.nodes.map(({ op }, i) =>
      op === 'dropout' ? rng(...key, 'epoch', epoch, 'dropout', i) : null,
    );
    let loss = 0;
    throwIfAborted(interruption.signal);
    for (const [b, to] of bounds.slice(1).entries()) {
      if (this.pace.due()) await this.pace.rest(interruption);
      const batch = trainingBatch(spec, net.units, train, order, [bounds[b], to], key, epoch);
      this.drop(streams, batch.n);
      const z = net.forward(batch.n, batch.pictures, batch.table, true);
      loss += softLossSum(spec.loss, z, batch.targets, net.units);
      net.backward(batch.n, lossGradient(spec.loss, z, batch.targets, net.units));
      this.step(planned === null ? 1 : rateFactor(spec.optimizer.schedule, this.steps, planned));
    }
    return loss / train.n;
  }

  private drop(streams: readonly (Rng | null)[], n: number): void {
    for (const [i, node] of this.job.spec.nodes.entries()) {
      const random = streams[i];
      if (node.op === 'dropout' && random)
        this.net.drop(i, dropoutMask(random, node.rate, n * this.net.sizeOf(i)));
    }
  }

  /** AdamW as train/adam.ts has it, at `factor` of the learning rate. */
  private step(factor: number): void {
    const { k, parameters } = this.net;
    const { learningRate, weightDecay, clipNorm } = this.job.spec.optimizer;
    const { values, gradient, m, v, size, decayed } = parameters;
    const { rate, epsilon } = stepScalars(++this.steps, learningRate * factor);
    const clip =
      clipNorm > 0 ? Math.min(1, clipNorm / (Math.sqrt(k.squaredNorm(gradient, size)) + CLIP_EPSILON)) : 1;
    const shrink = 1 - learningRate * factor * weightDecay;
    k.adamW(values, gradient, m, v, decayed, clip, shrink, rate, epsilon, BETA1, BETA2);
    const [rest, from] = [size - decayed, 4 * decayed];
    k.adamW(values + from, gradient + from, m + from, v + from, rest, clip, 1, rate, epsilon, BETA1, BETA2);
    this.net.changed();
  }

  private async validate(interruption: Interrupted): Promise<Float32Array> {
    const { spec, valid } = this.job;
    const { net } = this;
    const z = new Float32Array(valid.n * net.units);
    for (let from = 0; from < valid.n; from += net.rows) {
      if (this.pace.due()) await this.pace.rest(interruption);
      const batch = plainBatch(spec, valid, from, Math.min(valid.n, from + net.rows));
      z.set(net.forward(batch.n, batch.pictures, batch.table, false), from * net.units);
    }
    return z;
  }
}
