import { expect, it } from 'vitest';
import { type Rng, rng } from '../study/random';
import { delong, delongInterval } from './auroc';
import { calibrationCoefficients, calibrationFits } from './calibration/coefficients';
import { testMetrics } from './test-metrics';
import { wilson } from './wilson';

// How often 95 % intervals hold the truth. Tolerances are four standard errors of the simulation at least.

const normalBelow = (x: number): number => {
  // Abramowitz & Stegun 26.2.17, good to 1e-7.
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return x > 0 ? 1 - tail : tail;
};

/** Scores of two normal distributions a distance of 1 apart, a third of them events; their AUROC is known. */
function binormal(n: number, random: Rng) {
  const y = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 1 : 0));
  return { y, score: y.map((label) => label + random.normal()) };
}
const TRUE_AUROC = normalBelow(1 / Math.SQRT2);

it('DeLong: 2,000 samples of 150', () => {
  const random = rng('coverage', 'delong');
  let held = 0;
  for (let i = 0; i < 2000; i++) {
    const { y, score } = binormal(150, random);
    const { low, high } = delongInterval(delong(y, score));
    if (low <= TRUE_AUROC && TRUE_AUROC <= high) held++;
  }
  expect(Math.abs(held / 2000 - 0.95)).toBeLessThan(0.02);
});

it('Wilson: exactly, over shares from .05 to .95 of 40, in the mean', () => {
  const n = 40;
  let mean = 0;
  for (let k = 0; k <= 90; k++) {
    const share = 0.05 + k / 100;
    let mass = (1 - share) ** n;
    for (let hits = 0; hits <= n; hits++) {
      const { low, high } = wilson(hits, n);
      if (low <= share && share <= high) mean += mass / 91;
      mass *= ((n - hits) / (hits + 1)) * (share / (1 - share));
    }
  }
  expect(Math.abs(mean - 0.95)).toBeLessThan(0.01);
});

it('calibration intercept and slope by Wald: 1,000 samples of 300', () => {
  const random = rng('coverage', 'wald');
  const held = { calibrationIntercept: 0, calibrationSlope: 0 };
  for (let i = 0; i < 1000; i++) {
    const p = Array.from({ length: 300 }, () => 1 / (1 + Math.exp(1 - random.normal())));
    const y = p.map((risk) => (random.next() < risk ? 1 : 0));
    const found = calibrationCoefficients(calibrationFits(y, p));
    for (const [name, truth] of [
      ['calibrationIntercept', 0],
      ['calibrationSlope', 1],
    ] as const) {
      const { low, high } = found.get(name)!;
      if (low! <= truth && truth <= high!) held[name]++;
    }
  }
  for (const count of Object.values(held)) expect(Math.abs(count / 1000 - 0.95)).toBeLessThan(0.03);
});

it('bootstrap of patients: 200 samples of 60 patients with three rows each', async () => {
  const random = rng('coverage', 'bootstrap');
  const held = { auroc: 0, brier: 0, calibrationSlope: 0 };
  // Risks are shared by a patient's rows, and so are outcomes: rows add nothing, naive intervals would be too narrow.
  // Of four million such patients (numpy).
  const truth = { auroc: 0.7728, brier: 0.188, calibrationSlope: 1 };
  const SAMPLES = 200;
  for (let i = 0; i < SAMPLES; i++) {
    const risks = Array.from({ length: 60 }, () => 1 / (1 + Math.exp(0.5 - 1.2 * random.normal())));
    const outcomes = risks.map((risk) => (random.next() < risk ? 1 : 0));
    const thrice = <T>(list: T[]) => list.flatMap((value) => [value, value, value]);
    const found = await testMetrics({
      target: { kind: 'binary', classes: ['0', '1'], y: Float64Array.from(thrice(outcomes)) },
      p: Float32Array.from(thrice(risks)),
      unit: Int32Array.from({ length: 180 }, (_, row) => Math.floor(row / 3)),
      threshold: 0.5,
      scheme: 's',
      seed: i,
    });
    for (const name of ['auroc', 'brier', 'calibrationSlope'] as const) {
      const { low, high, method } = found[name];
      expect(method).toBe('cluster-bootstrap');
      if (low! <= truth[name] && truth[name] <= high!) held[name]++;
    }
  }
  for (const [name, count] of Object.entries(held))
    expect(Math.abs(count / SAMPLES - 0.95), name).toBeLessThan(0.065);
});
