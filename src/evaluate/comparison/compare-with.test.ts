import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { auroc } from '../auroc';
import { pairedDelong } from '../delong-paired';
import { compareWith } from './compare-with';
import { mcnemar } from './mcnemar';
import { netBenefitOf } from './net-benefit-of';
import type { OtherPrediction } from './other-prediction';

type Part = Parameters<typeof compareWith>[0];

const N = 240;
const random = rng('compare with');
const y = Float64Array.from({ length: N }, () => +(random.next() < 0.4));
const noisy = (signal: number) =>
  Float32Array.from(y, (truth) => 1 / (1 + Math.exp(-(signal * (truth - 0.5) + random.normal()))));
const [good, poor] = [noisy(2), noisy(0.7)];
const part: Part = {
  target: { kind: 'binary', classes: ['no', 'yes'], y },
  p: good,
  unit: Int32Array.from({ length: N }, (_, i) => i),
  threshold: 0.5,
  scheme: 'holdout+5-fold',
  seed: 1,
};
const logistic = (p: ArrayLike<number>): OtherPrediction => ({
  kind: 'logistic',
  name: '',
  value: p,
  risk: p,
  decided: null,
  turned: false,
});
const take = <T extends ArrayLike<number>>(values: T, rows: number[]) => rows.map((i) => values[i]);

describe('one model and independent rows', () => {
  const compared = compareWith(part, logistic(poor));

  it("has DeLong's paired test", () => {
    const { difference, low, high, p } = pairedDelong(y, good, poor);
    expect(compared.difference).toEqual({
      metric: 'auroc',
      estimate: { estimate: difference, low, high, method: 'delong' },
      p,
    });
    expect(compared.metrics.auroc.estimate).toBeCloseTo(auroc(y, poor), 12);
    expect(compared.metrics.auroc.method).toBe('delong');
    expect(compared.n).toBe(N);
    expect(compared.difference.estimate.estimate).toBeGreaterThan(0.1);
  });

  it('turns its sign where the two change places', () => {
    const back = compareWith({ ...part, p: poor }, logistic(good)).difference;
    const { estimate } = compared.difference;
    expect(back.estimate.estimate).toBeCloseTo(-estimate.estimate, 12);
    expect(back.estimate.high).toBeCloseTo(-(estimate.low ?? 0), 12);
    expect(back.p).toBeCloseTo(compared.difference.p ?? 0, 12);
  });

  it('against itself there is no difference and no interval', () => {
    expect(compareWith(part, logistic(good)).difference).toEqual({
      metric: 'auroc',
      estimate: { estimate: 0, low: null, high: null, method: 'none' },
      p: 1,
    });
  });
});

describe('an existing score', () => {
  /** Lower is worse, as a level of consciousness is; not known in every fifth row. */
  const scale = y.map((truth, i) =>
    i % 5 === 0 ? Number.NaN : Math.round(15 - 4 * truth - 7 * random.next()),
  );
  const score: OtherPrediction = {
    kind: 'score',
    name: 'gcs',
    value: scale.map((value) => -value),
    risk: scale.map((value) => 1 / (1 + Math.exp(value - 11))),
    decided: null,
    turned: true,
  };
  const known = [...y.keys()].filter((i) => i % 5 !== 0);
  const compared = compareWith(part, score);

  it('is compared in the rows that have it, and these are counted', () => {
    expect(compared.n).toBe(known.length);
    const [truth, model, other] = [take(y, known), take(good, known), take(score.value, known)];
    expect(compared.metrics.auroc.estimate).toBeCloseTo(auroc(truth, other), 12);
    expect(compared.difference.estimate.estimate).toBeCloseTo(auroc(truth, model) - auroc(truth, other), 12);
    const brier = known.reduce((sum, i) => sum + ((score.risk?.[i] ?? 0) - y[i]) ** 2, 0) / known.length;
    expect(compared.metrics.brier.estimate).toBeCloseTo(brier, 12);
  });

  it('has thresholds of its own unit on its curve: as it falls, more are positive', () => {
    const inside = (compared.roc ?? []).slice(1);
    expect(inside.length).toBeGreaterThan(2);
    for (const [fpr, tpr, threshold] of inside) {
      const positive = known.filter((i) => scale[i] <= threshold);
      expect(positive.filter((i) => y[i] === 1).length / known.filter((i) => y[i] === 1).length).toBe(tpr);
      expect(positive.filter((i) => y[i] === 0).length / known.filter((i) => y[i] === 0).length).toBe(fpr);
    }
  });

  it('that is known for one class alone tells nothing', () => {
    const value = Float64Array.from(y, (truth) => (truth === 1 ? 3 : Number.NaN));
    const none = { estimate: 0, low: null, high: null, method: 'none', n: 0 };
    expect(compareWith(part, { ...score, value, risk: value })).toEqual({
      kind: 'score',
      name: 'gcs',
      n: y.filter((truth) => truth === 1).length,
      metrics: { auroc: none },
      difference: { metric: 'auroc', estimate: none, p: null },
    });
  });
});

describe("a reader's call", () => {
  const called = y.map((truth) => +(random.next() < (truth === 1 ? 0.8 : 0.3)));
  const call: OtherPrediction = {
    kind: 'call',
    name: 'reader',
    value: called,
    risk: null,
    decided: called,
    turned: false,
  };
  const compared = compareWith(part, call);
  const share = (rows: number[], of: (i: number) => boolean) => rows.filter(of).length / rows.length;
  const [ill, well] = [1, 0].map((truth) => [...y.keys()].filter((i) => y[i] === truth));

  it('has a sensitivity and a specificity, and their mean is its AUROC', () => {
    const { auroc: area, sensitivity, specificity } = compared.metrics;
    expect(sensitivity).toMatchObject({ method: 'wilson', n: ill.length });
    expect(sensitivity.estimate).toBe(share(ill, (i) => called[i] === 1));
    expect(specificity.estimate).toBe(share(well, (i) => called[i] === 0));
    expect(area.estimate).toBeCloseTo((sensitivity.estimate + specificity.estimate) / 2, 12);
    expect(compared.metrics.brier).toBeUndefined();
  });

  it("meets the model at the model's threshold", () => {
    const right = Array.from(y, (truth, i) => +(good[i] >= 0.5) === truth);
    const { onlyFirst, onlySecond, p } = mcnemar(
      right,
      Array.from(y, (truth, i) => called[i] === truth),
      part.unit,
    );
    expect(compared.mcnemar).toEqual({ onlyModel: onlyFirst, onlyOther: onlySecond, p });
    const strict = compareWith({ ...part, threshold: 0.9 }, call).mcnemar;
    expect(strict?.onlyModel).not.toBe(onlyFirst);
    // Rows of several models have each their own.
    const each = { ...part, threshold: 0.1, thresholds: new Float64Array(N).fill(0.9), pooled: true };
    expect(compareWith(each, call).mcnemar).toEqual(strict);
  });

  it('acts on the same people at every threshold of the decision curve', () => {
    const [tp, fp] = [ill, well].map((rows) => rows.filter((i) => called[i] === 1).length);
    const wanted = [0.1, 0.5].map((t) => tp / N - ((fp / N) * t) / (1 - t));
    const found = netBenefitOf(y, call, [0.1, 0.5]);
    expect(found[0]).toBeCloseTo(wanted[0], 12);
    expect(found[1]).toBeCloseTo(wanted[1], 12);
  });
});

it('net benefit of a risk acts on those at or above the threshold, among whom it is known', () => {
  const risk = Float64Array.from([0.1, 0.2, 0.2, 0.6, 0.9, Number.NaN]);
  const truth = [0, 0, 1, 1, 0, 1];
  // At .2: of five rows four are acted on, two rightly.
  const [low, high] = netBenefitOf(truth, { risk, decided: null }, [0.2, 0.7]);
  expect(low).toBeCloseTo(2 / 5 - (2 / 5) * (0.2 / 0.8), 12);
  expect(high).toBeCloseTo(0 / 5 - (1 / 5) * (0.7 / 0.3), 12);
});

describe('rows that are not independent, or several models', () => {
  it('patients with several rows: whole patients are drawn, and no p-value is given', () => {
    const copies = [...y.keys()].flatMap((i) => [i, i, i]);
    const repeated: Part = {
      ...part,
      target: { ...part.target, y: Float64Array.from(take(y, copies)) },
      p: Float32Array.from(take(good, copies)),
      unit: Int32Array.from(copies),
    };
    const { difference } = compareWith(repeated, logistic(take(poor, copies)));
    expect(difference.p).toBeNull();
    expect(difference.estimate.method).toBe('cluster-bootstrap');
    const once = pairedDelong(y, good, poor);
    expect(difference.estimate.estimate).toBeCloseTo(once.difference, 12);
    // Copies are no evidence: the interval is as wide as without them, not narrower by the root of three.
    const width = (difference.estimate.high ?? 0) - (difference.estimate.low ?? 0);
    expect(width / ((once.high ?? 0) - (once.low ?? 0))).toBeGreaterThan(0.85);
    expect(width / ((once.high ?? 0) - (once.low ?? 0))).toBeLessThan(1.15);
  });

  it('pooled predictions: by bootstrap', () => {
    const { difference } = compareWith({ ...part, pooled: true }, logistic(poor));
    expect([difference.estimate.method, difference.p]).toEqual(['bootstrap', null]);
  });

  it('repeats: the mean of the differences in each, of patients counted once', () => {
    const order = [...y.keys()];
    const [again, other] = [noisy(1.5), noisy(0.5)];
    const repeated: Part = {
      ...part,
      target: { ...part.target, y: Float64Array.from([...y, ...y]) },
      p: Float32Array.from([...good, ...again]),
      unit: Int32Array.from([...order, ...order]),
      repeat: Int32Array.from([...order.map(() => 0), ...order.map(() => 1)]),
      pooled: true,
    };
    const compared = compareWith(repeated, logistic([...poor, ...other]));
    const mean = (pairedDelong(y, good, poor).difference + pairedDelong(y, again, other).difference) / 2;
    expect(compared.difference.estimate.estimate).toBeCloseTo(mean, 12);
    expect(compared.difference.estimate.method).toBe('bootstrap');
    expect(compared.n).toBe(N);
  });
});

describe('other outcomes', () => {
  it('a number: the difference of root mean squared errors, below 0 where the model is nearer', () => {
    const truth = Float64Array.from({ length: N }, () => 100 + 15 * random.normal());
    const near = Float32Array.from(truth, (value) => value + 5 * random.normal());
    const far = Float32Array.from(truth, (value) => value + 12 * random.normal());
    const rmse = (p: Float32Array) =>
      Math.sqrt(truth.reduce((sum, value, i) => sum + (p[i] - value) ** 2, 0) / N);
    const { difference, metrics } = compareWith(
      { ...part, target: { kind: 'regression', classes: [], y: truth }, p: near, threshold: null },
      { ...logistic(far), risk: null },
    );
    expect(difference.metric).toBe('rmse');
    expect(difference.estimate.estimate).toBeCloseTo(rmse(near) - rmse(far), 9);
    expect(difference.estimate.high).toBeLessThan(0);
    expect(metrics.rmse.estimate).toBeCloseTo(rmse(far), 9);
  });

  it('several classes: the difference of macro AUROCs', () => {
    const truth = Float64Array.from({ length: N }, () => random.int(3));
    const shares = (signal: number) =>
      Float32Array.from(
        [...truth].flatMap((k) => {
          const e = [0, 1, 2].map((c) => Math.exp((c === k ? signal : 0) + random.normal()));
          const sum = e[0] + e[1] + e[2];
          return e.map((value) => value / sum);
        }),
      );
    const [a, b] = [shares(2), shares(0.5)];
    const macro = (p: Float32Array) =>
      [0, 1, 2].reduce(
        (sum, k) =>
          sum +
          auroc(
            truth.map((c) => +(c === k)),
            truth.map((_, i) => p[i * 3 + k]),
          ) /
            3,
        0,
      );
    const { difference } = compareWith(
      { ...part, target: { kind: 'multiclass', classes: ['a', 'b', 'c'], y: truth }, p: a, threshold: null },
      logistic(b),
    );
    expect(difference.metric).toBe('aurocMacro');
    expect(difference.estimate.estimate).toBeCloseTo(macro(a) - macro(b), 9);
    expect(difference.estimate.low).toBeGreaterThan(0);
  });
});
