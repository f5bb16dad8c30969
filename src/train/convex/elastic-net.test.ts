import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { rng } from '../../study/random';
import { type LinearModel, residuals } from '../ridge';
import type { Rows } from '../trainer';
import { type ElasticNet, elasticNet } from './elastic-net';

const AGE = [5.1, 4.9, 6.2, 5.8, 6.9, 5, 7.1, 6, 5.5, 6.6, 4.7, 6.4];
const PRESSURE = [120, 135, 110, 150, 142, 128, 160, 118, 155, 131, 144, 125];
const SMOKER = [0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1];
const Y = {
  binary: [0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0],
  softmax: [0, 1, 2, 0, 2, 1, 2, 0, 1, 2, 0, 1],
  mse: [2.5, 3.1, 4.4, 3.9, 5.2, 2.2, 6.1, 3.7, 4.8, 4, 3.3, 3.6],
};
const WEIGHTS = Float32Array.of(1, 2, 1, 0.5, 1.5, 1, 1, 2, 0.5, 1, 1, 0.5);

const rowsOf = (columns: readonly (readonly number[])[], y: readonly number[], w?: Float32Array): Rows => ({
  n: y.length,
  d: columns.length,
  x: Float32Array.from(y.flatMap((_, i) => columns.map((column) => column[i]))),
  y: Float32Array.from(y),
  ...(w && { w }),
});

function solve(problem: ElasticNet): LinearModel {
  const solving = elasticNet(problem);
  for (;;) {
    const { done, value } = solving.next();
    if (done) return value;
  }
}

/** What is made small, its slopes, and coefficients on the columns' standardized scale, told anew from the definition. */
function looked({ loss, rows, units, penalty, l1Share }: ElasticNet, model: LinearModel) {
  const { n, d, x, y } = rows;
  const w = rows.w ?? new Float32Array(n).fill(1);
  const sum = w.reduce((a, b) => a + b, 0);
  const share = Float64Array.from(w, (one) => one / sum);
  const mean = Array.from({ length: d }, (_, j) => share.reduce((m, s, i) => m + s * x[i * d + j], 0));
  const sd = mean.map((m, j) => Math.sqrt(share.reduce((v, s, i) => v + s * (x[i * d + j] - m) ** 2, 0)));
  const r = new Float64Array(n * units);
  for (let i = 0; i < n; i++)
    for (let u = 0; u < units; u++) {
      r[i * units + u] = model.intercept[u];
      for (let j = 0; j < d; j++) r[i * units + u] += x[i * d + j] * model.kernel[j * units + u];
    }
  let objective = residuals(loss, r, y, share, units);
  const standardized = Array.from({ length: units }, (_, u) =>
    sd.map((s, j) => s * model.kernel[j * units + u]),
  );
  const slopes = standardized.map((own, u) =>
    own.map((_, j) => {
      let slope = 0;
      for (let i = 0; i < n; i++)
        slope += sd[j] > 1e-9 ? (r[i * units + u] * (x[i * d + j] - mean[j])) / sd[j] : 0;
      return slope;
    }),
  );
  for (const v of standardized.flat())
    objective += penalty * (l1Share * Math.abs(v) + ((1 - l1Share) / 2) * v * v);
  const free = Array.from({ length: units }, (_, u) => {
    let slope = 0;
    for (let i = 0; i < n; i++) slope += r[i * units + u];
    return slope;
  });
  return { objective, standardized, slopes, free };
}

/** The largest distance from the conditions of Karush, Kuhn and Tucker. */
function distance(problem: ElasticNet, model: LinearModel): number {
  const { standardized, slopes, free } = looked(problem, model);
  const l1 = problem.penalty * problem.l1Share;
  const l2 = problem.penalty - l1;
  const left = standardized.flatMap((own, u) =>
    own.map((v, j) => {
      const slope = slopes[u][j] + l2 * v;
      return v === 0 ? Math.max(0, Math.abs(slope) - l1) : Math.abs(slope + l1 * Math.sign(v));
    }),
  );
  return Math.max(...left, ...free.map(Math.abs));
}

// Expected numbers: scikit-learn 1.9.1 on the standardized columns, LogisticRegression (C = 1 / (0.03 n), solver
// newton-cholesky for ridge, else saga, tol 1e-13), ElasticNet and Ridge (alpha 0.03); n is the sum of weights.
const GOLDEN: [keyof typeof Y, number, boolean, number, number[][]][] = [
  ['binary', 0, false, 0.3801053490928523, [[1.8333821, 0.8945002, -1.2693826]]],
  ['binary', 0, true, 0.36886696593789864, [[1.7561194, 0.7603814, -0.7511288]]],
  ['binary', 0.5, false, 0.39522923805645926, [[2.0404243, 0.9353397, -1.4172147]]],
  ['binary', 0.5, true, 0.38545380975328813, [[1.8894041, 0.7406364, -0.7780392]]],
  ['binary', 1, false, 0.4035431373854752, [[2.5352741, 1.0720504, -1.7921092]]],
  ['binary', 1, true, 0.3995569383648271, [[2.1696443, 0.7480183, -0.8957152]]],
  [
    'softmax',
    0,
    false,
    0.7374258052132121,
    [
      [-0.7912881, 0.0206197, -0.1847726],
      [-0.9040216, 0.0869995, 0.3339319],
      [1.6953097, -0.1076192, -0.1491594],
    ],
  ],
  [
    'softmax',
    0,
    true,
    0.6176128025044509,
    [
      [-0.4633319, 0.0434891, -0.6663586],
      [-1.1184883, 0.1046672, 0.5009237],
      [1.5818202, -0.1481563, 0.1654349],
    ],
  ],
  [
    'softmax',
    0.5,
    false,
    0.7618347161377811,
    [
      [-0.4959483, 0.0, 0.0],
      [-0.5874454, 0.0317642, 0.4681284],
      [2.0833937, -0.0458511, 0.0],
    ],
  ],
  [
    'softmax',
    0.5,
    true,
    0.6469820944464302,
    [
      [-0.137576, 0.0, -0.6583781],
      [-0.8495502, 0.0, 0.4749664],
      [1.9871261, -0.0329626, 0.0],
    ],
  ],
  [
    'softmax',
    1,
    false,
    0.7586015920344162,
    [
      [0.0, 0.0, 0.0],
      [0.0, 0.0, 0.459062],
      [3.1527691, 0.0, -0.0398437],
    ],
  ],
  [
    'softmax',
    1,
    true,
    0.6585453497879693,
    [
      [0.0, 0.0, -0.3839049],
      [-0.5697076, 0.0, 0.6491793],
      [2.96941, 0.0, 0.0],
    ],
  ],
  ['mse', 0, false, 0.09525308008546357, [[0.8898182, 0.5493633, -0.2772171]]],
  ['mse', 0, true, 0.0893947477743431, [[0.8473485, 0.4593039, -0.1395169]]],
  ['mse', 0.5, false, 0.11204399904316534, [[0.8776513, 0.5358848, -0.2548484]]],
  ['mse', 0.5, true, 0.10370673836018894, [[0.8378849, 0.4389416, -0.112562]]],
  ['mse', 1, false, 0.12845533521213778, [[0.8643128, 0.5215242, -0.2308239]]],
  ['mse', 1, true, 0.11744574619536205, [[0.8276291, 0.4171057, -0.0837099]]],
];

describe('elasticNet is scikit-learn’s', () => {
  test.each(GOLDEN)('%s, lasso share %d, weighted %s', (loss, l1Share, weighted, objective, coefficients) => {
    const rows = rowsOf([AGE, PRESSURE, SMOKER], Y[loss], weighted ? WEIGHTS : undefined);
    const problem = { loss, rows, units: loss === 'softmax' ? 3 : 1, penalty: 0.03, l1Share };
    const found = looked(problem, solve(problem));
    expect(Math.abs(found.objective - objective)).toBeLessThan(1e-8);
    for (const [u, own] of coefficients.entries())
      for (const [j, value] of own.entries())
        expect(Math.abs(found.standardized[u][j] - value), `${u} ${j}`).toBeLessThan(1e-4);
  });
});

const problems = fc
  .record({
    loss: fc.constantFrom('binary' as const, 'softmax' as const, 'mse' as const),
    n: fc.integer({ min: 1, max: 60 }),
    d: fc.integer({ min: 1, max: 12 }),
    seed: fc.nat(),
    penalty: fc.constantFrom(0.001, 0.01, 0.1, 1),
    l1Share: fc.constantFrom(0, 0.3, 1),
    weighted: fc.boolean(),
  })
  .map(({ loss, n, d, seed, penalty, l1Share, weighted }): ElasticNet => {
    const random = rng('convex', seed);
    // A third of the columns are of two levels, a third far from 0 and large.
    const columns = Array.from({ length: d }, (_, j) =>
      Array.from({ length: n }, () =>
        j % 3 === 1 ? +(random.next() < 0.3) : j % 3 === 2 ? 500 + 80 * random.normal() : random.normal(),
      ),
    );
    const y = Array.from({ length: n }, (_, i) => {
      const z = columns[0][i] + random.normal();
      return loss === 'mse' ? z : loss === 'binary' ? +(z > 0) : +(z > -0.4) + +(z > 0.4);
    });
    const w = weighted ? Float32Array.from({ length: n }, () => 0.2 + random.next()) : undefined;
    return { loss, rows: rowsOf(columns, y, w), units: loss === 'softmax' ? 3 : 1, penalty, l1Share };
  });

const allClasses = ({ loss, rows, units }: ElasticNet): boolean =>
  loss === 'mse' || new Set(rows.y).size === (loss === 'binary' ? 2 : units);

test('at the answer the conditions of Karush, Kuhn and Tucker hold', () => {
  fc.assert(
    fc.property(problems.filter(allClasses), (problem) => {
      expect(distance(problem, solve(problem))).toBeLessThan(1e-6);
    }),
    { seed: 1, numRuns: 150 },
  );
});

test('the order of the rows changes nothing', () => {
  fc.assert(
    fc.property(problems, fc.nat(), (problem, seed) => {
      const { n, d, x, y, w } = problem.rows;
      const order = rng('order', seed).shuffle(Array.from({ length: n }, (_, i) => i));
      const shuffled: Rows = {
        ...{ n, d },
        x: Float32Array.from(order.flatMap((row) => [...x.subarray(row * d, (row + 1) * d)])),
        y: Float32Array.from(order, (row) => y[row]),
        ...(w && { w: Float32Array.from(order, (row) => w[row]) }),
      };
      const one = looked(problem, solve(problem));
      const other = looked({ ...problem, rows: shuffled }, solve({ ...problem, rows: shuffled }));
      expect(Math.abs(one.objective - other.objective)).toBeLessThan(1e-8);
      if (problem.l1Share < 1)
        for (const [u, own] of one.standardized.entries())
          for (const [j, v] of own.entries())
            expect(Math.abs(v - other.standardized[u][j])).toBeLessThan(1e-3);
    }),
    { seed: 2, numRuns: 60 },
  );
});

describe('where data are hard', () => {
  const ridge = { loss: 'binary' as const, units: 1, penalty: 0.01, l1Share: 0 };

  it('one class only says that it is nearly certain, and nothing of any column', () => {
    const rows = rowsOf(
      [AGE, PRESSURE],
      AGE.map(() => 1),
    );
    const { kernel, intercept } = solve({ ...ridge, rows });
    for (const weight of kernel) expect(weight).toBeCloseTo(0, 6);
    // Half a row of the absent class beside twelve.
    expect(intercept[0]).toBeCloseTo(Math.log(12 / 0.5), 4);
  });

  it('a class that no row has is rare, and the others are told apart', () => {
    const rows = rowsOf(
      [AGE],
      Y.binary.map((y) => 2 * y),
    );
    const model = solve({ ...ridge, loss: 'softmax', units: 3, rows });
    expect([...model.kernel, ...model.intercept].every(Number.isFinite)).toBe(true);
    const [a, b, c] = model.intercept.map((z, u) => Math.exp(z + 7 * model.kernel[u]));
    expect(b / (a + b + c)).toBeLessThan(0.1);
    expect(c).toBeGreaterThan(a);
  });

  it('a column of no variation has no coefficient, and the unit of another changes nothing', () => {
    const plain = solve({ ...ridge, rows: rowsOf([AGE, PRESSURE], Y.binary) });
    const more = solve({
      ...ridge,
      rows: rowsOf([AGE, PRESSURE.map((v) => v * 1000), AGE.map(() => 0.1)], Y.binary),
    });
    expect(more.kernel[2]).toBe(0);
    expect(more.kernel[0]).toBeCloseTo(plain.kernel[0], 5);
    expect(more.kernel[1] * 1000).toBeCloseTo(plain.kernel[1], 5);
  });

  it('data that a line parts do not run away, with no penalty neither', () => {
    const y = AGE.map((age) => +(age > 5.9));
    for (const l1Share of [0, 1]) {
      const { kernel, intercept } = solve({ ...ridge, penalty: 0, l1Share, rows: rowsOf([AGE], y) });
      expect(Math.abs(kernel[0])).toBeLessThan(1000);
      for (const [i, age] of AGE.entries()) expect(+(age * kernel[0] + intercept[0] > 0)).toBe(y[i]);
    }
  });

  it('one row alone is its own mean', () => {
    const { kernel, intercept } = solve({ ...ridge, loss: 'mse', rows: rowsOf([[3], [4]], [2.5]) });
    expect([...kernel, ...intercept]).toEqual([0, 0, 2.5]);
  });

  it('two columns that are one share its coefficient under ridge', () => {
    const { kernel } = solve({ ...ridge, rows: rowsOf([AGE, AGE], Y.binary) });
    expect(kernel[0]).toBeCloseTo(kernel[1], 4);
  });

  it('many rows, of which some show the curvature, end where all of them say', { timeout: 60_000 }, () => {
    const [n, d] = [4000, 300];
    const random = rng('many');
    const x = Float32Array.from({ length: n * d }, (_, c) =>
      c % d < 20 ? random.normal() : +(random.next() < 0.004 + (c % d) / 1000),
    );
    const y = Float32Array.from({ length: n }, (_, i) => +(x[i * d] + x[i * d + 25] + random.normal() > 0));
    const problem = { ...ridge, rows: { n, d, x, y }, l1Share: 0.5 };
    expect(distance(problem, solve(problem))).toBeLessThan(5e-4);
  });
});
