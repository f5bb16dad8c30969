import { gradientReaches, sizeOf } from '../../models/graph-shapes';
import { BenchsideError } from '../../study/errors';
import { type Rng, rng } from '../../study/random';
import { AdamW } from '../adam';
import { dropoutMask, rowOrder } from '../batches';
import type { Device } from '../device';
import type { Tensor } from '../kernels';
import { LogitsLog } from '../logits-log';
import { diverged, lossSum, predictionsOf } from '../losses';
import { type Interruption, throwIfAborted } from '../pacing';
import type { EpochResult, NetRun, Weights } from '../trainer';
import { batchBounds, trainingBatch } from './batches';
import { type Mask, withGradient } from './gradient';
import type { GraphJob } from './graph-job';
import { initialGraphWeights } from './initial';
import {
  flattenGraph,
  freeNodes,
  type GraphLayout,
  graphLayoutOf,
  type NodeTensors,
  nodesOf,
  unflattenGraph,
  uploadNodes,
} from './layout';
import { MOMENTUM } from './reference';
import { valuesOfRows } from './rows';
import { rateFactor } from './schedule';
import { softLossSum, type Targets } from './targets';

type Flat = { learned: Tensor; moving: Tensor | null };

/** One graph net in training with TensorFlow.js kernels: parameters, moments and statistics live on the device. */
export class GraphRun implements NetRun {
  private readonly layout: GraphLayout;
  private readonly initial: Weights;
  private readonly reached: boolean[];
  private readonly fixed: NodeTensors[];
  private readonly adam: AdamW;
  private readonly units: number;
  private moving: Tensor | null;
  private best: Flat | null = null;
  private steps = 0;
  private disposed = false;

  constructor(
    private readonly device: Device,
    private readonly job: GraphJob,
  ) {
    const { k } = device;
    const { spec } = job;
    this.layout = graphLayoutOf(spec);
    this.reached = gradientReaches(spec);
    [this.units] = this.layout.shapes[spec.nodes.length - 1];
    this.initial = job.initial ?? initialGraphWeights(spec, job.key);
    const { learned, moving } = flattenGraph(this.layout, this.initial);
    this.adam = new AdamW(k, spec.optimizer, this.layout.decaying, k.upload(learned, [learned.length]));
    this.moving = moving.length > 0 ? k.upload(moving, [moving.length]) : null;
    this.fixed = uploadNodes(k, this.layout, this.initial, 'fixed');
  }

  async epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult> {
    const { spec, train, valid } = this.job;
    const { z, targets } = await this.train(epoch, { signal, pause });
    const trainLoss = softLossSum(spec.loss, z, targets, this.units) / train.n;
    if (diverged(trainLoss)) throw new BenchsideError('train.diverged', { epoch }, 'trial');
    if (valid.n === 0) return { trainLoss, validLoss: Number.NaN, validPredictions: new Float32Array(0) };

    const validZ = await this.validate({ signal, pause });
    const validLoss = lossSum(spec.loss, validZ, valid.y, this.units) / valid.n;
    if (diverged(validLoss)) throw new BenchsideError('train.diverged', { epoch }, 'trial');
    return { trainLoss, validLoss, validPredictions: predictionsOf(spec.loss, validZ, this.units) };
  }

  keepBest(): void {
    const { k } = this.device;
    const before = this.best;
    this.best = { learned: k.hold(this.adam.parameters), moving: this.moving && k.hold(this.moving) };
    if (before) this.release(before);
  }

  async weights(which: 'current' | 'best' = 'current'): Promise<Weights> {
    const { learned, moving } = which === 'best' && this.best ? this.best : this.now();
    const flat = {
      learned: await this.device.read(learned),
      moving: moving ? await this.device.read(moving) : new Float32Array(0),
    };
    return unflattenGraph(this.layout, flat, this.initial);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    const { k } = this.device;
    this.adam.dispose();
    if (this.moving) k.free(this.moving);
    freeNodes(k, this.fixed);
    if (this.best) this.release(this.best);
  }

  private now(): Flat {
    return { learned: this.adam.parameters, moving: this.moving };
  }

  private release({ learned, moving }: Flat): void {
    this.device.k.free(learned);
    if (moving) this.device.k.free(moving);
  }

  /** All batches of an epoch: their logits as they were seen, and what they were to come to. */
  private async train(
    epoch: number,
    interruption: Interruption & { signal: AbortSignal },
  ): Promise<{ z: Float32Array; targets: Targets }> {
    const { spec, train, key, epochs } = this.job;
    const { pace } = this.device;
    const order = rowOrder(train.n, key, epoch);
    const bounds = batchBounds(train.n, spec.optimizer.batchSize);
    const planned = epochs === undefined ? null : epochs * (bounds.length - 1);
    const streams = new Map(
      spec.nodes.flatMap(({ op }, i) =>
        op === 'dropout' ? [[i, rng(...key, 'epoch', epoch, 'dropout', i)] as const] : [],
      ),
    );
    const logits = new LogitsLog(this.device);
    const targets: Targets = {
      t: new Float32Array(train.n * this.units),
      w: new Float32Array(train.n),
    };
    throwIfAborted(interruption.signal);
    try {
      for (const [b, to] of bounds.slice(1).entries()) {
        const from = bounds[b];
        if (pace.due()) {
          // On a GPU this also waits for the work queued so far: a cancel or a pause then takes effect at once.
          await logits.settle();
          await pace.rest(interruption);
        }
        this.device.check();
        const batch = trainingBatch(spec, this.units, train, order, [from, to], key, epoch);
        targets.t.set(batch.targets.t, from * this.units);
        targets.w.set(batch.targets.w, from);
        const masks = this.masks(streams, batch.n);
        logits.push(this.step(batch, masks, planned));
      }
      return { z: await logits.all(), targets };
    } finally {
      logits.dispose();
    }
  }

  private masks(streams: ReadonlyMap<number, Rng>, n: number): ReadonlyMap<number, Mask> {
    const masks = new Map<number, Mask>();
    for (const [i, random] of streams) {
      const node = this.job.spec.nodes[i];
      if (node.op !== 'dropout') continue;
      const shape = [n, ...this.layout.shapes[i]];
      masks.set(i, { shape, values: dropoutMask(random, node.rate, sizeOf(shape)) });
    }
    return masks;
  }

  private step(
    batch: ReturnType<typeof trainingBatch>,
    masks: ReadonlyMap<number, Mask>,
    planned: number | null,
  ): Tensor {
    const { k } = this.device;
    const { spec } = this.job;
    const { layout, reached } = this;
    return k.tidy(() => {
      const parameters = nodesOf(k, this.layout, this.now(), this.fixed);
      return withGradient(k, { spec, layout, reached }, parameters, batch, masks, (found) => {
        this.adam.step(
          found.gradient,
          planned === null ? 1 : rateFactor(spec.optimizer.schedule, this.steps, planned),
        );
        this.steps++;
        this.move(found.statistics);
        return k.hold(k.reshape(found.logits, [1, ...found.logits.shape]));
      });
    });
  }

  /** The moving statistics go a tenth of the way to those of the batch. */
  private move(batch: Tensor | null): void {
    if (!this.moving || !batch) return;
    const { k } = this.device;
    const kept = k.mul(this.moving, k.input(Float32Array.of(MOMENTUM), []));
    const next = k.hold(k.add(kept, k.mul(batch, k.input(Float32Array.of(1 - MOMENTUM), []))));
    k.free(this.moving);
    this.moving = next;
  }

  private async validate(interruption: Interruption): Promise<Float32Array> {
    const { k } = this.device;
    const { spec, valid } = this.job;
    const parameters: NodeTensors[] = k.tidy(() =>
      nodesOf(k, this.layout, this.now(), this.fixed).map((node) =>
        Object.fromEntries(Object.entries(node).map(([role, tensor]) => [role, k.hold(tensor)])),
      ),
    );
    try {
      return await valuesOfRows(this.device, spec, parameters, valid, spec.nodes.length - 1, interruption);
    } finally {
      freeNodes(k, parameters);
    }
  }
}
