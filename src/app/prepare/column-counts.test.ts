import { describe, expect, it } from 'vitest';
import { emptyStudy } from '../../study/defaults';
import type { Study } from '../../study/schema';
import { bordersOf, learnCounts } from './column-counts';

const study: Study = {
  ...emptyStudy('s'),
  steps: [
    { id: 'impute-1', step: 'impute', params: { indicator: true } },
    { id: 'one-hot-1', step: 'one-hot', params: {} },
    { id: 'standardize-1', step: 'standardize', params: {} },
  ],
};

describe('columns in and out', () => {
  it('knows nothing before a preview', () => {
    expect(bordersOf(new Map(), study)).toEqual([null, null, null, null]);
  });

  it('learns both borders of the step that was shown, and follows steps that keep the columns', () => {
    const known = learnCounts(new Map(), study, 'one-hot-1', { columnsIn: 23, columnsOut: 35 });
    expect(bordersOf(known, study)).toEqual([null, 23, 35, 35]);
  });

  it('forgets what stands behind an edited step and keeps what stands before it', () => {
    let known = learnCounts(new Map(), study, 'impute-1', { columnsIn: 13, columnsOut: 23 });
    known = learnCounts(known, study, 'one-hot-1', { columnsIn: 23, columnsOut: 35 });
    const edited = {
      ...study,
      steps: study.steps.map((s) => (s.id === 'one-hot-1' ? { ...s, params: { maxLevels: 3 } } : s)),
    };
    expect(bordersOf(known, edited)).toEqual([13, 23, null, null]);
  });
});
