import { describe, expect, it } from 'vitest';
import type { Trial } from '../../study/events';
import { noWork, paceOf, rateOf, remember, type Sample, secondsOf, workOn } from './pace';

const trial = (number: number, state: Trial['state'], seconds?: number, epochs = 0): Trial => ({
  search: 1,
  trial: number,
  config: { family: 'mlp', params: {} },
  state,
  seconds,
  points: Array.from({ length: epochs }, (_, i) => ({
    epoch: i + 1,
    trainLoss: 1,
    validLoss: 1,
    metric: 0.5,
  })),
});

describe('pace of a search', () => {
  it('cannot say how long before a trial is done', () => {
    expect(paceOf([trial(0, 'running', undefined, 7)], 20, 10, 3)).toEqual({
      settled: 0,
      planned: 20,
      current: { number: 1, epoch: 7 },
      atOnce: 1,
      elapsed: 3,
      allowed: 600,
      left: null,
    });
  });

  it('takes no time for trials that were kept of an earlier search, and reckons with them', () => {
    const kept = [0, 1].map((number) => trial(number, 'finished', 30));
    const own = { ...trial(2, 'finished', 60), search: 2 };
    expect(paceOf([...kept, own], 5, 2, 0, 2)).toMatchObject({ settled: 3, elapsed: 60, left: 60 });
    expect(paceOf([...kept, own], 4, 2, 0, 2)).toMatchObject({ left: 30 });
  });

  it('reckons with the median of what is done, less what the running one has had', () => {
    const trials = [
      trial(0, 'finished', 4),
      trial(1, 'finished', 8),
      trial(2, 'failed'),
      trial(3, 'running'),
    ];
    expect(paceOf(trials, 10, 10, 2)).toMatchObject({ settled: 3, elapsed: 14, left: 7 * 6 - 2 });
  });

  it('is not misled by one slow trial', () => {
    const seconds = [4, 300, 5];
    expect(
      paceOf(
        seconds.map((s, i) => trial(i, 'finished', s)),
        13,
        60,
        0,
      ).left,
    ).toBe(50);
  });

  it('never promises more than the minutes left', () => {
    expect(paceOf([trial(0, 'finished', 50)], 100, 1, 4).left).toBe(6);
    expect(paceOf([trial(0, 'finished', 50)], 100, 1, 40).left).toBe(0);
  });

  it('does not count an interrupted trial as done', () => {
    expect(paceOf([trial(0, 'finished', 5), trial(1, 'interrupted')], 2, 10, 0)).toMatchObject({
      settled: 1,
      current: null,
      left: 5,
    });
  });
});

describe('work on the trials that run', () => {
  const journal = (...trials: Trial[]) => ({ search: 1, trials });

  it('begins anew with each where they run one after the other', () => {
    const first = journal(trial(0, 'running'));
    let work = workOn(noWork, first, 250);
    expect(secondsOf(work, first)).toBe(0);
    for (let tick = 0; tick < 8; tick++) work = workOn(work, first, 250);
    expect(secondsOf(work, first)).toBe(2);
    const second = journal(trial(0, 'finished', 2), trial(1, 'running'));
    work = workOn(work, second, 250);
    expect(secondsOf(work, second)).toBe(0);
    expect(workOn(work, journal(trial(0, 'finished', 2)), 250)).toEqual(noWork);
  });

  it('is shared where they run at once: what one was charged when it ended is no longer the others’', () => {
    const three = journal(trial(0, 'running'), trial(1, 'running'), trial(2, 'running'));
    let work = workOn(noWork, three, 250);
    for (let tick = 0; tick < 24; tick++) work = workOn(work, three, 250);
    expect(secondsOf(work, three)).toBe(6);
    const two = journal(trial(0, 'finished', 2), trial(1, 'running'), trial(2, 'running'));
    expect(secondsOf(work, two)).toBe(4);
    work = workOn(work, two, 1000);
    expect(secondsOf(work, two)).toBe(5);
    const one = journal(trial(0, 'finished', 2), trial(1, 'finished', 2.5), trial(2, 'running'));
    work = workOn(work, one, 1000);
    expect(secondsOf(work, one)).toBe(3.5);
    expect(paceOf(two.trials, 10, 60, 4, 1)).toMatchObject({ elapsed: 6, atOnce: 2, left: 9 * 2 - 4 });
  });
});

describe('rate', () => {
  it('is measured over the last seconds only', () => {
    let samples: Sample[] = [];
    for (let s = 0; s <= 20; s++)
      samples = remember(samples, { at: s * 1000, epochs: s < 10 ? s : 10 + (s - 10) * 4 });
    expect(samples.length).toBeLessThanOrEqual(7);
    expect(rateOf(samples)).toBeCloseTo(4);
  });

  it('says nothing of one sample, or after a new search began', () => {
    expect(rateOf([{ at: 0, epochs: 3 }])).toBeNull();
    expect(
      rateOf([
        { at: 0, epochs: 30 },
        { at: 900, epochs: 2 },
      ]),
    ).toBeNull();
  });
});
