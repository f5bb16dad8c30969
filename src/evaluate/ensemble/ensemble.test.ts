import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { metricValue } from '../study-metric';
import { blendScorer } from './blend-score';
import { bestAlone, blended, type Candidates, greedyEnsemble } from './greedy';
import { judgeEnsembles } from './judge';
import { sampledPatients } from './subset';

const binary = (
  y: number[],
  predictions: number[][],
  metric: Candidates['metric'] = 'auroc',
): Candidates => ({
  metric,
  kind: 'binary',
  classes: 2,
  y,
  predictions: predictions.map((p) => Float32Array.from(p)),
});

describe('a worked example', () => {
  // Each of the first two is wrong about one pair, and about another one: together they are wrong about none.
  const y = [0, 0, 1, 1];
  const first = [0.1, 0.625, 0.5, 0.9];
  const second = [0.625, 0.1, 0.9, 0.5];
  const poor = [0.9, 0.5, 0.4, 0.1];

  it('two models that err on different patients are both taken, the third is not', async () => {
    // AUROC 3 of 4 pairs each; means .3625, .3625 against .7, .7.
    const { weights, score } = await greedyEnsemble(binary(y, [first, second, poor]), 10);
    expect(weights).toEqual([0.5, 0.5, 0]);
    expect(score.metric).toBe(1);
    // -ln(.7) - ln(1 - .3625), halved.
    expect(score.loss).toBeCloseTo((-Math.log(0.7) - Math.log(0.6375)) / 2, 7);
  });

  it('of two that are the same the earlier is taken, alone', async () => {
    expect((await greedyEnsemble(binary(y, [first, first]), 10)).weights).toEqual([1, 0]);
  });

  it('one picked twice weighs twice', async () => {
    // Squared errors of the mean of a and b are least at 2 : 1: the outcome is (2 a + b) / 3.
    const a = [1, 4, 1];
    const b = [7, 1, 4];
    const regression: Candidates = {
      metric: 'rmse',
      kind: 'regression',
      classes: 0,
      y: [3, 3, 2],
      predictions: [Float32Array.from(a), Float32Array.from(b)],
    };
    const { weights, score } = await greedyEnsemble(regression, 10);
    expect(weights).toEqual([2 / 3, 1 / 3]);
    expect(score.metric).toBeCloseTo(0, 12);
    expect([...blended(regression.predictions, weights)]).toEqual([3, 3, 2]);
  });

  it('no more models than are wanted', async () => {
    expect((await greedyEnsemble(binary(y, [first, second, poor]), 1)).weights).toEqual([1, 0, 0]);
  });
});

describe('the selection by definition, every pair counted (Python 3.11, numpy 2.4.6)', () => {
  /** Park and Miller's generator. */
  function* uniform(seed: number) {
    let x = seed;
    for (;;) {
      x = (x * 16807) % 2147483647;
      yield x / 2147483647;
    }
  }
  const n = 40;
  const y = Array.from({ length: n }, (_, i) => +((i * 7) % 5 < 2));
  const predictions = Array.from({ length: 6 }, (_, c) => {
    const draw = uniform(1000 + 77 * c);
    for (let i = 0; i < 10; i++) draw.next();
    return y.map((truth) => 0.15 + 0.15 * truth + 0.55 * (draw.next().value as number));
  });

  it.each([
    { metric: 'auroc' as const, picks: [2, 1, 1, 1, 1, 1], value: 0.890625, alone: 0.78125 },
    // The mean of all is worse than the best, and nobody helps it.
    {
      metric: 'logLoss' as const,
      picks: [0, 0, 0, 1, 0, 0],
      value: 0.5542337690071661,
      alone: 0.5542337690071661,
    },
  ])('$metric', async ({ metric, picks, value, alone }) => {
    const of = binary(y, predictions, metric);
    const { weights, score } = await greedyEnsemble(of, 10);
    const all = picks.reduce((sum, count) => sum + count, 0);
    expect(weights).toEqual(picks.map((count) => count / all));
    expect(score.metric).toBeCloseTo(value, 7);
    expect(bestAlone(of).score.metric).toBeCloseTo(alone, 7);
  });
});

const outcomes = fc.integer({ min: 1, max: 1e6 }).map((seed) => {
  const random = rng('ensemble', seed);
  const n = 20 + random.int(30);
  const kind = (['binary', 'multiclass', 'regression'] as const)[random.int(3)];
  const metric = kind === 'regression' ? 'rmse' : (['auroc', 'logLoss'] as const)[random.int(2)];
  const classes = { binary: 2, multiclass: 3, regression: 0 }[kind];
  const y = Array.from({ length: n }, (_, i) =>
    kind === 'regression' ? random.normal() : i < 3 ? i % classes : random.int(classes),
  );
  const predictions = Array.from({ length: 2 + random.int(5) }, () => {
    if (kind === 'regression') return Float32Array.from(y, (value) => value + random.normal());
    // In steps of a tenth, so that there are ties.
    if (kind === 'binary') return Float32Array.from(y, (truth) => (1 + random.int(7) + 2 * truth) / 10);
    return Float32Array.from(
      y.flatMap((truth) => {
        const odds = [0, 1, 2].map((k) => 1 + random.int(5) + (k === truth ? 2 : 0));
        return odds.map((one) => one / (odds[0] + odds[1] + odds[2]));
      }),
    );
  });
  return { metric, kind, classes, y, predictions } satisfies Candidates;
});

describe('properties', () => {
  it('scores as the study does', () => {
    fc.assert(
      fc.property(outcomes, (of) => {
        const [p] = of.predictions;
        const scorer = blendScorer(of);
        const one = Float64Array.from(p);
        const found = { metric: scorer.metric(one, 1), loss: scorer.loss(one, 1) };
        expect(found.metric).toBeCloseTo(metricValue(of.metric, of.kind, of.y, p, of.classes), 10);
        const loss = of.kind === 'regression' ? 'rmse' : 'logLoss';
        expect(found.loss).toBeCloseTo(metricValue(loss, of.kind, of.y, p, of.classes), 10);
      }),
    );
  });

  it('weights are shares, the blend has the score that is told, and none alone is better', async () => {
    await fc.assert(
      fc.asyncProperty(outcomes, fc.integer({ min: 1, max: 4 }), async (of, most) => {
        const { weights, score } = await greedyEnsemble(of, most);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
        expect(weights.filter((weight) => weight > 0).length).toBeLessThanOrEqual(most);
        const p = blended(of.predictions, weights);
        // The blend is float32; where that makes two sums equal, or two equal ones differ, a pair turns.
        if (of.metric !== 'auroc')
          expect(metricValue(of.metric, of.kind, of.y, p, of.classes)).toBeCloseTo(score.metric, 5);
        const alone = bestAlone(of).score.metric;
        if (of.metric === 'auroc') expect(score.metric).toBeGreaterThanOrEqual(alone - 1e-12);
        else expect(score.metric).toBeLessThanOrEqual(alone + 1e-12);
      }),
    );
  });

  it('the order of the rows does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(outcomes, async (of) => {
        const width = of.predictions[0].length / of.y.length;
        const turned: Candidates = {
          ...of,
          y: of.y.toReversed(),
          predictions: of.predictions.map((p) =>
            Float32Array.from(
              Array.from(of.y.keys())
                .toReversed()
                .flatMap((i) => [...p.subarray(i * width, (i + 1) * width)]),
            ),
          ),
        };
        expect((await greedyEnsemble(turned, 9)).weights).toEqual((await greedyEnsemble(of, 9)).weights);
      }),
    );
  });
});

/** Models of 200 patients that each see the truth with noise of their own. */
function noisy(noise: number[], seed = 1) {
  const random = rng('gain', seed);
  const y = Array.from({ length: 200 }, () => random.int(2));
  const predictions = noise.map((sd) =>
    y.map((truth) => 1 / (1 + Math.exp(-(2 * truth - 1 + sd * random.normal())))),
  );
  const fold = y.map((_, i) => i % 5);
  return { ...binary(y, predictions), fold, unit: y.map((_, i) => i) };
}

const ensembleGain = async (...asked: Parameters<typeof judgeEnsembles>) =>
  (await judgeEnsembles(...asked))?.gain ?? null;

describe('the gain', () => {
  it('of models that err on different patients is there, with an interval above 0', async () => {
    const gain = await ensembleGain(noisy([2, 2, 2, 2]), 10, rng('draws'));
    expect(gain?.estimate).toBeGreaterThan(0.05);
    expect(gain?.low).toBeGreaterThan(0);
    expect(gain?.high).toBeGreaterThan(gain?.estimate ?? 1);
  });

  it('is none where all models say the same, and nobody claims an interval', async () => {
    const of = noisy([2]);
    const same = { ...of, predictions: [of.predictions[0], of.predictions[0]] };
    expect(await ensembleGain(same, 10, rng('draws'))).toEqual({
      estimate: 0,
      low: null,
      high: null,
      method: 'none',
    });
  });

  it('among models that know nothing is not made of luck', async () => {
    const found = await Promise.all(
      Array.from({ length: 12 }, async (_, seed) => {
        const random = rng('luck', seed);
        const y = Array.from({ length: 100 }, () => random.int(2));
        const of = binary(
          y,
          Array.from({ length: 20 }, () => y.map(() => random.next())),
        );
        const { weights, score } = await greedyEnsemble(of, 10);
        expect(weights.filter((weight) => weight > 0).length).toBeGreaterThan(1);
        const gain = await ensembleGain(
          { ...of, fold: y.map((_, i) => i % 5), unit: y.map((_, i) => i) },
          10,
          rng('draws', seed),
        );
        return { told: score.metric - bestAlone(of).score.metric, gain: gain?.estimate ?? Number.NaN };
      }),
    );
    const mean = (of: 'told' | 'gain') => found.reduce((sum, one) => sum + one[of], 0) / found.length;
    // On the rows that it was chosen by the ensemble shines; on others it is worth what a single one is.
    expect(mean('told')).toBeGreaterThan(0.04);
    expect(Math.abs(mean('gain'))).toBeLessThan(0.04);
  });

  it('looks at no row of a patient whom the choice has seen', async () => {
    // Every patient has a row in two folds: nothing is left to choose on for the fold of all.
    const of = noisy([2, 2]);
    expect(
      await ensembleGain({ ...of, unit: of.unit.map((_, i) => Math.floor(i / 5)) }, 10, rng('d')),
    ).toBeNull();
  });

  it('of whole patients: rows told twice change nothing', async () => {
    const of = noisy([2, 2, 3]);
    const twice = <T>(list: ArrayLike<T>) => [...Array.from(list), ...Array.from(list)];
    const doubled = {
      ...of,
      y: twice(of.y),
      fold: twice(of.fold),
      unit: twice(of.unit),
      predictions: of.predictions.map((p) => Float32Array.from(twice(p))),
    };
    const [once, told] = [
      await ensembleGain(of, 10, rng('draws')),
      await ensembleGain(doubled, 10, rng('draws')),
    ];
    expect(told?.estimate).toBeCloseTo(once?.estimate ?? Number.NaN, 10);
    expect(told?.low).toBeCloseTo(once?.low ?? Number.NaN, 10);
    expect(told?.method).toBe('cluster-bootstrap');
  });

  it('of an error is positive where the error is smaller', async () => {
    const random = rng('gain of numbers');
    const y = Array.from({ length: 150 }, () => random.normal());
    const of = {
      metric: 'rmse' as const,
      kind: 'regression' as const,
      classes: 0,
      y,
      predictions: [1, 1, 1].map(() => Float32Array.from(y, (value) => value + random.normal())),
      fold: y.map((_, i) => i % 3),
      unit: y.map((_, i) => i),
    };
    expect((await ensembleGain(of, 10, rng('draws')))?.low).toBeGreaterThan(0);
  });

  it('stops when asked', async () => {
    let now = 0;
    const clock = { now: () => (now += 100) };
    await expect(
      ensembleGain(noisy([2, 2]), 10, rng(1), { clock, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a sample of patients', () => {
  const of = { ...noisy([2, 2]), unit: Array.from({ length: 200 }, (_, i) => Math.floor(i / 4)) };

  it('holds all rows of those who are drawn, in their order, with what was said of them', () => {
    const some = sampledPatients(of, 60, rng('patients'));
    expect(some.y).toHaveLength(60);
    const patients = new Set(Array.from(some.unit));
    expect(patients.size).toBe(15);
    const rows = of.unit.flatMap((patient, i) => (patients.has(patient) ? [i] : []));
    expect(Array.from(some.y)).toEqual(rows.map((i) => of.y[i]));
    expect(Array.from(some.fold)).toEqual(rows.map((i) => of.fold[i]));
    some.predictions.forEach((p, at) => {
      expect(Array.from(p)).toEqual(rows.map((i) => of.predictions[at][i]));
    });
    expect(sampledPatients(of, 60, rng('others')).unit).not.toEqual(some.unit);
  });

  it('is everybody where they are not too many', () => {
    expect(sampledPatients(of, 200, rng('patients'))).toBe(of);
  });
});
