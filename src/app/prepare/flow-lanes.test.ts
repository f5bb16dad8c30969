import { describe, expect, it } from 'vitest';
import type { Flow, FlowKind, FlowStage } from '../../engine/protocol';
import { changedNames, countsOf, lanesOf, turnsOf, validStages } from './flow-lanes';

const stage = (columns: Record<string, FlowKind>): FlowStage => ({
  columns: Object.entries(columns).map(([name, kind]) => ({ name, kind })),
  gaps: 0,
});
const raw = stage({ age: 'num', sex: 'cat', visit: 'date' });
const encoded = stage({ age: 'num', 'sex=F': 'num', visit: 'date' });

describe('the picture of the flow', () => {
  it('counts columns by kind', () => {
    expect(countsOf(raw)).toEqual({ num: 1, cat: 1, ordered: 0, multi: 0, date: 1, text: 0 });
  });

  it('draws the lanes that are used anywhere, and numbers always', () => {
    expect(lanesOf([raw, encoded])).toEqual(['num', 'cat', 'date']);
    expect(lanesOf([stage({ note: 'text' })])).toEqual(['num', 'text']);
  });

  it('turns lanes where columns went and others came, or where a column changed its kind', () => {
    expect(turnsOf(raw, encoded)).toEqual([{ from: 'cat', to: 'num' }]);
    expect(turnsOf(stage({ grade: 'ordered' }), stage({ grade: 'num' }))).toEqual([
      { from: 'ordered', to: 'num' },
    ]);
    expect(turnsOf(raw, raw)).toEqual([]);
    // A column that was dropped became nothing.
    expect(turnsOf(raw, stage({ age: 'num', sex: 'cat' }))).toEqual([]);
  });

  it('names what came and what went', () => {
    expect(changedNames(raw, encoded)).toEqual({ made: ['sex=F'], gone: ['sex'] });
  });

  it('holds as far as the steps are the same', () => {
    const steps = ['a', 'b'].map((id) => ({ id, could: [], acts: [] }));
    const flow: Flow = {
      stages: [raw, raw, encoded],
      steps,
      places: {},
      rows: 1,
      sampled: false,
      error: null,
    };
    expect(validStages(flow, ['a', 'b'])).toBe(3);
    expect(validStages(flow, ['b', 'a'])).toBe(1);
    expect(validStages(flow, ['a', 'c'])).toBe(2);
    expect(validStages(flow, ['a'])).toBe(2);
    expect(validStages(null, ['a'])).toBe(0);
  });
});
