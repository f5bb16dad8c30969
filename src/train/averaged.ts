import type { AnySpec } from '../models/family';
import type { GraphSpec } from '../models/graph';
import { BenchsideError } from '../study/errors';
import { rowStart } from './graph/batches';
import { diverged, lossSum, predictionsOf } from './losses';
import type { EpochResult, NetGroup, NetJob, Rows, Trainer, Weights } from './trainer';

/** Whether weights of several epochs become one. */
export const averages = (spec: AnySpec): spec is GraphSpec =>
  spec.kind === 'graph' && (spec.optimizer.averaging ?? 0) > 0;

/** The first epoch, from 1, whose weights are in the mean, of so many planned ones: the last one always is. */
export const firstAveraged = (share: number, epochs: number): number =>
  epochs - Math.max(1, Math.round(share * epochs)) + 1;

/**
 * Nets whose weights at the end of their last epochs are averaged (stochastic weight averaging, Izmailov et al. 2018):
 * from the first of those epochs on, validation and weights are the mean's. Moving statistics of batchNorm are averaged
 * like weights: the rate is small by then, so that the nets of those epochs normalize nearly alike, and no pass over
 * the training rows is needed. Other nets are left as they are. Owns `nets`.
 */
export function averaged(
  trainer: Pick<Trainer, 'activations'>,
  jobs: readonly NetJob[],
  nets: NetGroup,
): NetGroup {
  const [{ spec, epochs }] = jobs;
  if (!averages(spec) || epochs === undefined) return nets;
  const first = firstAveraged(spec.optimizer.averaging ?? 0, epochs);
  const means = jobs.map(() => new Mean());
  let best: Weights[] | null = null;
  const now = (): Weights[] | null => (means[0].count > 0 ? means.map((mean) => mean.weights()) : null);
  return {
    async epoch(epoch, signal, pause) {
      const results = await nets.epoch(epoch, signal, pause);
      if (epoch < first) return results;
      for (const [j, weights] of (await nets.weights('current')).entries()) means[j].add(weights);
      const seen: EpochResult[] = [];
      for (const [j, { trainLoss }] of results.entries()) {
        await pause?.();
        seen.push({ trainLoss, ...(await validated(trainer, jobs[j], means[j].weights(), epoch)) });
      }
      return seen;
    },
    keepBest() {
      best = now();
      if (!best) nets.keepBest();
    },
    weights: async (which) => (which === 'best' ? best : now()) ?? nets.weights(which),
    dispose: () => nets.dispose(),
  };
}

/** Running mean of weights, float64. */
class Mean {
  count = 0;
  private sums: Record<string, Float64Array>[] = [];

  add(weights: Weights): void {
    if (this.count++ === 0)
      this.sums = weights.map((entry) =>
        Object.fromEntries(
          Object.entries(entry).map(([role, { length }]) => [role, new Float64Array(length)]),
        ),
      );
    for (const [e, entry] of weights.entries())
      for (const [role, values] of Object.entries(entry)) {
        const sum = this.sums[e][role];
        for (let i = 0; i < values.length; i++) sum[i] += values[i];
      }
  }

  weights(): Weights {
    return this.sums.map(
      (entry) =>
        Object.fromEntries(
          Object.entries(entry).map(([role, sum]) => [
            role,
            Float32Array.from(sum, (value) => value / this.count),
          ]),
        ) as Weights[number],
    );
  }
}

/** As a run validates after its epoch, with these weights. Errors: `train.diverged`. */
async function validated(
  trainer: Pick<Trainer, 'activations'>,
  { spec, valid }: NetJob,
  weights: Weights,
  epoch: number,
): Promise<Omit<EpochResult, 'trainLoss'>> {
  if (!averages(spec) || valid.n === 0)
    return { validLoss: Number.NaN, validPredictions: new Float32Array(0) };
  const z = await trainer.activations(spec, weights, inRow(valid), valid.n, spec.nodes.length - 1);
  const units = z.length / valid.n;
  const validLoss = lossSum(spec.loss, z, valid.y, units) / valid.n;
  if (diverged(validLoss)) throw new BenchsideError('train.diverged', { epoch }, 'trial');
  return { validLoss, validPredictions: predictionsOf(spec.loss, z, units) };
}

/** Inputs one after the other, where rows share a pool. */
function inRow({ n, d, x, at }: Rows): Float32Array {
  if (!at) return x;
  const out = new Float32Array(n * d);
  for (let row = 0; row < n; row++) {
    const start = rowStart({ at, d }, row);
    out.set(x.subarray(start, start + d), row * d);
  }
  return out;
}
