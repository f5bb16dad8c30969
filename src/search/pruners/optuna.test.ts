import { describe, expect, it } from 'vitest';
import type { Trial } from '../../study/events';
import { prunerByName } from '.';
import { bracketsOf } from './hyperband';
import type { Pruner } from './pruner';
import { climb } from './rungs';
import { facts, finished, running } from './testing';

/*
 * Decisions of Optuna 4.5.0 (Python) on the same losses: 40 trials one after the other, each told its loss after each
 * of 100 epochs (`trial.report(loss(t, e), e)` from e = 1) and asked `trial.should_prune()` before the last; the epoch
 * in which each was ended, 0 where it was told its end. MedianPruner(n_startup_trials=5, n_warmup_steps=10),
 * PercentilePruner(25.0, n_startup_trials=5, n_warmup_steps=10), SuccessiveHalvingPruner(min_resource=4,
 * reduction_factor=4), SuccessiveHalvingPruner(min_resource=4, reduction_factor=3, min_early_stopping_rate=1),
 * PatientPruner(None, patience=5).
 */
const MEDIAN = [
  0, 0, 0, 0, 0, 10, 0, 0, 10, 10, 0, 10, 10, 10, 10, 19, 10, 0, 10, 10, 10, 10, 19, 10, 0, 61, 10, 10, 0, 10,
  10, 10, 41, 10, 10, 0, 10, 10, 10, 0,
];
const PERCENTILE = [
  0, 0, 0, 0, 0, 10, 0, 10, 10, 10, 11, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 40, 10, 10, 0,
  10, 10, 10, 10, 10, 10, 0, 10, 10, 10, 10,
];
const HALVING = [
  0, 4, 4, 0, 4, 4, 0, 4, 4, 4, 4, 4, 4, 4, 4, 16, 4, 16, 4, 4, 4, 4, 4, 4, 16, 16, 4, 4, 64, 4, 4, 4, 16, 4,
  4, 0, 4, 4, 4, 16,
];
const HALVING_BY_3 = [
  0, 12, 12, 0, 12, 12, 0, 12, 12, 12, 36, 12, 12, 12, 12, 36, 12, 36, 12, 12, 12, 12, 36, 12, 0, 36, 12, 12,
  0, 36, 12, 12, 36, 12, 12, 0, 12, 12, 12, 36,
];
const PATIENT = [26, 33, 26, 30, 34, 31, 31, 35, 35, 32, 36, 36];

const EPOCHS = 100;

function lossOf(t: number, e: number): number {
  const height = ((t * 37 + 11) % 29) / 29;
  const pace = ((t * 17 + 5) % 13) / 13;
  const wobble = ((t * 31 + e * 7) % 10) / 10;
  return Number((0.35 + 0.3 * height + 0.4 * Math.exp(-e / (4 + 12 * pace)) + 0.02 * wobble).toFixed(6));
}

const curve = (t: number, epochs: number): number[] =>
  Array.from({ length: epochs }, (_, i) => lossOf(t, i + 1));

function searchWith(decide: (trial: Trial, trials: Trial[]) => unknown): number[] {
  const trials: Trial[] = [];
  const ended: number[] = [];
  for (let t = 0; t < 40; t++) {
    let end = 0;
    for (let epoch = 1; epoch < EPOCHS && end === 0; epoch++)
      if (decide(running(t, curve(t, epoch)), trials)) end = epoch;
    trials.push(end ? { ...running(t, curve(t, end)), state: 'pruned' } : finished(t, curve(t, EPOCHS)));
    ended.push(end);
  }
  return ended;
}

describe('as Optuna', () => {
  const named = (name: string) => {
    const pruner: Pruner = prunerByName(name);
    return searchWith((trial, trials) => pruner.decide(trial, trials, facts));
  };

  it.each([
    ['median', MEDIAN],
    ['percentile', PERCENTILE],
    ['halving', HALVING],
  ])('%s', (name, ended) => {
    expect(named(name)).toEqual(ended);
  });

  it('a bracket of successive halving by three, first rung at 12', () => {
    const ladder = { first: 12, reduction: 3 };
    expect(searchWith((trial, trials) => climb(trial, trials, ladder, EPOCHS))).toEqual(HALVING_BY_3);
  });

  it('patience, where a better trial has finished', () => {
    const better = [finished(99, [0.01])];
    const ends = PATIENT.map((_, t) => {
      const losses = curve(t, EPOCHS).map((loss, i) => loss + 0.004 * Math.max(0, i + 1 - 20 - t));
      const pruner = prunerByName('patience');
      for (let epoch = 1; epoch <= EPOCHS; epoch++)
        if (pruner.decide(running(t, losses.slice(0, epoch)), better, facts)) return epoch;
      return 0;
    });
    expect(ends).toEqual(PATIENT);
  });

  /** HyperbandPruner(min_resource, max_resource, reduction_factor): `_trial_allocation_budgets` and first rungs. */
  it.each([
    // The example of Li et al. (JMLR 2018), table 1: n = 81, 34, 15, 8, 5.
    [81, 1, 3, [81, 34, 15, 8, 5], [1, 3, 9, 27, 81]],
    [100, 4, 3, [9, 5, 3], [4, 12, 36]],
    [150, 6, 3, [9, 5, 3], [6, 18, 54]],
    [12, 3, 3, [3, 2], [3, 9]],
    [1000, 1, 4, [256, 80, 27, 10, 5], [1, 4, 16, 64, 256]],
    [27, 3, 3, [9, 5, 3], [3, 9, 27]],
    [50, 2, 4, [16, 6, 3], [2, 8, 32]],
  ])('brackets for %d epochs from %d by %d', (most, least, reduction, shares, firsts) => {
    const brackets = bracketsOf(most, least, reduction);
    expect(brackets.map(({ share }) => share)).toEqual(shares);
    expect(brackets.map(({ first }) => first)).toEqual(firsts);
  });
});

it('a trial that ended before an epoch counts there with what it was taken home with', () => {
  const short = Array.from({ length: 5 }, (_, t) => finished(t, curve(t, 12)));
  const trial = running(5, [...Array(29).fill(0.9), 0.85]);
  const { details } = prunerByName('median').decide(trial, short, facts) ?? { details: { bar: 0 } };
  const homes = short.map(({ score }) => score?.validLoss ?? 0).sort((a, b) => a - b);
  expect(details.bar).toBeCloseTo(homes[2], 12);
});
