import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import { categoricalParzen, numericalParzen, type Range } from './parzen';

type Case = [name: string, range: Range, observed: number[], at: number[], log: number[]];
const largest = (values: number[]) => Math.max(...values.map(Math.abs));
const logs = (values: number[]) => values.map(Math.log);

describe('as Optuna 4.5.0’s _ParzenEstimator with its default parameters', () => {
  const cases: Case[] = [
    [
      'float',
      { low: -1, high: 3 },
      [0.2, 0.9, 2.5, -0.5],
      [-1, 0, 0.21, 1.7, 3],
      [-1.620891967999417, -1.0436393298970397, -1.0306962073123616, -1.6179919770269806, -2.05304307780215],
    ],
    ['float none', { low: -1, high: 3 }, [], [0, 2], [-1.376566560628941, -1.376566560628941]],
    [
      'float one',
      { low: 0, high: 1 },
      [0.25],
      [0, 0.3, 1],
      [0.051794269978271745, 0.2530928408138208, -0.6495993520616198],
    ],
    [
      'float equal',
      { low: 0, high: 1 },
      [0.5, 0.5, 0.5],
      [0.5, 0.6],
      [0.5739717777075346, 0.4675042193976062],
    ],
    [
      'float many',
      { low: 0, high: 1 },
      [
        0.549, 0.715, 0.603, 0.545, 0.424, 0.646, 0.438, 0.892, 0.964, 0.383, 0.792, 0.529, 0.568, 0.926,
        0.071, 0.087, 0.02, 0.833, 0.778, 0.87, 0.979, 0.799, 0.461, 0.781, 0.118, 0.64, 0.143, 0.945, 0.522,
        0.415,
      ],
      [0.01, 0.4, 0.77],
      [-0.35732352925603617, 0.17044320560417403, 0.4112383746064181],
    ],
    [
      'int step',
      { low: 8, high: 128, step: 8 },
      [16, 64, 64, 96],
      [8, 64, 72, 128],
      [-3.1403276429423705, -2.453691185178913, -2.455417684574274, -3.3991703561048645],
    ],
  ];
  it.each(cases)('%s', (_, range, observed, at, log) => {
    const found = numericalParzen(observed, range);
    expect(largest(at.map((value, i) => found.logDensity(value) - log[i]))).toBeLessThan(1e-9);
  });

  it('on a logarithmic scale', () => {
    const found = numericalParzen(logs([0.001, 0.005, 0.02]), { low: Math.log(1e-4), high: Math.log(0.1) });
    const wanted = [-2.9260362020076682, -1.6927138380879792, -2.4953481129885153];
    const at = logs([0.0001, 0.002, 0.1]);
    expect(largest(at.map((value, i) => found.logDensity(value) - wanted[i]))).toBeLessThan(1e-9);
  });

  it.each([
    [3, [0, 2, 2, 1], [-1.2321436812926323, -1.2321436812926323, -0.8754687373538996]],
    [
      4,
      [3, 2, 3, 2, 3, 0, 2, 0, 0, 0, 1, 1, 2, 0, 0, 1, 3, 0, 1, 2, 2, 3, 0, 1, 1, 3, 1, 1],
      [-1.2261270229785564, -1.2261270229785564, -1.5405563350025244, -1.6150310104973558],
    ],
  ])('of %i choices', (choices, observed, log) => {
    const found = categoricalParzen(observed, choices);
    expect(largest(log.map((wanted, value) => found.logDensity(value) - wanted))).toBeLessThan(1e-9);
  });
});

it('draws stay in the range and on its steps, and come as often as the density says', () => {
  const range = { low: 8, high: 128, step: 8 };
  const found = numericalParzen([16, 64, 64, 96], range);
  const random = rng('parzen');
  const counts = new Map<number, number>();
  const n = 20_000;
  for (let i = 0; i < n; i++) {
    const value = found.draw(random);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  for (let value = 8; value <= 128; value += 8) {
    const p = Math.exp(found.logDensity(value));
    // Five standard errors of a share.
    expect(Math.abs((counts.get(value) ?? 0) / n - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / n));
  }
  expect([...counts.keys()].every((value) => value % 8 === 0 && value >= 8 && value <= 128)).toBe(true);
});

it('a density of any observations integrates to one', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (observed) => {
      const found = numericalParzen(observed, { low: 0, high: 1 });
      let sum = 0;
      const steps = 4000;
      for (let i = 0; i < steps; i++) sum += Math.exp(found.logDensity((i + 0.5) / steps)) / steps;
      expect(sum).toBeCloseTo(1, 3);
    }),
    { numRuns: 30 },
  );
});
