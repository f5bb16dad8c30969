import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trial } from '../../study/events';
import { prunerByName, pruners, verdict } from '.';
import { dealt } from './hyperband';
import { facts, falling, finished, pointsOf, running } from './testing';

/** What every pruner must do. A new pruner is tested here by standing in the registry. */

/** Ten that finished, the later the better; each trial's loss at every epoch is smaller than that of the one before. */
const history = Array.from({ length: 10 }, (_, t) => finished(t, falling(0.6 - 0.02 * t, 100)));

/** The epoch after which a trial with these losses is ended, were it asked after each; 0 where it never is. */
function endOf(name: string, losses: readonly number[], trials: readonly Trial[], changed = {}): number {
  const number = 1 + Math.max(-1, ...trials.map(({ trial }) => trial));
  for (let epoch = 1; epoch <= losses.length; epoch++) {
    const pruned = verdict(name, running(number, losses.slice(0, epoch)), trials, { ...facts, ...changed });
    if (pruned) {
      expect(pruned.epoch).toBe(epoch);
      return epoch;
    }
  }
  return 0;
}

describe.each(pruners.map(({ name }) => ({ name })))('$name', ({ name }) => {
  const poor = [...falling(0.67, 30), ...Array.from({ length: 70 }, (_, i) => 0.68 + 0.001 * i)];

  it('ends a trial that is far behind, and says by how much', () => {
    const end = endOf(name, poor, history);
    expect(end).toBeGreaterThanOrEqual(3);
    expect(end).toBeLessThan(100);
    const pruned = verdict(name, running(10, poor.slice(0, end)), history, facts);
    expect(pruned?.by).toBe(name);
    for (const value of Object.values(pruned?.details ?? {})) expect(value).not.toBeNaN();
  });

  it('lets a trial be that has nothing to be compared with', () => {
    expect(endOf(name, poor, [])).toBe(0);
    const unscored: Trial[] = [
      {
        ...running(0, falling(0.3, 9)),
        state: 'failed',
        error: { code: 'train.diverged', details: { epoch: 9 }, kind: 'trial' },
      },
      { ...running(1, falling(0.3, 40)), state: 'pruned' },
      { ...running(2, falling(0.3, 40)), state: 'interrupted' },
      { ...running(3, []), state: 'failed' },
    ];
    expect(endOf(name, poor, unscored)).toBe(0);
    expect(endOf(name, poor, [...unscored, ...history.map((t) => ({ ...t, trial: t.trial + 4 }))])).not.toBe(
      0,
    );
  });

  it('never ends the best, nor one in its last epoch', () => {
    expect(endOf(name, falling(0.3, 100), history)).toBe(0);
    // The best so far that gets worse and worse: it is not ended, its patience ends it with its score.
    const spoiled = [...falling(0.3, 20), ...Array.from({ length: 60 }, (_, i) => 0.4 + 0.05 * i)];
    expect(endOf(name, spoiled, history)).toBe(0);
    expect(verdict(name, running(10, poor), history, { ...facts, epochs: poor.length })).toBeNull();
  });

  it('lets one be that leads by the metric of the study', () => {
    const ranks = { ...running(10, []), points: pointsOf(poor).map((p) => ({ ...p, metric: 0.99 })) };
    for (let epoch = 1; epoch <= poor.length; epoch++)
      expect(verdict(name, { ...ranks, points: ranks.points.slice(0, epoch) }, history, facts)).toBeNull();
  });

  it('compares a trial with those alone whose learning rate goes the same way', () => {
    const planned = history.map((t) => ({ ...t, config: { family: 'resnet', params: {} } }));
    expect(endOf(name, poor, planned)).toBe(0);
  });

  it('waits long enough for a loss to mean something', () => {
    expect(endOf(name, Array(100).fill(9), history)).toBeGreaterThanOrEqual(3);
    expect(endOf(name, Array(12).fill(9), history, { epochs: 12 })).not.toBe(1);
  });

  it('takes a loss that is no number for poor, in itself and in others', () => {
    const nothing = Array(100).fill(Number.NaN);
    expect(endOf(name, nothing, history)).toBeGreaterThan(0);
    expect(endOf(name, nothing, [])).toBe(0);
    const odd = finished(10, falling(0.3, 100));
    odd.points = odd.points.map((p) => ({ ...p, validLoss: Number.NaN }));
    odd.score = { metric: Number.NaN, validLoss: Number.NaN, bestEpoch: 1 };
    expect(endOf(name, falling(0.3, 100), [...history, odd])).toBe(0);
  });

  it('decides alike each time and changes nothing, and ends only where a finished trial is better', () => {
    const curve = fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(curve, { maxLength: 12 }), curve, (past, own) => {
        const trials = past.map((losses, t) =>
          t % 3 === 1 ? { ...running(t, losses), state: 'pruned' as const } : finished(t, losses),
        );
        const trial = running(past.length, own);
        const before = structuredClone({ trial, trials });
        const first = verdict(name, trial, trials, facts);
        expect(verdict(name, trial, trials, facts)).toEqual(first);
        expect({ trial, trials }).toEqual(before);
        const best = Math.min(...trials.map(({ score }) => score?.validLoss ?? 9));
        if (first) expect(best).toBeLessThan(Math.min(...own));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the guards', () => {
  const only = [finished(0, falling(0.4, 50))];

  it('watch where no pruner is chosen, and never end the only trial', () => {
    const flat = Array(60).fill(0.72);
    expect(verdict(undefined, running(1, flat), only, facts)?.by).toBe('didNotLearn');
    expect(verdict(undefined, running(1, flat), [], facts)).toBeNull();
    expect(verdict(undefined, running(1, falling(0.5, 60)), only, facts)).toBeNull();
  });

  it('leave it open where the loss creeps down from far beyond: the inputs are not scaled', () => {
    const far = running(
      1,
      Array.from({ length: 40 }, (_, i) => 500 - i),
    );
    expect(verdict(undefined, far, only, facts)).toMatchObject({ by: 'didNotLearn', epoch: 40 });
    expect(verdict(undefined, far, only, facts)?.details).not.toHaveProperty('raise');
  });

  it('divergence: three epochs in a row far above the baseline in training; learning by heart is none', () => {
    const decide = (losses: number[]) => verdict(undefined, running(1, losses), only, facts)?.by;
    expect(decide([0.9, 4, 4])).toBeUndefined();
    expect(decide([0.9, 4, 4, 4])).toBe('divergence');
    const byHeart = pointsOf([0.68, ...Array(30).fill(5)]).map((p) => ({ ...p, trainLoss: 0.01 }));
    expect(verdict(undefined, { ...running(1, []), points: byHeart }, only, facts)).toBeNull();
  });

  it('did not learn: a creeping loss wants a higher rate, a jumping one a lower', () => {
    const raise = (losses: number[]) => verdict(undefined, running(1, losses), only, facts)?.details.raise;
    expect(raise(Array.from({ length: 20 }, (_, i) => 0.8 - 0.0001 * i))).toBe(1);
    expect(raise(Array(20).fill(0.72))).toBe(1);
    expect(raise(Array.from({ length: 20 }, (_, i) => 0.8 + 0.05 * (-1) ** i))).toBe(0);
    // mlp on dermatology.csv at a rate of 1: thrown off at once, then dead, and downhill all the way.
    expect(raise([80, ...Array.from({ length: 19 }, (_, i) => 0.73 - 0.0001 * i)])).toBe(0);
  });

  it('did not learn: lets one be that will get there in the epochs left, and one that has learned its training rows', () => {
    const creeping = Array.from({ length: 20 }, (_, i) => 0.9 - 0.004 * i);
    expect(verdict(undefined, running(1, creeping), only, facts)).toBeNull();
    expect(verdict(undefined, running(1, creeping), only, { ...facts, epochs: 25 })?.by).toBe('didNotLearn');
    const byHeart = pointsOf(Array(30).fill(0.72)).map((p) => ({ ...p, trainLoss: 0.4 }));
    expect(verdict(undefined, { ...running(1, []), points: byHeart }, only, facts)).toBeNull();
  });

  it('did not learn: a planned rate is given half of its epochs', () => {
    const flat = running(1, Array(30).fill(0.75 + 0.05));
    expect(verdict(undefined, flat, only, facts)?.by).toBe('didNotLearn');
    expect(verdict(undefined, flat, only, { ...facts, planned: true })).toBeNull();
  });
});

describe('hyperband', () => {
  it('deals each bracket its share of every round, and all brackets early', () => {
    const brackets = [9, 5, 3].map((share) => ({ first: 1, reduction: 3, share }));
    const of = dealt(brackets, 34);
    for (const [b, { share }] of brackets.entries())
      for (const round of [of.slice(0, 17), of.slice(17)])
        expect(round.filter((one) => one === b)).toHaveLength(share);
    expect(new Set(of.slice(0, 4)).size).toBe(3);
  });

  it('compares within a bracket alone', () => {
    const of = dealt(
      [9, 5, 3].map((share) => ({ first: 1, reduction: 3, share })),
      10,
    );
    const own = of[9];
    const others = history.slice(0, 9).filter(({ trial }) => of[trial] !== own);
    const decide = (trials: readonly Trial[]) =>
      prunerByName('hyperband').decide(running(9, Array(12).fill(5)), trials, facts);
    expect(decide(others)).toBeNull();
    expect(decide(history.slice(0, 9))).not.toBeNull();
  });
});

it('an unknown pruner is told', () => {
  expect(() => prunerByName('none')).toThrow(expect.objectContaining({ code: 'study.invalid' }));
});
