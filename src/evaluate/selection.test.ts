import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import type { Metric } from '../study/schema';
import { auroc } from './auroc';
import { type Candidates, selectionOf } from './selection';

/** `count` configurations that know nothing, and maybe one that knows something. */
function candidates(seed: number, count: number, signal = 0): Candidates {
  const random = rng('selection', seed);
  const n = 100;
  const y = Float64Array.from({ length: n }, () => random.int(2));
  const predictions = Array.from({ length: count }, (_, one) =>
    Float32Array.from({ length: n }, (_, i) => {
      const z = random.normal() + (one === 0 ? signal * y[i] : 0);
      return 1 / (1 + Math.exp(-z));
    }),
  );
  return {
    metric: 'auroc',
    kind: 'binary',
    classes: 2,
    y,
    unit: Int32Array.from(y, (_, i) => i),
    predictions,
  };
}

const found = async (of: Candidates, seed = 1) => {
  const selection = await selectionOf(of, rng('draws', seed));
  if (!selection) throw new Error('nothing was selected');
  return selection;
};

const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('picking the best of many', () => {
  it('of 50 that know nothing looks like knowledge, and is worth a toss of a coin', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, (_, seed) => found(candidates(seed, 50))));
    expect(mean(all.map(({ raw }) => raw))).toBeGreaterThan(0.61);
    // The standard error over twelve tables is about 0.012. The method is known to leave a little, on the safe side or not.
    expect(Math.abs(mean(all.map(({ corrected }) => corrected)) - 0.5)).toBeLessThan(0.04);
  });

  it('hardly costs where one is clearly best', async () => {
    const { raw, corrected, low, high } = await found(candidates(3, 20, 3));
    expect(raw).toBeGreaterThan(0.95);
    expect(raw - corrected).toBeLessThan(0.005);
    expect(low).toBeLessThan(corrected);
    expect(high).toBeGreaterThan(corrected);
  });

  it('of one only needs no correction', async () => {
    const of = candidates(5, 1, 1);
    const { raw, corrected, configurations } = await found(of);
    expect(raw).toBeCloseTo(auroc(of.y, of.predictions[0]), 12);
    expect(configurations).toBe(1);
    expect(Math.abs(raw - corrected)).toBeLessThan(0.005);
  });

  it('corrects more, the more were tried', async () => {
    const optimism = async (count: number) => {
      const all = await Promise.all(
        Array.from({ length: 8 }, (_, seed) => found(candidates(seed, count, 0.5))),
      );
      return mean(all.map(({ raw, corrected }) => raw - corrected));
    };
    const [few, many] = [await optimism(3), await optimism(60)];
    expect(few).toBeGreaterThan(0);
    expect(many).toBeGreaterThan(few + 0.02);
  });
});

it('draws whole patients: rows told twice change nothing', async () => {
  const of = candidates(7, 10, 0.5);
  const twice: Candidates = {
    ...of,
    y: Float64Array.from([...Array.from(of.y), ...Array.from(of.y)]),
    unit: Int32Array.from([...Array.from(of.unit), ...Array.from(of.unit)]),
    predictions: of.predictions.map((p) => Float32Array.from([...p, ...p])),
  };
  const [once, told] = [await found(of), await found(twice)];
  expect(told.patients).toBe(once.patients);
  expect(told.corrected).toBeCloseTo(once.corrected, 10);
  expect(told.low).toBeCloseTo(once.low, 10);
});

it.each<[Metric, Candidates['kind'], number]>([
  ['logLoss', 'binary', 2],
  ['auroc', 'multiclass', 3],
  ['logLoss', 'multiclass', 3],
  ['rmse', 'regression', 0],
])('of %s for %s is better raw than corrected', async (metric, kind, classes) => {
  const random = rng('selection', metric, kind);
  const n = 90;
  const y = Float64Array.from({ length: n }, () =>
    kind === 'regression' ? random.normal() : random.int(classes),
  );
  const predictions = Array.from({ length: 40 }, () => {
    if (kind === 'regression') return Float32Array.from({ length: n }, () => 0.1 * random.normal());
    if (classes === 2) return Float32Array.from({ length: n }, () => 0.3 + 0.4 * random.next());
    const shares = Array.from({ length: n }, () => [0.2 + 0.2 * random.next(), 0.2 + 0.2 * random.next()]);
    return Float32Array.from(shares.flatMap(([a, b]) => [a, b, 1 - a - b]));
  });
  const unit = Int32Array.from(y, (_, i) => i);
  const { raw, corrected } = await found({ metric, kind, classes, y, unit, predictions });
  if (metric === 'auroc') expect(raw).toBeGreaterThan(corrected);
  else expect(raw).toBeLessThan(corrected);
});

it('is the same for the same seed, and stops when asked', async () => {
  const of = candidates(9, 5, 1);
  expect(await found(of, 4)).toEqual(await found(of, 4));
  expect((await found(of, 5)).corrected).not.toBe((await found(of, 4)).corrected);
  let now = 0;
  const clock = { now: () => (now += 100) };
  await expect(selectionOf(of, rng(1), { clock, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  });
});

it('says nothing where one class alone is there', async () => {
  const of = candidates(2, 3);
  expect(await selectionOf({ ...of, y: new Float64Array(100) }, rng(1))).toBeNull();
});
