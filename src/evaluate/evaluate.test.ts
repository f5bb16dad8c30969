import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type Rng, rng } from '../study/random';
import { evaluationSchema } from '../study/results/evaluation';
import { delong, delongInterval } from './auroc';
import { evaluateTest, type TestPart } from './evaluate';
import { wilson } from './wilson';

const binary = (n: number, random: Rng, unitOf: (i: number) => number = (i) => i): TestPart => {
  const y = Float64Array.from({ length: n }, (_, i) => (i < 2 ? i : random.int(2)));
  const p = Float32Array.from(y, (label) => 1 / (1 + Math.exp(-random.normal() - label)));
  const unit = Int32Array.from({ length: n }, (_, i) => unitOf(i));
  return {
    target: { kind: 'binary', classes: ['no', 'yes'], y },
    p,
    unit,
    threshold: 0.6,
    scheme: 'holdout',
    seed: 1,
  };
};

const reorder = (part: TestPart, order: number[], width = 1): TestPart => ({
  ...part,
  target: { ...part.target, y: Float64Array.from(order, (i) => part.target.y[i]) },
  p: Float32Array.from(
    { length: order.length * width },
    (_, at) => part.p[order[Math.floor(at / width)] * width + (at % width)],
  ),
  unit: Int32Array.from(order, (i) => part.unit[i]),
});

describe('binary test part', () => {
  it('one row a patient: DeLong, Wilson, and the bootstrap only for the Brier score', async () => {
    const part = binary(120, rng('one'));
    const { metrics, confusion, counts, patients } = await evaluateTest(part);
    const result = delong(part.target.y, part.p);
    expect(metrics.auroc).toEqual({ estimate: result.auroc, ...delongInterval(result), method: 'delong' });
    const [[, fp], [fn, tp]] = confusion;
    expect(metrics.sensitivity).toEqual({
      estimate: tp / (tp + fn),
      ...wilson(tp, tp + fn),
      method: 'wilson',
      n: tp + fn,
    });
    expect(metrics.ppv.n).toBe(tp + fp);
    expect(metrics.brier.method).toBe('bootstrap');
    expect(counts).toEqual([confusion[0][0] + fp, fn + tp]);
    expect(patients).toBe(120);
  });

  it('repeated patients: every interval from the bootstrap of patients, wider than the naive one for copies', async () => {
    const single = binary(60, rng('many'));
    const order = Array.from({ length: 240 }, (_, i) => i >> 2);
    const { metrics, patients } = await evaluateTest(reorder(single, order));
    expect(patients).toBe(60);
    for (const name of ['auroc', 'sensitivity', 'specificity', 'ppv', 'npv', 'accuracy', 'brier'])
      expect(metrics[name].method).toBe('cluster-bootstrap');
    const naive = delongInterval(delong(reorder(single, order).target.y, reorder(single, order).p));
    expect(metrics.auroc.high! - metrics.auroc.low!).toBeGreaterThan(1.5 * (naive.high - naive.low));
  });

  it('does not depend on the order of rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1000 }), fc.boolean(), async (key, repeated) => {
        const part = binary(40, rng('order', key), repeated ? (i) => i % 15 : undefined);
        const order = rng('shuffle', key).shuffle(Array.from({ length: 40 }, (_, i) => i));
        const [before, after] = [await evaluateTest(part), await evaluateTest(reorder(part, order))];
        expect(after.confusion).toEqual(before.confusion);
        expect(after.roc).toEqual(before.roc);
        for (const [name, estimate] of Object.entries(before.metrics)) {
          expect(after.metrics[name].estimate).toBeCloseTo(estimate.estimate, 10);
          expect(after.metrics[name].method).toBe(estimate.method);
          if (estimate.low !== null) expect(after.metrics[name].low).toBeCloseTo(estimate.low, 10);
          if (estimate.high !== null) expect(after.metrics[name].high).toBeCloseTo(estimate.high, 10);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('claims no interval for a perfect separation, and marks a proportion of nothing with n 0', async () => {
    const part = binary(30, rng('x'));
    const perfect = await evaluateTest({
      ...part,
      p: Float32Array.from(part.target.y, (y) => 0.1 + 0.4 * y),
    });
    expect(perfect.metrics.auroc).toEqual({ estimate: 1, low: null, high: null, method: 'none' });
    // The threshold of .6 calls nobody positive.
    expect(perfect.metrics.ppv).toEqual({ estimate: 0, low: null, high: null, method: 'none', n: 0 });
    expect(perfect.metrics.specificity.estimate).toBe(1);
    expect(perfect.metrics.specificity.low).toBeLessThan(1);
  });

  it('a share of 1 among repeated patients has an interval by the number of patients', async () => {
    const part = binary(30, rng('x'), (i) => i >> 1);
    const { metrics } = await evaluateTest({ ...part, p: part.p.map(() => 0.1) });
    expect(metrics.specificity.method).toBe('wilson');
    const healthy = new Set(Array.from(part.unit).filter((_, i) => part.target.y[i] === 0)).size;
    expect(metrics.specificity).toMatchObject({ estimate: 1, ...wilson(healthy, healthy) });
  });

  it('refuses one class', async () => {
    const part = binary(30, rng('x'));
    const alone = { ...part, target: { ...part.target, y: part.target.y.map(() => 1) } };
    await expect(evaluateTest(alone)).rejects.toThrow('evaluate.oneClass {"part":"test"}');
  });

  it('survives JSON: no NaN, no Infinity', async () => {
    const evaluation = await evaluateTest(binary(30, rng('json')));
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  });
});

describe('rows of several models, repeats and patients', () => {
  it('pooled predictions: bootstrap where DeLong and Wald would take one model for granted', async () => {
    const part = binary(150, rng('pooled'));
    const alone = (await evaluateTest(part)).metrics;
    const { metrics } = await evaluateTest({ ...part, pooled: true });
    expect([alone.auroc.method, alone.calibrationSlope.method]).toEqual(['delong', 'wald']);
    for (const name of ['auroc', 'calibrationIntercept', 'calibrationSlope']) {
      expect(metrics[name].method).toBe('bootstrap');
      expect(metrics[name].estimate).toBeCloseTo(alone[name].estimate, 9);
      // One Newton step and the curvature agree about the width of an interval of 150 rows.
      const [mine, its] = [metrics[name], alone[name]].map(({ low, high }) => high! - low!);
      expect(mine / its).toBeGreaterThan(0.75);
      expect(mine / its).toBeLessThan(1.35);
    }
    expect(metrics.sensitivity.method).toBe('wilson');
  });

  it('each row is decided at the threshold of its own model', async () => {
    const part = binary(60, rng('own'));
    const thresholds = Float64Array.from(part.p, (_, i) => (i % 2 ? 0.4 : 0.7));
    const { metrics, confusion } = await evaluateTest({ ...part, thresholds, pooled: true });
    const called = Array.from(part.p, (risk, i) => risk >= thresholds[i]);
    expect(confusion[1][1]).toBe(called.filter((yes, i) => yes && part.target.y[i] === 1).length);
    expect(metrics.sensitivity.estimate).toBeCloseTo(
      confusion[1][1] / (confusion[1][0] + confusion[1][1]),
      12,
    );
    // No one threshold, no net benefit.
    expect(metrics.netBenefit).toBeUndefined();
  });

  it('repeats: the mean of each repeat’s statistic, counts of one, and no certainty from repeating', async () => {
    const first = binary(80, rng('repeat'));
    const second = {
      ...first,
      p: first.p.map((risk, i) => Math.min(0.99, risk * (i % 3 === 0 ? 1.2 : 0.9))),
    };
    const both = {
      ...first,
      target: { ...first.target, y: Float64Array.of(...first.target.y, ...second.target.y) },
      p: Float32Array.of(...first.p, ...second.p),
      unit: Int32Array.of(...first.unit, ...second.unit),
      repeat: Int32Array.from({ length: 160 }, (_, i) => (i < 80 ? 0 : 1)),
      pooled: true,
    };
    const [one, two, all] = await Promise.all([first, second, both].map((part) => evaluateTest(part)));
    for (const name of ['auroc', 'brier', 'ap', 'sensitivity', 'calibrationSlope'])
      expect(all.metrics[name].estimate).toBeCloseTo(
        (one.metrics[name].estimate + two.metrics[name].estimate) / 2,
        9,
      );
    expect([all.n, all.patients, all.counts]).toEqual([80, 80, one.counts]);
    expect(all.metrics.auroc.method).toBe('bootstrap');
    expect(all.metrics.sensitivity.n).toBe(one.metrics.sensitivity.n);
    const width = ({ low, high }: { low: number | null; high: number | null }) => high! - low!;
    expect(width(all.metrics.auroc) / width(one.metrics.auroc)).toBeGreaterThan(0.8);
    expect(all.patientLevel).toBeUndefined();
  });

  it('patients with several rows: their mean prediction, without those of mixed outcome', async () => {
    const part = binary(90, rng('patients'), (i) => Math.floor(i / 3));
    const y = part.target.y.map((_, i) => (Math.floor(i / 3) % 3 === 0 ? 1 : 0));
    y[3] = 1;
    const { patientLevel, metrics } = await evaluateTest({ ...part, target: { ...part.target, y } });
    expect([patientLevel?.n, patientLevel?.mixed]).toEqual([29, 1]);
    const left = Array.from({ length: 30 }, (_, i) => i).filter((i) => i !== 1);
    const means = left.map((i) => Math.fround((part.p[3 * i] + part.p[3 * i + 1] + part.p[3 * i + 2]) / 3));
    const wanted = delong(
      left.map((i) => y[3 * i]),
      means,
    );
    expect(patientLevel?.metrics.auroc.estimate).toBeCloseTo(wanted.auroc, 12);
    expect(patientLevel?.metrics.auroc.method).toBe('delong');
    expect(metrics.auroc.method).toBe('cluster-bootstrap');
  });

  it('patients of one outcome alone have no measures, and that is said by their absence', async () => {
    const part = binary(40, rng('mixed'), (i) => i >> 1);
    const y = part.target.y.map((_, i) => i % 2);
    const { patientLevel } = await evaluateTest({ ...part, target: { ...part.target, y } });
    expect(patientLevel).toEqual({ n: 0, mixed: 20, metrics: {} });
  });

  it('predictive values at the prevalence that was asked for', async () => {
    const part = { ...binary(200, rng('prevalence')), prevalence: 0.02 };
    const { sensitivity, specificity, ppvAtPrevalence: ppv } = (await evaluateTest(part)).metrics;
    const hits = sensitivity.estimate * 0.02;
    expect(ppv.estimate).toBeCloseTo(hits / (hits + (1 - specificity.estimate) * 0.98), 12);
    expect(ppv.low).toBeLessThan(ppv.estimate);
  });

  it('a slope under complete separation is absent, not huge', async () => {
    const part = binary(30, rng('x'));
    const { metrics } = await evaluateTest({
      ...part,
      p: Float32Array.from(part.target.y, (y, i) => 0.1 + 0.5 * y + i / 1000),
    });
    expect(metrics.calibrationSlope).toBeUndefined();
    expect(metrics.calibrationIntercept.method).toBe('wald');
  });

  it('says how far it is, and stops when told to', async () => {
    let now = 0;
    const clock = { now: () => (now += 30) };
    const seen: number[] = [];
    const part = binary(40, rng('watch'), (i) => i >> 1);
    const abort = new AbortController();
    await evaluateTest(part, { clock, report: ({ done, total }) => seen.push(done / total) });
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    abort.abort();
    await expect(evaluateTest(part, { clock, signal: abort.signal })).rejects.toThrow('cancelled');
  });

  it('fits its schema, with every detail', async () => {
    const evaluation = await evaluateTest(binary(120, rng('schema'), (i) => i >> 1));
    expect(v.parse(evaluationSchema, JSON.parse(JSON.stringify(evaluation)))).toEqual(evaluation);
    expect(evaluation.binary!.calibration.curve.length).toBeGreaterThan(20);
    expect(evaluation.binary!.decision.model[0]).toBeCloseTo(evaluation.counts[1] / 120, 12);
  });
});

describe('multiclass test part', () => {
  const random = rng('multi');
  const classes = ['a', 'b', 'absent', '__proto__'];
  const y = Float64Array.from({ length: 90 }, (_, i) => [0, 1, 3][i % 3]);
  const p = new Float32Array(90 * 4);
  for (let i = 0; i < 90; i++) {
    const odds = classes.map((_, k) => Math.exp(random.normal() + (y[i] === k ? 1 : 0)));
    const sum = odds.reduce((a, b) => a + b, 0);
    for (let k = 0; k < 4; k++) p[i * 4 + k] = odds[k] / sum;
  }
  const unit = Int32Array.from({ length: 90 }, (_, i) => i);
  const part: TestPart = {
    target: { kind: 'multiclass', classes, y },
    p,
    unit,
    threshold: null,
    scheme: 's',
    seed: 2,
  };

  it('has DeLong a class, a bootstrap for the macro mean, and nothing for a class without rows', async () => {
    const { metrics, roc, confusion, counts, threshold } = await evaluateTest(part);
    expect(Object.keys(metrics).filter((name) => name.startsWith('auroc:'))).toEqual([
      'auroc:a',
      'auroc:b',
      'auroc:__proto__',
    ]);
    expect(roc.map((curve) => curve.label)).toEqual(['a', 'b', '__proto__']);
    // Of classes that are no scale, steps between them mean nothing.
    expect(metrics.kappa).toBeDefined();
    expect(metrics.quadraticKappa).toBeUndefined();
    expect(metrics['auroc:a'].method).toBe('delong');
    expect(metrics.aurocMacro.method).toBe('bootstrap');
    const mean =
      (metrics['auroc:a'].estimate + metrics['auroc:b'].estimate + metrics['auroc:__proto__'].estimate) / 3;
    expect(metrics.aurocMacro.estimate).toBeCloseTo(mean, 12);
    expect(metrics.aurocMacro.low).toBeLessThan(mean);
    expect(metrics.aurocMacro.high).toBeGreaterThan(mean);
    const order = rng('rows').shuffle(Array.from({ length: 90 }, (_, i) => i));
    const shuffled = reorder(part, order, 4);
    for (const [name, { estimate, low }] of Object.entries((await evaluateTest(shuffled)).metrics)) {
      expect(estimate).toBeCloseTo(metrics[name].estimate, 10);
      expect(low ?? -1).toBeCloseTo(metrics[name].low ?? -1, 10);
    }
    const scale = { ...part, target: { ...part.target, classes: ['0', '1', '2', '3'] } };
    expect((await evaluateTest(scale)).metrics.quadraticKappa).toBeDefined();
    expect(counts).toEqual([30, 30, 0, 30]);
    expect(confusion[0].reduce((a, b) => a + b, 0)).toBe(30);
    expect(threshold).toBeNull();
  });
});

describe('regression test part', () => {
  const random = rng('reg');
  const y = Float64Array.from({ length: 2500 }, () => 50 + 10 * random.normal());
  const p = Float32Array.from(y, (value) => value + 5 * random.normal());
  const unit = Int32Array.from({ length: 2500 }, (_, i) => i);
  const part: TestPart = {
    target: { kind: 'regression', classes: [], y },
    p,
    unit,
    threshold: null,
    scheme: 's',
    seed: 3,
  };

  it('has RMSE, MAE and R² with bootstrap intervals, and at most 2,000 rounded points', async () => {
    const { metrics, scatter, regression } = await evaluateTest(part);
    const order = rng('rows').shuffle(Array.from({ length: 2500 }, (_, i) => i));
    const shuffled = await evaluateTest(reorder(part, order));
    for (const [name, { estimate, low }] of Object.entries(shuffled.metrics)) {
      expect(estimate).toBeCloseTo(metrics[name].estimate, 8);
      expect(low).toBeCloseTo(metrics[name].low!, 8);
    }
    expect(regression!.agreement.lower.estimate).toBeCloseTo(-1.96 * 5, 0);
    expect(metrics.calibrationSlope.method).toBe('wald');
    expect(metrics.rmse.estimate).toBeCloseTo(5, 0);
    for (const name of ['rmse', 'mae', 'r2']) {
      expect(metrics[name].method).toBe('bootstrap');
      expect(metrics[name].low).toBeLessThan(metrics[name].estimate);
      expect(metrics[name].high).toBeGreaterThan(metrics[name].estimate);
    }
    expect(scatter.length).toBe(2000);
    for (const [observed] of scatter) expect(Number(observed.toPrecision(4))).toBe(observed);
  });

  it('the slope of few rows has the interval of a least-squares fit, with n - 2 degrees of freedom', async () => {
    const few = {
      ...part,
      target: { ...part.target, y: Float64Array.from([1, 2, 4, 3, 6]) },
      p: Float32Array.from([1.1, 2.2, 3, 3.5, 4.9]),
      unit: Int32Array.from([0, 1, 2, 3, 4]),
    };
    const { calibrationSlope } = (await evaluateTest(few)).metrics;
    // statsmodels 0.15.0: OLS(y, add_constant(p)).fit().conf_int().
    expect(calibrationSlope.estimate).toBeCloseTo(1.2802768, 7);
    expect(calibrationSlope.low).toBeCloseTo(0.47967775, 7);
    expect(calibrationSlope.high).toBeCloseTo(2.08087585, 7);
  });

  it('an outcome that does not vary has R² 0 without an interval', async () => {
    const flat = { ...part, target: { ...part.target, y: y.map(() => 7) } };
    expect((await evaluateTest(flat)).metrics.r2).toEqual({
      estimate: 0,
      low: null,
      high: null,
      method: 'none',
    });
  });
});

it('repeats of which one holds one class alone have no sensitivity, and say what else is known', async () => {
  const { metrics } = await evaluateTest({
    target: { kind: 'binary', classes: ['no', 'yes'], y: Float64Array.from([1, 0, 1, 0, 0, 0]) },
    p: Float32Array.from([0.7, 0.2, 0.6, 0.3, 0.3, 0.1]),
    unit: Int32Array.from([0, 1, 2, 3, 4, 1]),
    repeat: Int32Array.from([0, 0, 0, 1, 1, 1]),
    pooled: true,
    threshold: 0.5,
    prevalence: 0.1,
    scheme: 's',
    seed: 1,
  });
  expect(metrics.sensitivity).toBeUndefined();
  expect(metrics.ppvAtPrevalence).toBeUndefined();
  expect(metrics.specificity.estimate).toBe(1);
});
