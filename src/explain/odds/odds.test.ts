import { describe, expect, it } from 'vitest';
import type { Dataset, Target } from '../../data/dataset';
import { associate } from './associate';
import { fitLinear, type Rows } from './fit';
import { fitOdds } from './logistic';

// Expected numbers: statsmodels 0.15.0 (Logit, OLS; cov_type cluster with use_t for OLS) and firthmodels 0.8.2
// (profile intervals), computed on the same made-up rows.

const made = <T>(n: number, cell: (i: number) => T) => Array.from({ length: n }, (_, i) => cell(i));
const N = 120;
const age = made(N, (i) => 40 + ((i * 37) % 101) / 2.5);
const crp = made(N, (i) => ((i * 53) % 97) ** 2 / 100);
const sex = made(N, (i) => +((i * 7) % 5 < 2));
const y = made(N, (i) => {
  const z = 0.08 * (age[i] - 60) + 0.02 * (crp[i] - 30) + 0.7 * sex[i];
  return +(z + (((i * 29) % 83) / 83 - 0.5) * 5 > 0);
});
const value = made(N, (i) => 2 * age[i] + crp[i] * 0.1 - 3 * sex[i] + ((i * 29) % 83) / 4);
const thirds = Int32Array.from(age, (_, i) => Math.floor(i / 3));
const rowsOf = (columns: number[][], outcome: number[], cluster: Int32Array | null = null): Rows => ({
  n: outcome.length,
  p: columns.length,
  x: Float64Array.from(outcome.flatMap((_, i) => columns.map((column) => column[i]))),
  y: Float64Array.from(outcome),
  cluster,
});
const M = 60;
const older = made(M, (j) => 50 + ((j * 17) % 41) / 2);
const died = made(M, (j) => +(((j * 29) % 31) / 31 + (older[j] - 60) / 20 > 0.4));
/** Given to nobody who lived: the likelihood has no highest point. */
const drug = made(M, (j) => +(died[j] === 1 && j % 4 === 0));

describe('regression that is not penalized', () => {
  it('logistic: coefficients, Wald limits and p of statsmodels', () => {
    const fitted = fitOdds(rowsOf([age, crp, sex], y));
    const expected = [
      [0.0872295, 0.0478693548, 0.126589636, 1.40134795e-5],
      [0.01743595, 0.00186355993, 0.033008342, 2.81984519e-2],
      [0.78826673, -0.0695121786, 1.64604565, 7.16818272e-2],
    ];
    expect(fitted?.firth).toBe(false);
    expected.forEach(([beta, low, high, p], j) => {
      const found = fitted!.coefficients[j]!;
      expect(found.beta).toBeCloseTo(beta, 7);
      expect(found.low).toBeCloseTo(low, 7);
      expect(found.high).toBeCloseTo(high, 7);
      expect(found.p! / p).toBeCloseTo(1, 5);
    });
  });

  it('logistic: standard errors clustered by patient', () => {
    const fitted = fitOdds(rowsOf([age, crp, sex], y, thirds));
    [0.01850983, 0.00817236, 0.46688516].forEach((se, j) => {
      const { beta, high } = fitted!.coefficients[j]!;
      expect((high! - beta) / 1.959963984540054).toBeCloseTo(se, 7);
    });
  });

  it('linear: limits by Student’s t, and clustered', () => {
    const expected = [
      [2.03713805, 1.94257422, 2.13170187, 9.40206013e-73],
      [0.09463585, 0.05465677, 0.13461494, 7.56882766e-6],
      [-3.04144498, -5.2857981, -0.79709187, 8.33808471e-3],
    ];
    const fitted = fitLinear(rowsOf([age, crp, sex], value));
    expected.forEach(([beta, low, high, p], j) => {
      const found = fitted!.coefficients[j]!;
      expect(found.beta).toBeCloseTo(beta, 7);
      expect(found.low).toBeCloseTo(low, 6);
      expect(found.high).toBeCloseTo(high, 6);
      if (p > 1e-12) expect(found.p! / p).toBeCloseTo(1, 5);
    });
    const robust = fitLinear(rowsOf([age, crp, sex], value, thirds))!.coefficients[2]!;
    expect([robust.low, robust.high].map((limit) => limit!.toFixed(5))).toEqual(['-5.65980', '-0.42309']);
    expect(robust.p).toBeCloseTo(0.0239546458, 6);
  });

  it('what earlier columns make up has no coefficient, and the others are as without it', () => {
    const both = fitOdds(rowsOf([age, age.map((a) => 3 * a - 7), crp, sex], y))!;
    expect(both.coefficients[1]).toBeNull();
    expect(both.coefficients[0]!.beta).toBeCloseTo(0.0872295, 7);
  });

  it('there is none of one outcome alone', () => {
    const all = y.map(() => 1);
    expect(fitOdds(rowsOf([age], all))).toBeNull();
  });
});

describe('separation', () => {
  it('is seen, and Firth’s estimates and profile limits are given instead', () => {
    const fitted = fitOdds(rowsOf([older, drug], died))!;
    expect(fitted.firth).toBe(true);
    const [one, other] = fitted.coefficients;
    expect(one!.beta).toBeCloseTo(0.22239034, 5);
    expect(one!.low).toBeCloseTo(0.10474679, 4);
    expect(one!.high).toBeCloseTo(0.36829587, 4);
    expect(other!.beta).toBeCloseTo(2.51297054, 5);
    expect(other!.low).toBeCloseTo(0.18562428, 4);
    expect(other!.high).toBeCloseTo(7.43007225, 3);
    expect(other!.p).toBeLessThan(0.05);
  });

  it('of a two by two table with an empty cell: half a patient is added to each (Firth 1993)', () => {
    // 12 exposed, all ill; 20 not exposed, 8 ill.
    const exposed = made(32, (i) => +(i < 12));
    const ill = made(32, (i) => +(i < 20));
    const { coefficients } = fitOdds(rowsOf([exposed], ill))!;
    expect(coefficients[0]!.beta).toBeCloseTo(Math.log((12.5 * 12.5) / (0.5 * 8.5)), 6);
  });
});

describe('the table', () => {
  const data: Dataset = {
    n: N,
    cols: new Map([
      ['age', { kind: 'num', v: Float64Array.from(age, (v, i) => (i < 4 ? Number.NaN : v)) }],
      [
        'ward',
        {
          kind: 'cat',
          codes: Int32Array.from(age, (_, i) => (i < 3 ? 2 : i < 8 ? 3 : i % 2)),
          dict: ['a', 'b', 'seen by few', 'd'],
        },
      ],
      ['same', { kind: 'num', v: new Float64Array(N).fill(1) }],
      ['day', { kind: 'date', v: Float64Array.from(age) }],
    ]),
    unit: Int32Array.from(age, (_, i) => i),
  };
  const target: Target = { kind: 'binary', classes: ['no', 'yes'], y: Float64Array.from(y) };
  const table = () =>
    associate({
      data,
      target,
      units: new Map([['age', 'years']]),
      missing: 'complete',
      filled: 0,
      signal: new AbortController().signal,
      report: () => {},
    });

  it('alone of a column’s own rows, together of complete ones; commonest level as the reference', () => {
    const { variables, n, left, events, leftOut, parameters } = table();
    expect([n, left, parameters]).toEqual([116, 4, 3]);
    expect(events).toBe(y.slice(4).reduce((a, b) => a + b, 0));
    expect(leftOut).toEqual([
      { name: 'same', why: 'constant' },
      { name: 'day', why: 'date' },
    ]);
    const [first, second] = variables;
    expect(first).toMatchObject({ name: 'age', kind: 'number', unit: 'years' });
    expect(second.reference).toEqual({ level: 'a', n: 56 });
    const alone = fitOdds(rowsOf([age.slice(4)], y.slice(4)))!.coefficients[0]!;
    expect(first.terms[0].alone!.beta).toBeCloseTo(alone.beta, 10);
    expect(first.terms[0].adjusted!.beta).not.toBeCloseTo(alone.beta, 6);
  });

  it('a level of fewer than five patients stands with the next rarest, under no name', () => {
    const terms = table().variables[1].terms;
    expect(terms.map(({ level, others, n }) => [level, others, n])).toEqual([
      ['b', undefined, 56],
      [null, 2, 8],
    ]);
    expect(JSON.stringify(table())).not.toContain('seen by few');
  });
});
