import type { NetSpec } from '../../models/family';
import { BenchsideError } from '../../study/errors';
import { maskStreams, rowOrder } from '../batches';
import type { Device } from '../device';
import { outputsOf } from '../forward-rows';
import type { Tensor } from '../kernels';
import { type Layout, layoutOf } from '../layout';
import { LogitsLog } from '../logits-log';
import { diverged, lossSum, predictionsOf } from '../losses';
import type { DenseJob, EpochResult, Rows } from '../trainer';
import { joinStates, type NetsState, netsOf, StackAdam } from './stack-adam';
import { gather, uploadBatch } from './stack-batches';
import { stackForward, stackGradient, stackLayers } from './stack-net';
import { paddedOf } from './stack-shape';

/** Rows of each net that go through at once when they only predict, and values of all nets in one layer. */
const PREDICT_ROWS = 4096;
const PREDICT_VALUES = 2 ** 23;

/** Some nets that enter a pack together and leave it together: the folds of a trial. */
interface Packed {
  readonly jobs: readonly DenseJob[];
}

/** Awaited where a pass gives way; throws when nobody needs the pass any more. */
type Rest = () => Promise<void>;

/** One net's logits without the rows that stand in for other nets' longer batches. `batches`: rows of each net. */
function ownRows(z: Float32Array, net: number, units: number, batches: readonly number[][]): Float32Array {
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
 * Nets of one shape class in training as one: their parameters are a tensor [nets, size], each operation is done for
 * all of them. On a GPU a step of a small net is some 35 dispatches whatever its size, so that forty nets cost what one
 * does. Each net sees the batches, masks and steps that it would see alone.
 */
export class Pack<M extends Packed> {
  private readonly jobs: readonly DenseJob[];
  private readonly spec: NetSpec;
  private readonly layout: Layout;
  private readonly adam: StackAdam;
  private readonly valid: { x: Tensor; rows: number[] }[];

  /** Owns the members' states from now on. All jobs must be of one shape class. */
  constructor(
    private readonly device: Device,
    readonly members: readonly M[],
    states: readonly NetsState[],
  ) {
    const { k } = device;
    this.jobs = members.flatMap(({ jobs }) => jobs);
    this.spec = paddedOf(this.jobs[0].spec);
    this.layout = layoutOf(this.spec);
    this.valid = this.uploadRows(this.jobs.map((job) => job.valid));
    this.adam = new StackAdam(
      k,
      this.jobs.map(({ spec }) => spec.optimizer),
      this.layout.layers.map(({ kernel, bias }) => [kernel, bias] as const),
      joinStates(k, states),
    );
  }

  /** One epoch of every member, each with its own number: what it came to, or why it failed, a member each. */
  async epoch(epochs: readonly number[], rest: Rest): Promise<(EpochResult[] | BenchsideError)[]> {
    const epochOf = this.members.flatMap(({ jobs }, m) => jobs.map(() => epochs[m]));
    const orders = this.jobs.map(({ train, key }, net) => rowOrder(train.n, key, epochOf[net]));
    const trained = await this.train(orders, epochOf, rest);
    const judged = await this.judge(rest);
    let at = 0;
    return this.members.map(({ jobs }, m) => {
      const from = at;
      at += jobs.length;
      const results = jobs.map((job, i) =>
        this.resultOf(job, orders[from + i], trained[from + i], judged[from + i]),
      );
      return results.every((result) => result !== null)
        ? results
        : new BenchsideError('train.diverged', { epoch: epochs[m] }, 'trial');
    });
  }

  /** The parameters of a member's nets as they are now [nets, size], held. */
  parametersOf(member: M): Tensor {
    return netsOf(this.device.k, this.adam.parameters, this.placeOf(member), member.jobs.length);
  }

  /** A member's state, its own from now on. */
  stateOf(member: M): NetsState {
    return this.adam.slice(this.placeOf(member), member.jobs.length);
  }

  dispose(): void {
    this.adam.dispose();
    for (const { x } of this.valid) this.device.k.free(x);
  }

  private placeOf(member: M): number {
    const before = this.members.slice(0, this.members.indexOf(member));
    return before.reduce((sum, { jobs }) => sum + jobs.length, 0);
  }

  /** Null where the net has diverged. */
  private resultOf(
    { train, valid }: DenseJob,
    order: Uint32Array,
    trained: Float32Array,
    judged: Float32Array,
  ): EpochResult | null {
    const { loss } = this.spec;
    const units = outputsOf(this.spec);
    const y = Float32Array.from(order, (row) => train.y[row]);
    const { w } = train;
    const weights = w && Float32Array.from(order, (row) => w[row]);
    const trainLoss = lossSum(loss, trained, y, units, weights) / train.n;
    const validLoss = valid.n === 0 ? Number.NaN : lossSum(loss, judged, valid.y, units) / valid.n;
    if (diverged(trainLoss) || (valid.n > 0 && diverged(validLoss))) return null;
    return { trainLoss, validLoss, validPredictions: predictionsOf(loss, judged, units) };
  }

  /** All batches of an epoch; each net's logits as they were seen, in its order. */
  private async train(
    orders: readonly Uint32Array[],
    epochs: readonly number[],
    rest: Rest,
  ): Promise<Float32Array[]> {
    const { device, jobs, spec, layout, adam } = this;
    const { k, pace } = device;
    const streams = jobs.map((job, net) => maskStreams(job.spec, job.key, epochs[net]));
    const batches: number[][] = [];
    const log = new LogitsLog(device, jobs.length);
    const steps = Math.max(...jobs.map((job) => Math.ceil(job.train.n / job.spec.optimizer.batchSize)));
    try {
      for (let step = 0; step < steps; step++) {
        if (pace.due()) {
          await log.settle();
          await rest();
        }
        device.check();
        const gathered = gather(spec, jobs, orders, step);
        batches.push(gathered.rows);
        log.push(
          k.tidy(() => {
            const batch = uploadBatch(k, spec, jobs, gathered, streams);
            const { flat, logits } = stackGradient(k, spec, stackLayers(k, layout, adam.parameters), batch);
            adam.step(
              flat,
              gathered.rows.map((rows) => rows > 0),
            );
            return k.hold(logits);
          }),
        );
      }
      return await this.logitsOf(log, batches);
    } finally {
      log.dispose();
    }
  }

  /** Logits of each net's validation rows, without dropout. */
  private async judge(rest: Rest): Promise<Float32Array[]> {
    const { device, jobs, spec, layout, adam } = this;
    const { k, pace } = device;
    const log = new LogitsLog(device, jobs.length);
    try {
      for (const { x } of this.valid) {
        if (pace.due()) {
          await log.settle();
          await rest();
        }
        device.check();
        log.push(
          k.tidy(() => {
            const outputs = stackForward(k, spec, stackLayers(k, layout, adam.parameters), x);
            return k.hold(outputs[outputs.length - 1]);
          }),
        );
      }
      return await this.logitsOf(
        log,
        this.valid.map(({ rows }) => rows),
      );
    } finally {
      log.dispose();
    }
  }

  private async logitsOf(log: LogitsLog, batches: readonly number[][]): Promise<Float32Array[]> {
    const units = outputsOf(this.spec);
    return (await log.each()).map((z, net) => ownRows(z, net, units, batches));
  }

  /** Chunks [nets, m, inputs] of rows that only predict. */
  private uploadRows(parts: readonly Rows[]): { x: Tensor; rows: number[] }[] {
    const { k } = this.device;
    const { inputs } = this.spec;
    const longest = Math.max(...parts.map(({ n }) => n));
    const widest = Math.max(inputs, ...this.spec.layers.map(({ units }) => units));
    const most = Math.max(1, Math.min(PREDICT_ROWS, Math.floor(PREDICT_VALUES / (parts.length * widest))));
    const chunks: { x: Tensor; rows: number[] }[] = [];
    for (let from = 0; from < longest; from += most) {
      const rows = parts.map(({ n }) => Math.max(0, Math.min(most, n - from)));
      const m = Math.max(...rows);
      const values = new Float32Array(parts.length * m * inputs);
      parts.forEach(({ x, d, at }, net) => {
        for (let i = 0; i < rows[net]; i++) {
          const place = at ? at[from + i] : from + i;
          values.set(x.subarray(place * d, (place + 1) * d), (net * m + i) * inputs);
        }
      });
      chunks.push({ x: k.upload(values, [parts.length, m, inputs]), rows });
    }
    return chunks;
  }
}
