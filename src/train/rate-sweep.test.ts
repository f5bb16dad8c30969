import { describe, expect, test } from 'vitest';
import type { DescentSpec } from '../models/family';
import { BenchsideError } from '../study/errors';
import { rng } from '../study/random';
import { openTrainer } from './open-trainer';
import { sweepRates } from './rate-sweep';
import type { NetJob, Rows, Trainer } from './trainer';

const spec: DescentSpec = {
  inputs: 4,
  layers: [
    { units: 8, activation: 'relu', dropout: 0.2 },
    { units: 1, activation: 'linear', dropout: 0 },
  ],
  loss: 'binary',
  optimizer: { kind: 'adamw', learningRate: 0.01, weightDecay: 0, batchSize: 8 },
};

function rows(n: number): Rows {
  const random = rng('rate-sweep.test');
  const x = Float32Array.from({ length: n * 4 }, () => random.normal());
  return { n, d: 4, x, y: Float32Array.from({ length: n }, (_, i) => +(x[i * 4] + x[i * 4 + 1] > 0)) };
}

const job = (trainer: Trainer) => ({
  trainer,
  spec,
  train: rows(120),
  key: ['sweep'],
  signal: new AbortController().signal,
  report: () => {},
});

describe('a sweep over learning rates', () => {
  test('falls where the net learns, the same each time, and frees every tensor', async () => {
    const trainer = await openTrainer('cpu');
    const before = trainer.memory().tensors;
    const points = await sweepRates(job(trainer));
    expect(trainer.memory().tensors).toBe(before);
    expect(points[0].rate).toBe(1e-6);
    const best = points.reduce((a, b) => (b.loss < a.loss ? b : a));
    expect(best.loss).toBeLessThan(0.5 * points[0].loss);
    expect(best.rate).toBeGreaterThan(1e-3);
    expect(await sweepRates(job(trainer))).toEqual(points);
  });

  test('each rate begins with the weights that the last left, and where training breaks the sweep ends', async () => {
    const jobs: NetJob[] = [];
    let disposed = 0;
    const weights = [{ kernel: new Float32Array(1), bias: new Float32Array(1) }];
    const trainer = {
      start: async (given: NetJob) => {
        const at = jobs.push(given);
        return {
          epoch: async () => {
            if (at === 4) throw new BenchsideError('train.diverged', { epoch: 1 }, 'trial');
            return { trainLoss: 1, validLoss: 1 / at, validPredictions: new Float32Array(0) };
          },
          weights: async () => weights,
          keepBest: () => {},
          dispose: () => disposed++,
        };
      },
    } as unknown as Trainer;
    const points = await sweepRates(job(trainer));
    expect(points.map(({ loss }) => loss)).toEqual([1, 1 / 2, 1 / 3]);
    expect(disposed).toBe(4);
    expect(jobs.map(({ initial }) => initial)).toEqual([undefined, weights, weights, weights]);
    const rates = jobs.map(({ spec }) => (spec as DescentSpec).optimizer.learningRate);
    for (const [i, rate] of rates.entries()) expect(rate).toBeCloseTo(10 ** (-6 + i / 8), 12);
    // Four batches a rate; the loss is that of the same training rows each time.
    expect(new Set(jobs.map(({ train }) => train.n))).toEqual(new Set([32]));
    for (const { valid } of jobs) expect(valid.x).toEqual(jobs[0].valid.x);
  });

  test('ends when asked to', async () => {
    const stop = new AbortController();
    const trainer = await openTrainer('cpu');
    const report = (done: number) => done === 3 && stop.abort();
    await expect(sweepRates({ ...job(trainer), signal: stop.signal, report })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(trainer.memory().tensors).toBe(0);
  });
});
