import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import type { Candidates } from './greedy';
import { judgeEnsembles } from './judge';
import { gapOf, leastOnSimplex, quadraticOnSimplex } from './simplex';
import { PULLS, stackedEnsemble, stackLoss } from './stacking';

type Kind = Candidates['kind'];

/** Park and Miller's generator, as the goldens draw. */
function* uniform(seed: number): Generator<number, never> {
  let x = seed;
  for (;;) {
    x = (x * 16807) % 2147483647;
    yield x / 2147483647;
  }
}

const ROWS = 40;

/** Six candidates of 40 rows, made the same way in Python. */
function golden(kind: Kind): Candidates {
  const y = Array.from({ length: ROWS }, (_, i) =>
    kind === 'binary' ? +((i * 7) % 5 < 2) : (i * 7) % (kind === 'multiclass' ? 3 : 11),
  );
  const predictions = Array.from({ length: 6 }, (_, c) => {
    const draws = uniform(1000 + 77 * c);
    for (let i = 0; i < 10; i++) draws.next();
    const draw = () => draws.next().value;
    return Float32Array.from(
      y.flatMap((truth) => {
        if (kind === 'binary') return [0.15 + 0.15 * truth + 0.55 * draw()];
        if (kind === 'regression') return [truth + (4 + c) * (draw() - 0.5) + c / 4];
        const odds = [0, 1, 2].map((k) => 0.3 + (k === truth ? 0.25 : 0) + draw());
        return odds.map((one) => one / (odds[0] + odds[1] + odds[2]));
      }),
    );
  });
  const metric = kind === 'regression' ? 'rmse' : 'logLoss';
  return { metric, kind, classes: { binary: 2, multiclass: 3, regression: 0 }[kind], y, predictions };
}

const even = (m: number) => new Float64Array(m).fill(1 / m);

describe('the weights by scipy 1.17.1 (minimize, SLSQP, Python 3.11, numpy 2.4.6)', () => {
  it.each([
    ['binary', 0.001, [0.05072514, 0, 0, 0.92619754, 0, 0.02307732], 0.5543945647233176],
    [
      'binary',
      0.1,
      [0.18500141, 0.01234528, 0.01744901, 0.55441963, 0.05396854, 0.17681613],
      0.5814762327371424,
    ],
    ['multiclass', 0.001, [0.46611131, 0, 0, 0.31160443, 0.02981838, 0.19246588], 0.8970858526647238],
    [
      'multiclass',
      0.1,
      [0.29183315, 0.00910125, 0.12533717, 0.25405257, 0.12963544, 0.19004042],
      0.909806443937866,
    ],
    [
      'regression',
      0.001,
      [0.5195254, 0.20901695, 0.11218663, 0.05735871, 0.10191232, 0],
      0.027972609100208917,
    ],
    ['regression', 0.1, [0.41471996, 0.22142407, 0.14638008, 0.09852785, 0.11894804, 0], 0.04262136810288419],
  ] as const)('%s, pull %d', (kind, pull, weights, value) => {
    const loss = stackLoss(golden(kind), pull);
    const found = leastOnSimplex(loss, even(6));
    weights.forEach((weight, j) => {
      expect(found[j]).toBeCloseTo(weight, 5);
    });
    expect(loss.value(found)).toBeCloseTo(value, 9);
  });
});

const drawn = fc.integer({ min: 1, max: 1e6 }).map((seed) => {
  const random = rng('stacking', seed);
  const n = 15 + random.int(60);
  const kind = (['binary', 'multiclass', 'regression'] as const)[random.int(3)];
  const classes = { binary: 2, multiclass: 3, regression: 0 }[kind];
  const y = Array.from({ length: n }, (_, i) =>
    kind === 'regression' ? random.normal() : i < 3 ? i % classes : random.int(classes),
  );
  const predictions = Array.from({ length: 2 + random.int(10) }, () => {
    const noise = 0.2 + 2 * random.next();
    return Float32Array.from(
      y.flatMap((truth) => {
        if (kind === 'regression') return [truth + noise * random.normal()];
        // Steep, so that some are sure and wrong.
        if (kind === 'binary') return [1 / (1 + Math.exp(-6 * (truth - 0.5 + noise * random.normal())))];
        const odds = [0, 1, 2].map((k) => Math.exp((k === truth ? 2 : 0) + 3 * noise * random.normal()));
        return odds.map((one) => one / (odds[0] + odds[1] + odds[2]));
      }),
    );
  });
  // One candidate that says what another says, as two trials of one setting do.
  if (random.int(2)) predictions.push(predictions[0]);
  const metric = kind === 'regression' ? ('rmse' as const) : ('logLoss' as const);
  const pull = PULLS[random.int(PULLS.length)];
  return { pull, of: { metric, kind, classes, y, predictions } satisfies Candidates };
});

describe('properties', () => {
  it('the KKT conditions hold: shares, and no candidate whose gradient is below that of those who have some', () => {
    fc.assert(
      fc.property(drawn, ({ of, pull }) => {
        const loss = stackLoss(of, pull);
        const w = leastOnSimplex(loss, even(of.predictions.length));
        expect(Math.min(...w)).toBeGreaterThanOrEqual(0);
        expect(w.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
        const gradient = loss.gradient(w);
        expect(gapOf(gradient, w)).toBeLessThan(1e-9);
        const price = w.reduce((sum, one, j) => sum + one * gradient[j], 0);
        w.forEach((share, j) => {
          expect(gradient[j]).toBeGreaterThan(price - 1e-9);
          if (share > 1e-3) expect(gradient[j]).toBeLessThan(price + 1e-6);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('gradient and Hessian are those of the value', () => {
    fc.assert(
      fc.property(drawn, ({ of, pull }) => {
        const loss = stackLoss(of, pull);
        const m = of.predictions.length;
        const w = even(m);
        const [gradient, hessian] = [loss.gradient(w), loss.hessian(w)];
        const step = 1e-6;
        for (const j of [0, m - 1]) {
          const at = (by: number) => w.map((one, k) => (k === j ? one + by : one));
          expect((loss.value(at(step)) - loss.value(at(-step))) / (2 * step)).toBeCloseTo(gradient[j], 4);
          const [up, down] = [loss.gradient(at(step)), loss.gradient(at(-step))];
          for (let k = 0; k < m; k++)
            expect((up[k] - down[k]) / (2 * step)).toBeCloseTo(hessian[k * m + j], 3);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('two that say the same weigh the same', () => {
    fc.assert(
      fc.property(drawn, ({ of, pull }) => {
        const twice = { ...of, predictions: [of.predictions[0], ...of.predictions.slice(0, 4)] };
        const w = leastOnSimplex(stackLoss(twice, pull), even(twice.predictions.length));
        // The gap of 1e-10 leaves so much of a flat direction undecided.
        expect(Math.abs(w[0] - w[1])).toBeLessThan(4 * Math.sqrt(1e-10 / pull));
      }),
      { numRuns: 50 },
    );
  });

  it('a number told in other units is weighed the same', async () => {
    const of = golden('regression');
    const grams = {
      ...of,
      y: Float64Array.from(of.y, (value) => 1000 * value),
      predictions: of.predictions.map((p) => p.map((value) => 1000 * value)),
    };
    const unit = Array.from({ length: ROWS }, (_, i) => i);
    const [once, told] = [
      await stackedEnsemble({ ...of, unit }, 10),
      await stackedEnsemble({ ...grams, unit }, 10),
    ];
    expect(told.pull).toBe(once.pull);
    told.weights.forEach((weight, j) => {
      expect(weight).toBeCloseTo(once.weights[j], 5);
    });
  });
});

it('a quadratic function of shares, by hand', () => {
  // (w1 - 1/4)^2 + (w2 - 3/4)^2 is least where it says; a third that only costs has nothing.
  const hessian = Float64Array.of(2, 0, 0, 0, 2, 0, 0, 0, 2);
  const at = Float64Array.of(0, 0, 1);
  // The gradient there of the above and w3^2 + w3.
  const found = quadraticOnSimplex(hessian, Float64Array.of(-0.5, -1.5, 3), at);
  expect([...found].map((share) => Math.round(share * 1e12) / 1e12)).toEqual([0.25, 0.75, 0]);
});

/** Candidates of 300 patients that see the truth with noise of their own. */
function seen(noise: readonly number[], seed = 1, rows = 300) {
  const random = rng('stacked', seed);
  const y = Array.from({ length: rows }, () => random.normal());
  return {
    metric: 'rmse' as const,
    kind: 'regression' as const,
    classes: 0,
    y,
    predictions: noise.map((sd) => Float32Array.from(y, (value) => value + sd * random.normal())),
    unit: y.map((_, i) => i),
    fold: y.map((_, i) => i % 5),
  };
}

describe('a stack', () => {
  it('of at most so many, none of them below a hundredth, its score that of the blend', async () => {
    const of = seen([0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 20]);
    const whole = await stackedEnsemble(of, 10);
    expect(whole.weights.filter((weight) => weight > 0 && weight < 0.01)).toEqual([]);
    expect(whole.weights[8]).toBe(0);
    const few = await stackedEnsemble(of, 3);
    expect(few.weights.filter((weight) => weight > 0)).toHaveLength(3);
    expect(few.weights[0]).toBeGreaterThan(few.weights[2]);
    expect(few.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    const rmse = Math.sqrt(
      of.y.reduce(
        (sum, value, i) =>
          sum +
          (few.weights.reduce((mean, weight, j) => mean + weight * of.predictions[j][i], 0) - value) ** 2,
        0,
      ) / of.y.length,
    );
    expect(few.score.metric).toBeCloseTo(rmse, 6);
    expect((await stackedEnsemble(of, 1)).weights).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('weighs independent errors by their inverse variances, as least squares must', async () => {
    const { weights } = await stackedEnsemble(seen([0.5, 1], 3, 20_000), 10);
    // 1 / .25 against 1 / 1.
    expect(weights[0]).toBeCloseTo(0.8, 2);
  });

  it('is pulled hard towards equal weights where patients are few and nothing tells the candidates apart', async () => {
    const pulls = await Promise.all(
      Array.from(
        { length: 10 },
        async (_, seed) => (await stackedEnsemble(seen([1, 1, 1, 1], seed, 25), 10)).pull,
      ),
    );
    const [mean, many] = [
      pulls.reduce((sum, pull) => sum + Math.log10(pull), 0) / pulls.length,
      (await stackedEnsemble(seen([0.4, 1, 1, 3], 1, 3000), 10)).pull,
    ];
    expect(mean).toBeGreaterThan(-1.5);
    expect(many).toBe(PULLS.at(-1));
  });

  it('keeps the rows of a patient on one side: rows told twice choose the same', async () => {
    const of = seen([1, 1.2, 2], 5, 60);
    const twice = <T>(list: ArrayLike<T>) => [...Array.from(list), ...Array.from(list)];
    const doubled = {
      ...of,
      y: twice(of.y),
      unit: twice(of.unit),
      predictions: of.predictions.map((p) => Float32Array.from(twice(p))),
    };
    const [once, told] = [await stackedEnsemble(of, 10), await stackedEnsemble(doubled, 10)];
    expect(told.pull).toBe(once.pull);
    told.weights.forEach((weight, j) => {
      expect(weight).toBeCloseTo(once.weights[j], 6);
    });
  });

  it('stops when asked', async () => {
    let now = 0;
    const clock = { now: () => (now += 100) };
    await expect(
      stackedEnsemble(seen([1, 1]), 10, { clock, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('between greedy picks and a stack', () => {
  it('the stack is taken where its weights are better on patients that neither has seen', async () => {
    // Weights 4 : 1 : 1 … are no shares of few picks.
    const judged = await judgeEnsembles(seen([0.7, 1.3, 1.5, 1.7, 1.9, 2.1], 2, 2000), 10, rng('draws'));
    expect(judged?.gains.stacked).toBeGreaterThan(judged?.gains.greedy ?? 1);
    expect(judged?.method).toBe('stacked');
    expect(judged?.gain.low).toBeGreaterThan(0);
  });

  it('of equals the greedy picks, which are simpler, are taken', async () => {
    const of = seen([1]);
    const same = { ...of, predictions: [of.predictions[0], of.predictions[0]] };
    const judged = await judgeEnsembles(same, 10, rng('draws'));
    expect(judged).toMatchObject({ method: 'greedy', gain: { estimate: 0 } });
    // All weights between two that say the same say the same, but for rounding.
    expect(judged?.gains.stacked).toBeCloseTo(0, 7);
  });

  it('having had the choice is in the gain: where nobody knows anything it is not made of luck', async () => {
    const found = await Promise.all(
      Array.from({ length: 30 }, async (_, seed) => {
        const random = rng('luck of three', seed);
        const y = Array.from({ length: 80 }, () => random.int(2));
        const predictions = Array.from({ length: 5 }, () => Float32Array.from(y, () => random.next()));
        const rows = { unit: y.map((_, i) => i), fold: y.map((_, i) => i % 5) };
        const of = { metric: 'auroc' as const, kind: 'binary' as const, classes: 2, y, predictions, ...rows };
        const judged = await judgeEnsembles(of, 10, rng('draws', seed));
        const { greedy = Number.NaN, stacked = Number.NaN } = judged?.gains ?? {};
        // What is told where a way gains: its own figure would be the best of two.
        return { best: Math.max(greedy, stacked), gain: judged?.gain.estimate ?? Number.NaN };
      }),
    );
    const mean = (of: 'best' | 'gain') => found.reduce((sum, one) => sum + one[of], 0) / found.length;
    expect(mean('gain')).toBeLessThan(mean('best'));
    expect(Math.abs(mean('gain'))).toBeLessThan(0.03);
  });
});
