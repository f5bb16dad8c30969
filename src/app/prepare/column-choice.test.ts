import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowStage } from '../../engine/protocol';
import { columnGroups, withColumns } from './column-choice';

const stage: FlowStage = {
  columns: [
    { name: 'age', kind: 'num' },
    { name: 'sex', kind: 'cat' },
    { name: 'Ward', kind: 'cat' },
    { name: 'visit', kind: 'date' },
  ],
  gaps: 0,
};

describe('choosing columns for a step', () => {
  it('offers what the step could act on, by kind, found by any letters', () => {
    expect(columnGroups(stage, ['age', 'sex', 'Ward'], '')).toEqual([
      { kind: 'num', names: ['age'] },
      { kind: 'cat', names: ['sex', 'Ward'] },
    ]);
    expect(columnGroups(stage, ['age', 'sex', 'Ward'], ' war ')).toEqual([{ kind: 'cat', names: ['Ward'] }]);
  });

  it('is a choice as soon as one column is left out, and none once all are in', () => {
    const could = ['sex', 'ward', 'stage'];
    expect(withColumns(could, undefined, ['ward'], false)).toEqual(['sex', 'stage']);
    expect(withColumns(could, ['stage', 'sex'], ['ward'], true)).toBeNull();
    expect(withColumns(could, undefined, could, false)).toEqual([]);
  });

  it('keeps chosen columns that are not there for the moment', () => {
    expect(withColumns(['sex', 'ward'], ['gone', 'sex'], ['ward'], true)).toEqual(['sex', 'ward', 'gone']);
  });

  it('switching a column off and on again changes nothing', () => {
    const could = ['a', 'b', 'c', 'd'];
    fc.assert(
      fc.property(fc.subarray(could, { minLength: 1 }), fc.constantFrom(...could), (picked, name) => {
        const before = picked.length === could.length ? undefined : picked;
        const off = withColumns(could, before, [name], false);
        const on = withColumns(could, off ?? undefined, [name], true);
        const want = withColumns(could, before, [name], true);
        expect(on).toEqual(want);
      }),
    );
  });
});
