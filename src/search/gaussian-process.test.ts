import { expect, it } from 'vitest';
import { fitProcess, likeliestProcess } from './gaussian-process';

const points = [
  [0.1, 0.2],
  [0.4, 0.9],
  [0.75, 0.3],
  [0.9, 0.95],
  [0.5, 0.5],
];
const y = [1.2, 0.4, 2.5, 0.9, 1.1];
const asked = [
  [0.3, 0.3],
  [0.75, 0.3],
  [1, 0],
];
const largest = (values: number[]) => Math.max(...values.map(Math.abs));

// scikit-learn 1.9.1: GaussianProcessRegressor(Matern(length, nu=2.5), alpha=noise, optimizer=None, normalize_y=True).
it.each([
  [
    0.4,
    1e-2,
    -7.594983016211997,
    [1.2351139271073202, 2.478299403221041, 2.118686501716858],
    [0.30239780870545935, 0.0690728047878905, 0.57245324084949],
  ],
  [
    1.6,
    1e-4,
    -49.289094952427305,
    [1.253797084756306, 2.49539295386106, 4.110853668645284],
    [0.027349609897884954, 0.006951254808913704, 0.10863233932673733],
  ],
  [
    0.1,
    0.1,
    -7.110125828155665,
    [1.2156963210960257, 2.3834071336140803, 1.2266092583459731],
    [0.6934544935070223, 0.21010484851315242, 0.696839869288577],
  ],
])(
  'length %f, noise %f: likelihood, mean and SD of scikit-learn',
  (length, noise, likelihood, means, sds) => {
    const found = fitProcess(points, y, { length, noise });
    expect(found?.logLikelihood).toBeCloseTo(likelihood, 8);
    const told = asked.map((x) => found?.predict(x) ?? { mean: Number.NaN, sd: Number.NaN });
    expect(largest(told.map(({ mean }, i) => mean - means[i]))).toBeLessThan(1e-9);
    expect(largest(told.map(({ sd }, i) => sd - sds[i]))).toBeLessThan(1e-7);
  },
);

it('the likeliest of a few lengths and noises is taken, and equal points and outcomes do no harm', () => {
  const best = likeliestProcess(points, y)?.logLikelihood ?? Number.NaN;
  for (const length of [0.1, 0.4, 1.6])
    for (const noise of [1e-4, 1e-1])
      expect(best).toBeGreaterThanOrEqual(fitProcess(points, y, { length, noise })?.logLikelihood ?? 0);
  const flat = likeliestProcess([points[0], points[0], points[0]], [1, 1, 1]);
  expect(flat?.predict(points[0]).mean).toBeCloseTo(1, 9);
});
