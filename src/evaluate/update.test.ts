import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import { auroc } from './auroc';
import { applyUpdate, crossUpdated, fitUpdate } from './update';

const binary = (y: number[]) => ({
  kind: 'binary' as const,
  classes: ['no', 'yes'],
  y: Float64Array.from(y),
});
const regression = (y: number[]) => ({
  kind: 'regression' as const,
  classes: [],
  y: Float64Array.from(y),
});
const mean = (v: ArrayLike<number>) => Array.from(v).reduce((sum, value) => sum + value, 0) / v.length;

/** A hospital in which the risk is logit = a + b × the model's. */
function hospital(n: number, a: number, b: number, seed = 1) {
  const random = rng('update test', seed);
  const p = Array.from({ length: n }, () => 0.02 + 0.96 * random.next());
  const y = p.map((risk) =>
    random.next() < 1 / (1 + Math.exp(-(a + b * Math.log(risk / (1 - risk))))) ? 1 : 0,
  );
  return { target: binary(y), p: Float32Array.from(p), unit: Int32Array.from(p, (_, i) => i) };
}

describe('updating a model for another hospital', () => {
  it('finds the intercept and the slope that made the outcomes', () => {
    const part = hospital(40_000, 0.7, 0.6);
    const update = fitUpdate(part, 'slope');
    expect(update?.intercept).toBeCloseTo(0.7, 1);
    expect(update?.slope).toBeCloseTo(0.6, 1);
  });

  it('two groups with an exact answer: the risks become the observed shares', () => {
    // 1 of 4 with risk .5, 3 of 4 with risk .8: logit .25 = a + b × 0, logit .75 = a + b × logit .8.
    const part = {
      target: binary([1, 0, 0, 0, 1, 1, 1, 0]),
      p: [0.5, 0.5, 0.5, 0.5, 0.8, 0.8, 0.8, 0.8],
    };
    const update = fitUpdate(part, 'slope');
    expect(update?.intercept).toBeCloseTo(-Math.log(3), 8);
    expect(update?.slope).toBeCloseTo((2 * Math.log(3)) / Math.log(4), 8);
    if (update) expect(applyUpdate('binary', 0.8, update)).toBeCloseTo(0.75, 8);
  });

  it('after either update the mean risk is the share of events; the intercept alone keeps the slope', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.constantFrom('intercept', 'slope'), (seed, kind) => {
        const part = hospital(200, -1, 0.8, seed);
        const update = fitUpdate(part, kind as 'intercept' | 'slope');
        if (!update) throw new Error('no update');
        if (kind === 'intercept') expect(update.slope).toBe(1);
        const risks = Array.from(part.p, (p) => applyUpdate('binary', p, update));
        expect(mean(risks)).toBeCloseTo(mean(part.target.y), 8);
        expect(auroc(part.target.y, risks)).toBeCloseTo(auroc(part.target.y, part.p), 8);
      }),
    );
  });

  it('of numbers it is least squares', () => {
    const part = { target: regression([3, 5, 7, 9]), p: [1, 2, 3, 4] };
    expect(fitUpdate(part, 'slope')).toEqual({ intercept: 1, slope: 2 });
    expect(fitUpdate(part, 'intercept')).toEqual({ intercept: 3.5, slope: 1 });
  });

  it('has no answer where there is none', () => {
    expect(fitUpdate({ target: binary([1, 1, 1]), p: [0.2, 0.4, 0.5] }, 'intercept')).toBeNull();
    expect(fitUpdate({ target: binary([0, 0, 1, 1]), p: [0.1, 0.2, 0.8, 0.9] }, 'slope')).toBeNull();
    expect(fitUpdate({ target: binary([0, 1, 0, 1]), p: [0.3, 0.3, 0.3, 0.3] }, 'slope')).toBeNull();
    // Classes that touch at one value: the steeper the better all the same.
    expect(fitUpdate({ target: binary([0, 0, 1, 1]), p: [0.1, 0.5, 0.5, 0.9] }, 'slope')).toBeNull();
  });

  it('a model that is sure of everything and wrong half the time: the intercept takes all of it back', () => {
    const update = fitUpdate({ target: binary([0, 1, 0, 1]), p: [1, 1, 1, 1] }, 'intercept');
    if (!update) throw new Error('no update');
    expect(applyUpdate('binary', 1, update)).toBeCloseTo(0.5, 8);
  });

  it('cross-validated: no row is updated by its own patient, all others by it', () => {
    // So few rows are one stratum: an outcome does not move the folds.
    const y = Array.from({ length: 18 }, (_, i) => 10 + ((i * 7) % 5));
    const p = y.map((value, i) => value + (i % 3) - 2);
    const part = { target: regression(y), p, unit: Int32Array.from(y, (_, i) => i >> 1) };
    const before = crossUpdated(part, 'intercept', rng('a'));
    const moved = { ...part, target: regression(y.map((value, i) => (i === 1 ? value + 90 : value))) };
    const after = crossUpdated(moved, 'intercept', rng('a'));
    if (!before || !after) throw new Error('no update');
    expect(y.map((_, i) => before[i] === after[i])).toEqual(y.map((_, i) => i < 2));
  });
});
