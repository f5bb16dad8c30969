import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyStudy } from '../../study/defaults';
import type { Study } from '../../study/schema';
import { addStep, freshStepId, moveStep, removeStep, setStepColumns, setStepParams } from './edits';

const studyOf = (...ids: string[]): Study => ({
  ...emptyStudy('s'),
  steps: ids.map((id) => ({ id, step: 'impute', params: {} })),
});
const idsOf = (study: Study) => study.steps.map((s) => s.id);

describe('editing the pipeline', () => {
  it('adds a step at the end, with its defaults and a free id', () => {
    const step = { name: 'impute', params: [{ key: 'indicator', kind: 'flag', default: true }] } as const;
    const study = addStep(studyOf('impute-1', 'impute-3'), step);
    expect(study.steps.at(-1)).toEqual({ id: 'impute-2', step: 'impute', params: { indicator: true } });
    expect(idsOf(addStep(studyOf('a', 'b'), step, 1))).toEqual(['a', 'impute-1', 'b']);
    expect(freshStepId(study.steps, 'impute')).toBe('impute-4');
    expect(freshStepId(study.steps, 'one-hot')).toBe('one-hot-1');
  });

  it('removes one and changes the parameters of one', () => {
    expect(idsOf(removeStep(studyOf('a', 'b', 'c'), 'b'))).toEqual(['a', 'c']);
    const changed = setStepParams(studyOf('a', 'b'), 'b', { numeric: 'mean' });
    expect(changed.steps.map((s) => s.params)).toEqual([{}, { numeric: 'mean' }]);
  });

  it('gives one step its columns, and all of them back', () => {
    const chosen = setStepColumns(studyOf('a', 'b'), 'b', ['sex']);
    expect(chosen.steps.map((s) => s.columns)).toEqual([undefined, ['sex']]);
    expect(setStepColumns(chosen, 'b', null)).toEqual(studyOf('a', 'b'));
  });

  it('moves up and down, and stops at the ends', () => {
    const study = studyOf('a', 'b', 'c');
    expect(idsOf(moveStep(study, 'a', 2))).toEqual(['b', 'c', 'a']);
    expect(idsOf(moveStep(study, 'c', 0))).toEqual(['c', 'a', 'b']);
    expect(idsOf(moveStep(study, 'b', 9))).toEqual(['a', 'c', 'b']);
  });

  it('returns the very same study where nothing moves, so that undo holds no empty step', () => {
    const study = studyOf('a', 'b');
    expect(moveStep(study, 'a', -1)).toBe(study);
    expect(moveStep(study, 'gone', 1)).toBe(study);
  });

  it('never loses or doubles a step by moving', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.integer({ min: -2, max: 8 }), (from, to) => {
        const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
        const moved = idsOf(moveStep(studyOf(...ids), ids[from], to));
        expect([...moved].sort()).toEqual(ids);
        expect(moved.filter((id) => id !== ids[from])).toEqual(ids.filter((id) => id !== ids[from]));
      }),
    );
  });
});
