import { describe, expect, test } from 'vitest';
import { elasticNet as family } from '../../models/elastic-net';
import type { ConvexSpec } from '../../models/family';
import { rng } from '../../study/random';
import { fitTrial, refit } from '../fit';
import { lengthOf } from '../length';
import { openTrainer } from '../open-trainer';
import { Pace } from '../pacing';
import type { Rows } from '../trainer';
import { startConvex } from './start-convex';

const D = 6;
const shapes = { inputs: D, kind: 'binary', classes: 2 } as const;
const spec = family.spec({ penalty: 0.01, l1Share: 0.5 }, shapes);

function rowsOf(key: string, n: number): Rows {
  const random = rng('start-convex', key);
  const x = Float32Array.from({ length: n * D }, () => random.normal());
  const y = Float32Array.from({ length: n }, (_, i) => +(x[i * D] - x[i * D + 1] + random.normal() > 0));
  return { n, d: D, x, y };
}

const folds = ['a', 'b'].map((key) => ({ train: rowsOf(key, 120), valid: rowsOf(`${key} valid`, 40) }));
const trial = async (signal = new AbortController().signal) => {
  const trainer = await openTrainer('cpu');
  const points: number[] = [];
  const fit = await fitTrial({
    ...{ trainer, spec, folds, key: ['t'], signal, pause: async () => {}, withHypergradient: true },
    ...lengthOf(spec, { maxEpochs: 100, patience: 10 }),
    onEpoch: ({ epoch }, last) => points.push(epoch, Number(last)),
  });
  return { trainer, fit, points };
};

describe('a regression that is solved', () => {
  test('is one epoch of a trial, the same every time, and tells no slope by a learning rate', async () => {
    const { fit, points } = await trial();
    expect(points).toEqual([1, 1]);
    expect([fit.bestEpoch, fit.epochs]).toEqual([1, 1]);
    expect(fit.hypergradient).toBeUndefined();
    expect(fit.validLoss).toBeLessThan(0.6);
    expect((await trial()).fit).toEqual(fit);
  });

  test('predicts by any trainer what it predicted of its validation rows', async () => {
    const { trainer, fit } = await trial();
    const { valid } = folds[0];
    const p = await trainer.predict(spec, fit.weights[0], valid.x, valid.n);
    for (const [i, value] of p.entries()) expect(value).toBeCloseTo(fit.validPredictions[0][i], 6);
  });

  test('weighs rows: those of no weight are as if they were not there', async () => {
    const trainer = await openTrainer('cpu');
    const whole = folds[0].train;
    const half: Rows = { n: 60, d: D, x: whole.x.slice(0, 60 * D), y: whole.y.slice(0, 60) };
    const w = Float32Array.from({ length: 120 }, (_, i) => (i < 60 ? 2 : 0));
    const job = { trainer, spec, key: [], signal: new AbortController().signal, epochs: 1 };
    const [one] = await refit({ ...job, train: half });
    const [other] = await refit({ ...job, train: { ...whole, w } });
    for (const [j, value] of one.kernel.entries()) expect(other.kernel[j]).toBeCloseTo(value, 5);
  });

  test('refits without validation rows, and in rows that share one pool', async () => {
    const trainer = await openTrainer('cpu');
    const { train } = folds[0];
    const at = Uint32Array.from({ length: train.n }, (_, i) => train.n - 1 - i);
    const backwards = { ...train, at, y: Float32Array.from(at, (row) => train.y[row]) };
    const job = { trainer, spec, key: [], signal: new AbortController().signal, epochs: 1 };
    const [one] = await refit({ ...job, train });
    const [other] = await refit({ ...job, train: backwards });
    for (const [j, value] of one.kernel.entries()) expect(other.kernel[j]).toBeCloseTo(value, 5);
  });

  test('can be cancelled while it is being solved', async () => {
    const controller = new AbortController();
    let looks = 0;
    // A clock that is always late: every piece of the work gives way.
    const pace = new Pace({ now: () => 100 * looks++ });
    const run = startConvex({ spec: spec as ConvexSpec, ...folds[0], key: [] }, pace);
    const pause = async () => {
      if (looks > 10) controller.abort();
    };
    await expect(run.epoch(1, controller.signal, pause)).rejects.toThrow('cancelled');
  });
});
