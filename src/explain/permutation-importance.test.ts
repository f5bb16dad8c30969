import { describe, expect, it } from 'vitest';
import { type Dataset, type Target, takeRows } from '../data/dataset';
import type { Progress } from '../study/context';
import { rng } from '../study/random';
import { permutationImportance } from './permutation-importance';

const n = 200;
const random = rng('importance data');
const codes = Int32Array.from({ length: n }, () => random.int(2));
const spans = Array.from({ length: n }, () => (random.int(2) === 1 ? [0] : []));
const offsets = new Uint32Array(n + 1);
spans.forEach((span, i) => {
  offsets[i + 1] = offsets[i] + span.length;
});
const noise = Float64Array.from({ length: n }, () => random.normal());
const data: Dataset = {
  n,
  cols: new Map([
    ['noise', { kind: 'num', v: noise }],
    ['some', { kind: 'multi', codes: Int32Array.from(spans.flat()), offsets, dict: ['HTN'] }],
    ['much', { kind: 'cat', codes, dict: ['a', 'b'] }],
  ]),
  unit: Int32Array.from({ length: n }, (_, i) => i),
};

/** 2 for level b, 1 for HTN: what both the outcome and the model are made of. */
function signal({ cols }: Dataset): Float32Array {
  const much = cols.get('much');
  const some = cols.get('some');
  if (much?.kind !== 'cat' || some?.kind !== 'multi') throw new Error('other columns');
  return Float32Array.from(
    { length: n },
    (_, i) => 2 * much.codes[i] + some.offsets[i + 1] - some.offsets[i],
  );
}
const about = { names: ['noise', 'some', 'much'], data, repeats: 8, report: () => {} };
const run = (target: Target, metric: 'auroc' | 'rmse', aborted = new AbortController().signal) =>
  permutationImportance({
    ...about,
    target,
    metric,
    rng: rng('shuffles'),
    signal: aborted,
    predict: async (rows) => signal(rows),
  });
const outcome: Target = { kind: 'regression', classes: [], y: Float64Array.from(signal(data)) };
const disease: Target = { kind: 'binary', classes: ['no', 'yes'], y: outcome.y.map((v) => (v >= 2 ? 1 : 0)) };

describe('permutation importance', () => {
  it.each([3 * n, 5000])(
    'several shuffles that are predicted at once (%i rows) change nothing',
    async (rows) => {
      const calls: number[] = [];
      const job = (rowsAtOnce?: number) =>
        permutationImportance({
          ...about,
          target: disease,
          metric: 'auroc',
          rng: rng('shuffles'),
          signal: new AbortController().signal,
          ...(rowsAtOnce && { rowsAtOnce }),
          predict: async (asked) => {
            calls.push(asked.n);
            const parts = Array.from({ length: asked.n / n }, (_, i) =>
              signal(
                takeRows(
                  asked,
                  Uint32Array.from({ length: n }, (_, row) => i * n + row),
                ),
              ),
            );
            return Float32Array.from(parts.flatMap((part) => [...part]));
          },
        });
      const one = await job();
      expect(calls).toHaveLength(1 + 3 * 8);
      calls.length = 0;
      expect(await job(rows)).toEqual(one);
      expect(Math.max(...calls)).toBe(Math.min(8 * n, rows));
      expect(calls).toHaveLength(1 + 3 * Math.ceil(8 / (rows / n)));
    },
  );

  it('ranks columns of every kind by what they carry; unused ones are exactly 0', async () => {
    const importances = await run(outcome, 'rmse');
    expect(importances.map((i) => i.column)).toEqual(['much', 'some', 'noise']);
    expect(importances[2]).toEqual({ column: 'noise', mean: 0, low: 0, high: 0 });
    // Shuffling a fair coin worth c changes half the cells by c: RMSE c * sqrt(1/2).
    expect(importances[0].mean).toBeGreaterThan(1.2);
    expect(importances[0].mean).toBeLessThan(1.6);
    expect(importances[1].mean).toBeGreaterThan(0.6);
    expect(importances[1].mean).toBeLessThan(0.8);
    for (const { low, mean, high } of importances.slice(0, 2)) {
      expect(low).toBeLessThan(mean);
      expect(high).toBeGreaterThan(mean);
    }
  });

  it('is positive where the metric falls as where a loss rises', async () => {
    const [first] = await run(disease, 'auroc');
    expect(first.column).toBe('much');
    expect(first.mean).toBeGreaterThan(0.2);
  });

  it('is the same for the same stream and leaves the data alone', async () => {
    const before = structuredClone(data);
    expect(await run(outcome, 'rmse')).toEqual(await run(outcome, 'rmse'));
    expect(data).toEqual(before);
  });

  it('ends at once when cancelled, and says how far it is', async () => {
    await expect(run(outcome, 'rmse', AbortSignal.abort())).rejects.toThrow('aborted');
    const seen: Progress[] = [];
    await permutationImportance({
      ...about,
      target: outcome,
      metric: 'rmse',
      rng: rng('x'),
      signal: new AbortController().signal,
      report: (progress) => seen.push(progress),
      predict: async (rows) => signal(rows),
    });
    expect(seen.map((p) => p.done)).toEqual([0, 1, 2, 3]);
  });
});
