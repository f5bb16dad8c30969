import type { GradientSpec } from '../models/family';
import { BenchsideError } from '../study/errors';
import { rng } from '../study/random';
import type { Rows, Trainer, Weights } from './trainer';

/** One rate, and the loss that it left behind. */
export interface RatePoint {
  rate: number;
  loss: number;
}

interface SweepJob {
  trainer: Trainer;
  spec: GradientSpec;
  train: Rows;
  /** Names all randomness of the sweep. */
  key: (string | number)[];
  signal: AbortSignal;
  report(done: number, total: number): void;
}

/** Rates a decade. */
const DENSITY = 8;
/** Batches that are trained at each rate. */
const BATCHES = 4;
/** Training rows on which the loss is taken after each rate. */
const LOOKED_AT = 512;
/** So many times the loss of the untrained net is an explosion. */
const BLOWN = 2;

/** From a millionth to one, evenly on a logarithmic scale. */
const RATES = Array.from({ length: 6 * DENSITY + 1 }, (_, i) => 10 ** (-6 + i / DENSITY));

/** Some of the rows, as they are: neither changed anew nor mixed. */
function some({ d, x, y, w, at }: Rows, rows: readonly number[]): Rows {
  const picked: Rows = { n: rows.length, d, x, y: Float32Array.from(rows, (row) => y[row]) };
  if (w) picked.w = Float32Array.from(rows, (row) => w[row]);
  if (at) return { ...picked, at: Uint32Array.from(rows, (row) => at[row]) };
  const own = new Float32Array(rows.length * d);
  for (const [i, row] of rows.entries()) own.set(x.subarray(row * d, (row + 1) * d), i * d);
  return { ...picked, x: own };
}

/**
 * The range test of Smith (WACV 2017): one net is trained a little at each of ever higher rates, a step of a decade's
 * eighth each, and its loss watched. A Trainer has one rate a net, so that each rate is a net that begins with the
 * weights which the last one left, and with an optimizer that remembers nothing. Four batches a rate. The loss is that
 * of the same rows each time, without dropout, so that it does not jump with the batches; of a graph net that of the
 * batches themselves, as the moving means of its normalization lag behind in so few steps and would be what is seen.
 * Training rows alone are looked at. Ends where training blows up. Frees every tensor.
 *
 * Errors: `train.deviceLost`, `cancelled`.
 */
export async function sweepRates(job: SweepJob): Promise<RatePoint[]> {
  const { trainer, spec, train, key, signal } = job;
  const order = rng(...key, 'order').shuffle(Array.from({ length: train.n }, (_, row) => row));
  const isGraph = spec.kind === 'graph';
  const looked = some(train, isGraph ? [] : order.slice(0, LOOKED_AT));
  const size = Math.min(train.n, BATCHES * spec.optimizer.batchSize);
  const points: RatePoint[] = [];
  let weights: Weights | undefined;
  for (const [i, rate] of RATES.entries()) {
    job.report(i, RATES.length);
    const rows = Array.from({ length: size }, (_, j) => order[(i * size + j) % order.length]);
    const run = await trainer.start({
      spec: atRate(spec, rate),
      train: some(train, rows),
      valid: looked,
      key: [...key, i],
      epochs: 1,
      ...(weights && { initial: weights }),
    });
    try {
      const { trainLoss, validLoss } = await run.epoch(1, signal);
      weights = await run.weights();
      points.push({ rate, loss: isGraph ? trainLoss : validLoss });
    } catch (thrown) {
      if (!(thrown instanceof BenchsideError && thrown.code === 'train.diverged')) throw thrown;
      break;
    } finally {
      run.dispose();
    }
    if (points[i].loss > BLOWN * points[0].loss) break;
  }
  return points;
}

/** The rate is held, whatever the plan. */
const atRate = (spec: GradientSpec, learningRate: number): GradientSpec =>
  spec.kind === 'graph'
    ? { ...spec, optimizer: { ...spec.optimizer, learningRate, schedule: 'constant' as const } }
    : { ...spec, optimizer: { ...spec.optimizer, learningRate } };
