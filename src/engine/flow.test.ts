import { describe, expect, it } from 'vitest';
import type { StepPlan } from '../study/schema';
import { flowOf } from './flow';
import { ready } from './prepare';
import { previewStep } from './preview';
import type { FlowStage } from './protocol';
import { mixedStudy, mixedTable } from './testing';

const table = mixedTable('binary');
const flowWith = (steps: StepPlan[]) => {
  const study = mixedStudy('binary', { steps });
  return flowOf(ready(table, study), study);
};
const kinds = ({ columns }: FlowStage) => Object.fromEntries(columns.map(({ name, kind }) => [name, kind]));
const impute: StepPlan = { id: 'impute-1', step: 'impute', params: { indicator: false } };
const oneHot: StepPlan = { id: 'one-hot-1', step: 'one-hot', params: {} };

describe('the columns at each point of the pipeline', () => {
  it('names what goes in, kind by kind, and what the proposed steps make of it', () => {
    const { stages, error, steps } = flowWith(mixedStudy('binary').steps);
    expect(error).toBeNull();
    expect(stages).toHaveLength(5);
    expect(kinds(stages[0])).toEqual({
      age: 'num',
      crp: 'num',
      sex: 'cat',
      stage: 'cat',
      ward: 'cat',
      history: 'multi',
    });
    expect(stages[0].gaps).toBe(5);
    expect(stages[4].gaps).toBe(0);
    expect(new Set(stages[4].columns.map((c) => c.kind))).toEqual(new Set(['num']));
    expect(stages[4].columns.map((c) => c.name)).toContain('ward=east');
    expect(stages[4].columns.map((c) => c.name)).toContain('history∋DM');
    expect(steps[1].acts).toEqual(['sex', 'stage', 'ward']);
  });

  it('counts apart what reaches models that are no networks, where steps are for networks alone', () => {
    const { steps } = mixedStudy('binary');
    const plain = flowWith(steps);
    expect(plain.plain).toBeUndefined();
    const binned = flowWith([...steps, { id: 'bins', step: 'piecewise-linear', params: {} }]);
    expect(binned.plain).toBe(plain.stages.at(-1)?.columns.length);
    expect(binned.stages.at(-1)?.columns.length).toBeGreaterThan(binned.plain ?? Number.POSITIVE_INFINITY);
  });

  it('counts what the preview of each card counts', () => {
    const study = mixedStudy('binary');
    const made = ready(table, study);
    const { stages } = flowOf(made, study);
    for (const [at, { id }] of study.steps.entries()) {
      const { columnsIn, columnsOut } = previewStep(made, study, id);
      expect([stages[at].columns.length, stages[at + 1].columns.length]).toEqual([columnsIn, columnsOut]);
    }
  });

  it('keeps what a step could act on apart from what it was given', () => {
    const { steps, stages } = flowWith([impute, { ...oneHot, columns: ['ward', 'not there'] }]);
    expect(steps[1]).toEqual({ id: 'one-hot-1', could: ['sex', 'stage', 'ward'], acts: ['ward'] });
    expect(kinds(stages[2])).toMatchObject({ sex: 'cat', stage: 'cat', 'ward=east': 'num' });
    expect(kinds(stages[2])).not.toHaveProperty('ward');
  });

  it('shows the cards before one that cannot be fitted', () => {
    const broken = { ...impute, id: 'impute-2', params: { numeric: 'no such filling' } };
    const { stages, error } = flowWith([oneHot, broken]);
    expect(error?.code).toBe('prep.badParameter');
    expect(stages).toHaveLength(2);
  });

  it('says the last place at which a further step would find something to do', () => {
    const { places } = flowWith([impute, oneHot]);
    expect(places['one-hot']).toEqual({ at: 1, columns: 3 });
    expect(places['multi-hot']).toEqual({ at: 2, columns: 1 });
    expect(places.standardize?.at).toBe(2);
    expect(places['bag-of-words']).toBeUndefined();
  });
});
