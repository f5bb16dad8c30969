import { BenchsideError } from '../../study/errors';
import { stepScalars } from '../adam';
import { maskStreams, rowOrder } from '../batches';
import type { Device } from '../device';
import { outputsOf } from '../forward-rows';
import { flatten, initialWeights, unflatten } from '../layout';
import { diverged, lossSum, predictionsOf } from '../losses';
import { throwIfAborted } from '../pacing';
import type { DenseJob, EpochResult, NetGroup, Rows, Weights } from '../trainer';
import { GpuBuffers } from './buffers';
import { ROW_WORDS } from './epoch-shader';
import { JUDGED_AT_ONCE, netWords, type Plan, planOf, workOfStep } from './net-plan';
import type { EpochPipelines } from './pipelines';

/** Multiplications of one net after which a dispatch ends: a GPU that also draws the screen must not be held up. */
const LONGEST = 2 ** 28;

const trainOf = ({ train }: DenseJob): Rows => train;
const validOf = ({ valid }: DenseJob): Rows => valid;

/** Rows of the pool that an epoch takes, with outcome and weight, as the shader reads them. */
function orderWords({ train }: DenseJob, order: Uint32Array): Uint32Array {
  const words = new Uint32Array(order.length * ROW_WORDS);
  const reals = new Float32Array(words.buffer);
  order.forEach((row, i) => {
    words[i * ROW_WORDS] = train.at ? train.at[row] : row;
    reals[i * ROW_WORDS + 1] = train.y[row];
    reals[i * ROW_WORDS + 2] = train.w ? train.w[row] : 1;
  });
  return words;
}

/**
 * Fully connected nets in training on WebGPU by whole epochs: an epoch of all of them is a dispatch or a few, and one
 * reading back. Each net sees the batches, masks and steps that it would see alone; see epoch-shader.ts.
 */
export class EpochNets implements NetGroup {
  private readonly buffers: GpuBuffers;
  private readonly train: Plan;
  private readonly valid: Plan;
  /** Optimizer steps of each net so far. */
  private readonly taken: number[];
  private kept = false;
  private readonly spans: [number, number][];

  /** `jobs` must be such that `fitsEpochKernel`. */
  constructor(
    private readonly device: Device,
    private readonly pipelines: EpochPipelines,
    private readonly jobs: readonly DenseJob[],
    private readonly disposed = () => {},
  ) {
    this.taken = jobs.map(() => 0);
    const pools = new Map<Float32Array, number>();
    let words = 0;
    // Validation rows are read in their own order, so that theirs stand one after the other.
    const valid = new Map(jobs.map((job) => [job.valid, inTheirOrder(job.valid)]));
    for (const x of [...jobs.map(({ train }) => train.x), ...valid.values()]) {
      if (pools.has(x)) continue;
      pools.set(x, words);
      words += x.length;
    }
    const inputsAt = (x: Float32Array) => pools.get(x) as number;
    this.train = planOf(jobs, trainOf, inputsAt, { atOnce: 1, logits: 0 });
    const judged = (job: DenseJob): Rows => ({ ...job.valid, x: valid.get(job.valid) as Float32Array });
    this.valid = planOf(jobs, judged, inputsAt, { atOnce: JUDGED_AT_ONCE, logits: this.train.logits });
    this.buffers = new GpuBuffers(pipelines.device, {
      state: 3 * this.train.parameters,
      best: this.train.parameters,
      work: Math.max(this.train.work, this.valid.work),
      logits: this.valid.logits,
      inputs: words,
      order: ROW_WORDS * this.train.rows,
      masks: this.train.masks,
      steps: 2 * this.train.steps,
      trainNets: netWords(jobs, this.train, trainOf).length,
      validNets: netWords(jobs, this.valid, validOf).length,
      span: 4,
    });
    const inputs = new Float32Array(words);
    for (const [x, at] of pools) inputs.set(x, at);
    this.buffers.write('inputs', inputs);
    this.buffers.write('trainNets', netWords(jobs, this.train, trainOf));
    this.buffers.write('validNets', netWords(jobs, this.valid, validOf));
    const parameters = new Float32Array(3 * this.train.parameters);
    this.train.places.forEach(({ layout, parameters: at }, net) => {
      const { initial, spec, key } = jobs[net];
      parameters.set(flatten(layout, initial ?? initialWeights(spec, key)), at);
    });
    this.buffers.write('state', parameters);
    this.spans = this.spansOf();
  }

  get memory(): { tensors: number; bytes: number } {
    return this.buffers.memory;
  }

  async epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult[]> {
    const { device, pipelines, jobs } = this;
    const orders = jobs.map(({ train, key }) => rowOrder(train.n, key, epoch));
    this.prepare(orders, epoch);
    for (const [begin, end] of this.spans) {
      throwIfAborted(signal);
      device.check();
      pipelines.train(this.buffers, jobs.length, { begin, end, moments: this.train.parameters });
      if (this.spans.length > 1) {
        await pipelines.device.queue.onSubmittedWorkDone();
        if (device.pace.due()) await device.pace.rest({ signal, pause });
      }
    }
    this.judge();
    const z = await this.read('logits', this.valid.logits);
    if (device.pace.due()) await device.pace.rest({ signal, pause });
    return jobs.map(({ spec, train, valid }, net) => {
      const units = outputsOf(spec);
      const seen = z.subarray(this.train.places[net].logits).subarray(0, train.n * units);
      const from = this.valid.places[net].logits;
      const judged = z.subarray(from, from + valid.n * units);
      const y = Float32Array.from(orders[net], (row) => train.y[row]);
      const { w } = train;
      const weights = w && Float32Array.from(orders[net], (row) => w[row]);
      const trainLoss = lossSum(spec.loss, seen, y, units, weights) / train.n;
      const validLoss = valid.n === 0 ? Number.NaN : lossSum(spec.loss, judged, valid.y, units) / valid.n;
      if (diverged(trainLoss) || (valid.n > 0 && diverged(validLoss)))
        throw new BenchsideError('train.diverged', { epoch }, 'trial');
      return { trainLoss, validLoss, validPredictions: predictionsOf(spec.loss, judged, units) };
    });
  }

  keepBest(): void {
    this.buffers.copy('state', 'best', this.train.parameters);
    this.kept = true;
  }

  async weights(which: 'current' | 'best'): Promise<Weights[]> {
    const all = await this.read(which === 'best' && this.kept ? 'best' : 'state', this.train.parameters);
    return this.train.places.map(({ layout, parameters }) =>
      unflatten(layout, all.subarray(parameters, parameters + layout.size)),
    );
  }

  dispose(): void {
    this.buffers.dispose();
    this.disposed();
  }

  private async read(name: 'logits' | 'best' | 'state', words: number): Promise<Float32Array> {
    this.device.check();
    try {
      return await this.buffers.read(name, words);
    } catch {
      throw new BenchsideError('train.deviceLost', { backend: 'webgpu' }, 'fatal');
    } finally {
      this.device.check();
    }
  }

  /** What an epoch differs by: the order of the rows, the masks of dropout, and the scalars of each step. */
  private prepare(orders: readonly Uint32Array[], epoch: number): void {
    const { jobs, train, taken } = this;
    const order = new Uint32Array(ROW_WORDS * train.rows);
    const masks = new Uint32Array(train.masks);
    const steps = new Float32Array(2 * train.steps);
    jobs.forEach((job, net) => {
      const { spec, key } = job;
      const place = train.places[net];
      order.set(orderWords(job, orders[net]), place.order);
      maskStreams(spec, key, epoch).forEach((random, l) => {
        const first = place.masks[l];
        if (!random || first === null) return;
        const { units, dropout } = spec.layers[l];
        const bits = units * job.train.n;
        for (let i = 0; i < bits; i++)
          if (random.next() >= dropout) masks[first + (i >>> 5)] |= 1 << (i & 31);
      });
      const count = Math.ceil(job.train.n / spec.optimizer.batchSize);
      for (let s = 0; s < count; s++) {
        const { rate, epsilon } = stepScalars(++taken[net], spec.optimizer.learningRate);
        steps.set([rate, epsilon], 2 * (place.steps + s));
      }
    });
    this.buffers.write('order', order);
    this.buffers.write('masks', masks);
    this.buffers.write('steps', steps);
  }

  private judge(): void {
    const { jobs, pipelines, buffers } = this;
    const most = Math.max(...jobs.map(({ spec, valid }) => Math.ceil(valid.n / spec.optimizer.batchSize)));
    for (let begin = 0; begin < most; begin += JUDGED_AT_ONCE) {
      const end = Math.min(most, begin + JUDGED_AT_ONCE);
      pipelines.judge(buffers, jobs.length, { begin, end, moments: 0 });
    }
  }

  private spansOf(): [number, number][] {
    const { jobs } = this;
    const batches = Math.max(...jobs.map(({ spec, train }) => Math.ceil(train.n / spec.optimizer.batchSize)));
    const each = Math.max(1, Math.floor(LONGEST / Math.max(...jobs.map(({ spec }) => workOfStep(spec)))));
    const spans: [number, number][] = [];
    for (let begin = 0; begin < batches; begin += each) spans.push([begin, Math.min(batches, begin + each)]);
    return spans;
  }
}

/** The inputs of rows one after the other. */
function inTheirOrder({ n, d, x, at }: Rows): Float32Array {
  if (!at) return x.length === n * d ? x : x.subarray(0, n * d);
  const values = new Float32Array(n * d);
  for (let i = 0; i < n; i++) values.set(x.subarray(at[i] * d, (at[i] + 1) * d), i * d);
  return values;
}
