import { describe, expect, it } from 'vitest';
import type { SplitSummary } from '../../split/parts';
import { developmentSize, developmentSizeOfClasses, developmentSizeOfNumber, smallTest } from './size';
import { promiseOfClasses, promiseOfNumber } from './test-promise';

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
  outcome: null,
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

describe('a number', () => {
  const number = { outcome: { mean: 1.9, sd: 0.6 } };

  it('has pmsampsize’s criteria, and says nothing of an outcome that does not vary', () => {
    // pmsampsize test_cont.R: R² 0.2, 25 parameters.
    const found = developmentSizeOfNumber(summary({ ...number, parameters: 25 }), 0.2);
    expect(found).toMatchObject({ n: 540, parameters: 25, wanted: 918 });
    expect(found?.criteria.map(({ key }) => key)).toEqual(['shrinkage', 'difference', 'residual', 'mean']);
    expect(developmentSizeOfNumber(summary({ outcome: { mean: 2, sd: 0 } }), 0.2)).toBeNull();
    expect(developmentSizeOfNumber(summary(), 0.2)).toBeNull();
  });

  it('promises narrower intervals in turn, and nothing of one test part where there is none', () => {
    const found = promiseOfNumber(summary(number), 0.5);
    if (!found?.r2.now || !found.r2.inTurn) throw new Error('nothing promised');
    expect([found.n, found.small, found.wanted]).toEqual([135, true, 769]);
    expect(found.r2.inTurn.high).toBeLessThan(found.r2.now.high);
    const inTurn = promiseOfNumber(summary({ ...number, parts: summary().parts.slice(0, 2) }), 0.5);
    expect(inTurn).toMatchObject({ n: 540, small: false, r2: { now: null } });
  });
});

describe('several classes', () => {
  const of = (name: 'train' | 'valid' | 'test', classes: number[]) => ({
    ...part(name, 0, 0),
    rows: classes.reduce((a, b) => a + b, 0),
    classes,
  });
  const parts = [of('train', [200, 60, 20]), of('valid', [50, 20, 10]), of('test', [100, 30, 4])];

  it('are judged by their pairs, the rarest of which decides', () => {
    const found = developmentSizeOfClasses(summary({ parts }), 0.8);
    expect(found).toMatchObject({ n: 360, hardest: [1, 2] });
    expect(found?.wanted).toBe(found?.criteria[0].n);
    const gone = parts.map((one) => ({ ...one, classes: [one.classes[0], one.classes[1], 0] }));
    expect(developmentSizeOfClasses(summary({ parts: gone }), 0.8)).toBeNull();
  });

  it('have an interval each, the widest for the rarest', () => {
    const { classes, small, single } = promiseOfClasses(summary({ parts }), 0.8);
    expect([small, single]).toEqual([true, true]);
    expect(classes.map(({ n }) => n)).toEqual([100, 30, 4]);
    const width = classes.map(({ now }) => (now ? now.high - now.low : 0));
    expect(width[2]).toBeGreaterThan(width[1]);
    expect(promiseOfClasses(summary({ parts: parts.slice(0, 2) }), 0.8).classes[2]).toMatchObject({
      n: 30,
      now: null,
    });
  });
});
