import { describe, expect, it } from 'vitest';
import type { SplitSummary } from '../../split/parts';
import { developmentSize, smallTest } from './size';

const part = (name: 'train' | 'valid' | 'test', negative: number, positive: number) => ({
  part: name,
  rows: negative + positive,
  patients: negative,
  classes: [negative, positive],
  mean: null,
});
const summary = (change: Partial<SplitSummary> = {}): SplitSummary => ({
  parts: [part('train', 300, 100), part('valid', 100, 40), part('test', 100, 35)],
  folds: 5,
  rounds: [],
  outer: [],
  time: null,
  left: 0,
  parameters: 10,
  grouped: false,
  sites: [],
  ...change,
});

describe('developmentSize', () => {
  it('counts development alone, people where patients repeat', () => {
    const found = developmentSize(summary(), 0.8);
    expect(found).toMatchObject({ n: 540, events: 140, parameters: 10 });
    expect(found?.wanted).toBe(Math.max(...(found?.criteria ?? []).map((c) => c.n)));
    expect(developmentSize(summary({ grouped: true }), 0.8)?.n).toBe(400);
  });

  it('wants more for more parameters and for a weaker model', () => {
    const wanted = (change: Partial<SplitSummary>, auroc: number) =>
      developmentSize(summary(change), auroc)?.wanted ?? Number.NaN;
    expect(wanted({ parameters: 40 }, 0.8)).toBeGreaterThan(wanted({}, 0.8));
    expect(wanted({}, 0.7)).toBeGreaterThan(wanted({}, 0.8));
  });

  it('says nothing without a column or of one class', () => {
    expect(developmentSize(summary({ parameters: 0 }), 0.8)).toBeNull();
    expect(developmentSize(summary({ parts: [part('train', 0, 9)] }), 0.8)).toBeNull();
  });
});

describe('smallTest', () => {
  it('promises a narrower interval where all are tested in their turn', () => {
    const found = smallTest(summary(), 0.8);
    if (!found?.now || !found.inTurn) throw new Error('nothing promised');
    expect([found.events, found.nonEvents]).toEqual([35, 100]);
    expect(found.inTurn.high - found.inTurn.low).toBeLessThan((found.now.high - found.now.low) / 1.8);
  });

  it('is silent where there is enough, or no single test part', () => {
    const parts = [part('train', 300, 300), part('valid', 90, 90), part('test', 100, 100)];
    expect(smallTest(summary({ parts }), 0.8)).toBeNull();
    expect(smallTest(summary({ parts: parts.slice(0, 2) }), 0.8)).toBeNull();
  });
});
