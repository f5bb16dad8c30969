import { describe, expect, test } from 'vitest';
import { tabularResnet } from '../models/tabular-resnet';
import type { ParamValues } from '../study/params';
import { rng } from '../study/random';
import { averaged, firstAveraged } from './averaged';
import { fitTrial, isPlanned, refit } from './fit';
import { movedStatistics, referenceForward, type Weights64 } from './graph/reference';
import { startInTurn } from './in-turn';
import { Pace } from './pacing';
import type { NetGroup, NetJob, Rows, Trainer, Weights } from './trainer';
import { openWasmGraphs } from './wasm/open-wasm-graphs';

const { signal } = new AbortController();

/** Whether two numbers have the same sign, two more being noise: a line does not tell it. */
function signs(n: number, name: string): Rows {
  const random = rng('signs', name);
  const d = 4;
  const x = Float32Array.from({ length: n * d }, () => random.normal());
  const y = Float32Array.from({ length: n }, (_, i) => Number(x[i * d] * x[i * d + 1] > 0));
  return { n, d, x, y };
}
const [train, valid] = [signs(160, 'train'), signs(80, 'valid')];

const ownKernels = async (): Promise<Trainer> => {
  const graphs = await openWasmGraphs(new Pace({ now: () => 0 }));
  return { ...graphs, backend: 'wasm', adapter: '' } as unknown as Trainer;
};

const specOf = (params: ParamValues = {}) =>
  tabularResnet.spec(
    {
      width: 16,
      blocks: 1,
      dropout: 0.1,
      learningRate: 0.01,
      schedule: 'warmCosine',
      averaging: 0.5,
      ...params,
    },
    { inputs: 4, kind: 'binary', classes: 2 },
  );

/** A net whose only weight is the number of epochs that it has been trained for. */
function counting(): NetGroup {
  let epochs = 0;
  let best = 0;
  const told = (value: number): Weights[] => [
    [
      {
        kernel: Float32Array.of(value),
        bias: new Float32Array(0),
        mean: Float32Array.of(value),
        variance: Float32Array.of(2 * value),
      },
    ],
  ];
  return {
    epoch: async () => {
      epochs++;
      return [{ trainLoss: epochs, validLoss: epochs, validPredictions: Float32Array.of(epochs) }];
    },
    keepBest: () => {
      best = epochs;
    },
    weights: async (which) => told(which === 'best' ? best : epochs),
    dispose: () => undefined,
  };
}

describe('weights of the last epochs', () => {
  const job = (averaging: number, epochs: number): NetJob => ({
    spec: specOf({ averaging }),
    train,
    valid: { ...valid, n: 1, y: valid.y.slice(0, 1) },
    key: ['averaged'],
    epochs,
  });
  /** Tells what weight it was asked with. */
  const trainer = { activations: async (_: unknown, weights: Weights) => weights[0].kernel };

  test('are so many as the share says, and at least those of the last', () => {
    expect([firstAveraged(0.2, 100), firstAveraged(0.01, 10), firstAveraged(1, 7)]).toEqual([81, 10, 1]);
  });

  test('are their mean, statistics of batches among them, and are what is validated and kept', async () => {
    const nets = averaged(trainer, [job(0.3, 10)], counting());
    const seen: number[] = [];
    for (let epoch = 1; epoch <= 10; epoch++) {
      const [{ trainLoss, validPredictions }] = await nets.epoch(epoch, signal);
      expect(trainLoss).toBe(epoch);
      nets.keepBest();
      seen.push((await nets.weights('best'))[0][0].kernel[0]);
      expect(await nets.weights('current')).toEqual(await nets.weights('best'));
      if (epoch >= 8) expect(validPredictions[0]).toBeCloseTo(1 / (1 + Math.exp(-seen[epoch - 1])), 6);
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 8.5, 9]);
    const [[{ mean, variance }]] = await nets.weights('best');
    expect([mean?.[0], variance?.[0]]).toEqual([9, 18]);
  });

  test('are left alone where none are to be averaged', () => {
    const nets = counting();
    expect(averaged(trainer, [job(0, 10)], nets)).toBe(nets);
    expect(isPlanned(specOf({ schedule: 'constant' }))).toBe(false);
    expect(isPlanned(specOf())).toBe(true);
  });
});

describe('a residual network whose last weights are averaged', () => {
  const epochs = 12;

  test('is refitted to the mean of what a run has after each of its last epochs', async () => {
    const trainer = await ownKernels();
    const spec = specOf();
    const weights = await refit({ trainer, spec, train, epochs, key: ['refit'], signal });
    const none = { ...valid, n: 0 };
    const plain = await startInTurn(trainer, [{ spec, train, valid: none, key: ['refit'], epochs }]);
    const sum = weights.map(({ kernel }) => new Float64Array(kernel.length));
    for (let epoch = 1; epoch <= epochs; epoch++) {
      await plain.epoch(epoch, signal);
      if (epoch <= 6) continue;
      for (const [e, { kernel }] of (await plain.weights('current'))[0].entries())
        for (const [i, value] of kernel.entries()) sum[e][i] += value / 6;
    }
    plain.dispose();
    for (const [e, { kernel }] of weights.entries())
      for (const [i, value] of kernel.entries()) expect(value).toBeCloseTo(sum[e][i], 6);
    expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
  });

  test('counts at its last epoch, and says of rows what the weights that are handed on say', async () => {
    const trainer = await ownKernels();
    const spec = specOf();
    const fit = await fitTrial({
      ...{ trainer, spec, folds: [{ train, valid }], maxEpochs: epochs, patience: 2, key: ['fit'], signal },
      pause: async () => undefined,
      onEpoch: () => undefined,
    });
    expect([fit.bestEpoch, fit.epochs]).toEqual([epochs, epochs]);
    const told = await trainer.predict(spec, fit.weights[0], valid.x, valid.n);
    for (const [i, p] of told.entries()) expect(fit.validPredictions[0][i]).toBeCloseTo(p, 6);
    const right = told.filter((p, i) => p > 0.5 === (valid.y[i] === 1)).length;
    expect(right).toBeGreaterThan(0.75 * valid.n);
    expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
  });

  test('normalizes as statistics would have it that were taken anew over all training rows', async () => {
    const trainer = await ownKernels();
    const spec = specOf({ dropout: 0 });
    const weights = await refit({ trainer, spec, train, epochs: 30, key: ['norm'], signal });
    const wide = weights.map((entry) =>
      Object.fromEntries(Object.entries(entry).map(([role, values]) => [role, Float64Array.from(values)])),
    ) as Weights64;
    const asked = { n: train.n, pictures: [], table: train.x };
    const pass = referenceForward(spec, wide, { ...asked, training: true });
    const anew = movedStatistics(spec, wide, pass).map((entry, i) => {
      // A tenth of the way has been gone.
      const whole = (next?: Float64Array, old?: Float64Array) =>
        next?.map((value, c) => (old?.[c] ?? 0) + 10 * (value - (old?.[c] ?? 0)));
      return {
        ...entry,
        mean: whole(entry.mean, wide[i].mean),
        variance: whole(entry.variance, wide[i].variance),
      };
    });
    const z = (of: Weights64) =>
      referenceForward(spec, of, { ...asked, table: valid.x, n: valid.n, training: false }).values.at(-1) ??
      new Float64Array(0);
    const [kept, retaken] = [z(wide), z(anew)].map((values) => values.map((v) => 1 / (1 + Math.exp(-v))));
    const apart = kept.reduce((sum, p, i) => sum + Math.abs(p - retaken[i]) / valid.n, 0);
    expect(apart).toBeLessThan(0.02);
    // That the statistics matter: with those that a net begins with it says something else.
    const begun = z(
      wide.map((entry) => ({ ...entry, mean: entry.mean?.fill(0), variance: entry.variance?.fill(1) })),
    ).map((v) => 1 / (1 + Math.exp(-v)));
    expect(begun.reduce((sum, p, i) => sum + Math.abs(p - retaken[i]) / valid.n, 0)).toBeGreaterThan(0.05);
  });
});
