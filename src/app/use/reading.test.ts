import { describe, expect, it } from 'vitest';
import type { Predictions } from '../../export/predictor';
import { decidedCounts, readings } from './reading';

const binary: Predictions = {
  kind: 'binary',
  classes: ['no', 'yes'],
  n: 3,
  p: Float32Array.of(0.25, 0.5, 0.75),
  threshold: 0.5,
};

describe('readings', () => {
  it('reads a probability against the threshold, which belongs to the positive class', () => {
    expect(readings(binary, 0, 3).map((r) => [r.label, r.value])).toEqual([
      ['no', 0.25],
      ['yes', 0.5],
      ['yes', 0.75],
    ]);
    expect(readings({ ...binary, threshold: 0.6 }, 1, 2)).toEqual([
      {
        row: 1,
        label: 'no',
        value: 0.5,
        classes: [
          { label: 'no', p: 0.5 },
          { label: 'yes', p: 0.5 },
        ],
      },
    ]);
  });

  it('takes the rows asked for of many classes, most probable first', () => {
    const p = Float32Array.of(0.5, 0.25, 0.25, 0.125, 0.25, 0.625);
    const many: Predictions = { kind: 'multiclass', classes: ['a', 'b', 'c'], n: 2, p, threshold: null };
    expect(readings(many, 1, 2)).toEqual([
      {
        row: 1,
        label: 'c',
        value: 0.625,
        classes: [
          { label: 'c', p: 0.625 },
          { label: 'b', p: 0.25 },
          { label: 'a', p: 0.125 },
        ],
      },
    ]);
  });

  it('has a value and no class for a measurement', () => {
    const values: Predictions = {
      kind: 'regression',
      classes: [],
      n: 2,
      p: Float32Array.of(1.5, -2),
      threshold: null,
    };
    expect(readings(values, 0, 2)).toEqual([
      { row: 0, label: null, value: 1.5, classes: [] },
      { row: 1, label: null, value: -2, classes: [] },
    ]);
  });

  it('has nothing to read in a row without a prediction, and does not count it', () => {
    const some = { ...binary, p: Float32Array.of(0.25, Number.NaN, 0.75) };
    expect(readings(some, 1, 2)).toEqual([{ row: 1, label: null, value: Number.NaN, classes: [] }]);
    expect(decidedCounts(some)).toEqual([1, 1]);
    const p = Float32Array.of(0.5, 0.3, 0.2, Number.NaN, Number.NaN, Number.NaN, 0.1, 0.1, 0.8);
    const many: Predictions = { kind: 'multiclass', classes: ['a', 'b', 'c'], n: 3, p, threshold: null };
    expect(decidedCounts(many)).toEqual([1, 0, 1]);
  });
});
