import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../data/dataset';
import { rng } from '../../study/random';
import { coalitionsOf } from './coalitions';
import { kernelRegression } from './kernel-regression';
import { additiveShap, type ShapJob, shapValues } from './shap-values';
import { summarizeShap } from './summarize';

/** Shapley values by their definition: the mean over all coalitions of what a player adds. */
function byDefinition(worth: (mask: number) => number, d: number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: d }, (_, j) => {
    let sum = 0;
    for (let mask = 0; mask < 1 << d; mask++) {
      if (mask & (1 << j)) continue;
      const size = mask.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(d - size - 1)) / factorial(d);
      sum += weight * (worth(mask | (1 << j)) - worth(mask));
    }
    return sum;
  });
}
const maskOf = (players: Uint8Array) => players.reduce((sum, bit, j) => sum + (bit << j), 0);
function byKernel(worth: (mask: number) => number, d: number, limit = 2 ** d): Float64Array {
  const coalitions = coalitionsOf(d, limit, rng('coalitions', d));
  const told = coalitions.masks.map((mask) => worth(maskOf(mask)));
  return kernelRegression(coalitions)(told, worth(0), worth(2 ** d - 1));
}
const game = (d: number) =>
  fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2 ** d, maxLength: 2 ** d });
const games = fc.integer({ min: 1, max: 7 }).chain((d) => game(d).map((worth) => ({ d, worth })));

describe('the regression of Kernel SHAP', () => {
  it('on all coalitions gives the Shapley values of the definition, which add up to the whole', () => {
    fc.assert(
      fc.property(games, ({ d, worth }) => {
        const values = byKernel((mask) => worth[mask], d);
        byDefinition((mask) => worth[mask], d).forEach((value, j) => {
          expect(values[j]).toBeCloseTo(value, 8);
        });
        expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(worth[2 ** d - 1] - worth[0], 10);
      }),
      { numRuns: 60 },
    );
  });

  it('symmetry, dummy and linearity', () => {
    fc.assert(
      fc.property(game(4), game(4), fc.double({ min: -3, max: 3, noNaN: true }), (one, other, k) => {
        const sum = byKernel((m) => one[m] + k * other[m], 4);
        const [a, b] = [byKernel((m) => one[m], 4), byKernel((m) => other[m], 4)];
        for (let j = 0; j < 4; j++) expect(sum[j]).toBeCloseTo(a[j] + k * b[j], 8);
        // Player 4 adds nothing; players 0 and 1 are told apart by nothing but their names.
        const swap = (m: number) => (m & ~3) | ((m & 1) << 1) | ((m >> 1) & 1);
        const told = byKernel((m) => one[m & 15] + one[swap(m & 15)], 5);
        expect(told[4]).toBeCloseTo(0, 8);
        expect(told[0]).toBeCloseTo(told[1], 8);
      }),
      { numRuns: 40 },
    );
  });

  it('on a sample of paired coalitions is near them, and exact where players add up', () => {
    const d = 12;
    const effect = Array.from({ length: d }, (_, j) => j - 4);
    const plain = (m: number) => effect.reduce((sum, e, j) => sum + (m & (1 << j) ? e : 0), 0);
    byKernel(plain, d, 120).forEach((value, j) => {
      expect(value).toBeCloseTo(effect[j], 8);
    });
    const bent = (m: number) => 1 / (1 + Math.exp(-plain(m) / 8)) + (m & 3 ? 0.2 : 0);
    const truth = byDefinition(bent, d);
    byKernel(bent, d, 400).forEach((value, j) => {
      expect(Math.abs(value - truth[j])).toBeLessThan(0.01);
    });
  });

  it('no more coalitions than asked for, none twice, complements together', () => {
    for (const [d, limit] of [
      [3, 100],
      [10, 100],
      [13, 160],
      [40, 300],
    ]) {
      const { masks, weights, complete } = coalitionsOf(d, limit, rng('x'));
      const keys = masks.map((m) => m.join(''));
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBeLessThanOrEqual(limit);
      expect(complete).toBe(2 ** d - 2 <= limit);
      const all = new Set(keys);
      for (const mask of masks) expect(all.has(mask.map((bit) => 1 - bit).join(''))).toBe(true);
      expect(weights.every((w) => w > 0)).toBe(true);
    }
  });
});

/** Eight rows of background and three to explain, six columns. */
const D = 6;
const cell = (row: number, j: number) =>
  row < 8 ? ((row * 7 + j * 11) % 13) / 6 - 1 : (((row - 8) * 5 + j * 3) % 11) / 5 - 1;
const names = Array.from({ length: D }, (_, j) => `x${j}`);
const data: Dataset = {
  n: 11,
  cols: new Map(
    names.map((name, j) => [
      name,
      { kind: 'num', v: Float64Array.from({ length: 11 }, (_, i) => cell(i, j)) },
    ]),
  ),
  unit: Int32Array.from({ length: 11 }, (_, i) => i),
};
const numbers = ({ cols, n }: Dataset) => {
  const v = names.map((name) => cols.get(name)).map((c) => (c?.kind === 'num' ? c.v : new Float64Array(n)));
  return Array.from({ length: n }, (_, i) => v.map((column) => column[i]));
};
const job: ShapJob = {
  data,
  rows: [8, 9, 10],
  background: [0, 1, 2, 3, 4, 5, 6, 7],
  players: names.map((name) => [name]),
  outputs: 1,
  limit: 62,
  rng: rng('shap'),
  signal: new AbortController().signal,
  report: () => {},
  model: async (rows) =>
    numbers(rows).map(([a, b, c, d, e]) => {
      const z = a - 0.5 * b + a * c + 0.8 * Math.max(d, 0) - 0.6 * d * e * b + 0.1;
      return 1 / (1 + Math.exp(-z));
    }),
};

describe('SHAP values of a model', () => {
  it('are those of the Python package shap 0.51.0 (KernelExplainer, all coalitions, l1_reg 0)', async () => {
    const { base, values, said, complete } = await shapValues(job);
    expect(complete).toBe(true);
    expect(base[0]).toBeCloseTo(0.461569092371, 10);
    const expected = [
      [-0.20521141, 0.03215667, 0.03188229, 0.0939247, -0.01627212, 0],
      [0.04689806, -0.06776833, 0.04689806, -0.03823392, 0.00794127, 0],
      [0.27451064, 0.0467188, 0.02376703, 0.04718243, -0.01297377, 0],
    ];
    expected.forEach((row, r) => {
      row.forEach((value, j) => {
        expect(values[r * D + j]).toBeCloseTo(value, 7);
      });
      const sum = values.subarray(r * D, (r + 1) * D).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(said[r] - base[0], 10);
    });
  });

  it('columns that stand together are one player, and a second output is explained for itself', async () => {
    const model = async (rows: Dataset) => numbers(rows).flatMap(([a, b, c]) => [a * b, c]);
    const players = [['x0', 'x1'], ['x2'], ['x3', 'x4', 'x5']];
    const { base, values } = await shapValues({ ...job, model, players, outputs: 2 });
    expect(values[0]).toBeCloseTo(cell(8, 0) * cell(8, 1) - base[0], 10);
    expect(values[3]).toBeCloseTo(cell(8, 2) - base[1], 10);
    expect([values[1], values[2], values[4], values[5]].every((v) => Math.abs(v) < 1e-10)).toBe(true);
  });

  it('of an additive model are exact with a coalition a column, and refused where it is not additive', async () => {
    const additive = async (rows: Dataset) => numbers(rows).map(([a, b, c]) => 2 * a - b + c * c);
    const exact = await additiveShap({ ...job, model: additive });
    const kernel = await shapValues({ ...job, model: additive });
    expect(exact?.coalitions).toBe(D);
    exact?.values.forEach((value, i) => {
      expect(value).toBeCloseTo(kernel.values[i], 9);
    });
    expect(await additiveShap(job)).toBeNull();
  });

  it('end at once when cancelled', async () => {
    await expect(shapValues({ ...job, signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });
});

describe('the summary', () => {
  const n = 43;
  const rows = Array.from({ length: n }, (_, i) => i);
  const x = Float64Array.from(rows, (i) => (i < 3 ? Number.NaN : i));
  const codes = Int32Array.from(rows, (i) => (i < 2 ? 2 : i % 2));
  const values = Float64Array.from(rows.flatMap((i) => [i / 10 - 2, i % 2 === 0 ? 0.3 : -0.3]));
  const summary = () =>
    summarizeShap(
      [
        { names: ['x'], column: { kind: 'num', v: x } },
        { names: ['ward'], column: { kind: 'cat', codes, dict: ['a', 'b', 'rare'] } },
      ],
      rows,
      { values },
      1,
      rng('summary'),
    );

  it('is of the mean size with an interval, the largest first', () => {
    const [first, second] = summary();
    expect([first.column, second.column]).toEqual(['x', 'ward']);
    const sizes = rows.map((i) => Math.abs(i / 10 - 2));
    expect(first.outputs[0].mean).toBeCloseTo(sizes.reduce((a, b) => a + b, 0) / n, 12);
    expect(first.outputs[0].low).toBeLessThan(first.outputs[0].mean);
    expect(first.outputs[0].high).toBeGreaterThan(first.outputs[0].mean);
    expect(second.outputs[0].mean).toBeCloseTo(0.3, 12);
    expect(second.outputs[0].bins.map((b) => b.median)).toEqual([0.3, -0.3]);
  });

  it('tells no group of fewer than five patients apart: neither rare levels, nor three gaps, nor a dot', () => {
    for (const { bins, outputs } of summary()) {
      expect(bins.every((bin) => bin.n >= 5)).toBe(true);
      expect(outputs[0].swarm.every((group) => group.n >= 5)).toBe(true);
      expect(outputs[0].swarm.reduce((sum, g) => sum + g.n, 0)).toBe(bins.reduce((sum, b) => sum + b.n, 0));
    }
    expect(JSON.stringify(summary())).not.toContain('rare');
    expect(summary()[0].bins.some((bin) => bin.missing)).toBe(false);
  });
});
