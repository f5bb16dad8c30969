import { describe, expect, it } from 'vitest';
import type { SplitSummary } from '../../split/parts';
import { peopleOf } from './people';

const head = (rows: number, patients: number, classes: number[]) => ({ rows, patients, classes, mean: null });
const part = (name: 'train' | 'valid' | 'test', rows: number, patients: number, classes: number[]) => ({
  part: name,
  rows,
  patients,
  classes,
  mean: null,
});
const summary = (change: Partial<SplitSummary> = {}): SplitSummary => ({
  parts: [
    part('train', 588, 400, [294, 294]),
    part('valid', 148, 100, [74, 74]),
    part('test', 184, 125, [92, 92]),
  ],
  folds: 5,
  rounds: [148, 147, 147, 147, 147].map((rows) => ({
    site: null,
    ...head(rows, rows, [rows / 2, rows / 2]),
  })),
  outer: [],
  time: null,
  left: 0,
  outcome: null,
  parameters: 10,
  grouped: false,
  sites: [],
  ...change,
});

describe('peopleOf', () => {
  it('draws k folds and the locked test, which add up to everybody', () => {
    const { blocks } = peopleOf(summary(), 1);
    expect(blocks.map((b) => [b.part, b.fold, b.people])).toEqual([
      ['valid', 1, 148],
      ['train', 2, 147],
      ['train', 3, 147],
      ['train', 4, 147],
      ['train', 5, 147],
      ['test', null, 184],
    ]);
  });

  it('draws the test parts of the first repeat where every row is tested in its turn', () => {
    const outer = [0, 0, 1, 1].map((repeat, i) => ({
      name: String((i % 2) + 1),
      repeat,
      ...head(460, 460, [230, 230]),
    }));
    const { blocks } = peopleOf(summary({ outer, parts: summary().parts.slice(0, 2) }), 1);
    expect(blocks.map((b) => [b.part, b.name, b.people])).toEqual([
      ['test', '1', 460],
      ['test', '2', 460],
    ]);
  });

  it('draws a hold-out as train, validation, test', () => {
    const { blocks } = peopleOf(summary({ folds: 1, rounds: [] }), 1);
    expect(blocks.map((b) => [b.part, b.fold, b.people])).toEqual([
      ['train', null, 588],
      ['valid', null, 148],
      ['test', null, 184],
    ]);
  });

  it('lets a dot stand for so many that at most 360 are drawn', () => {
    const { perDot, blocks } = peopleOf(summary(), 1);
    expect(perDot).toBe(3);
    expect(blocks.reduce((sum, b) => sum + b.dots, 0)).toBeLessThanOrEqual(360);
    const huge = peopleOf(summary({ parts: [part('train', 9e7, 9e7, [1, 1])], folds: 1, rounds: [] }), 1);
    expect(huge.blocks[0].dots).toBeLessThanOrEqual(360);
  });

  it('counts patients where several rows are of one', () => {
    expect(peopleOf(summary({ grouped: true, folds: 1, rounds: [] }), 1).blocks.map((b) => b.people)).toEqual(
      [400, 100, 125],
    );
  });

  it('fills dots by prevalence, and none where no class is positive', () => {
    const skewed = summary({ folds: 1, rounds: [], parts: [part('test', 100, 100, [75, 25])] });
    expect(peopleOf(skewed, 1).blocks[0].positive).toBe(25);
    expect(peopleOf(skewed, 0).blocks[0].positive).toBe(75);
    expect(peopleOf(skewed, -1).blocks[0].positive).toBe(0);
  });

  it('shows a dot for a part however small, and none for an empty one', () => {
    const uneven = summary({
      folds: 1,
      rounds: [],
      parts: [
        part('train', 100_000, 100_000, [1, 1]),
        part('valid', 1, 1, [1, 0]),
        part('test', 0, 0, [0, 0]),
      ],
    });
    expect(peopleOf(uneven, 1).blocks.map((b) => b.dots > 0)).toEqual([true, true, false]);
  });
});
