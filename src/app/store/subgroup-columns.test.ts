import { expect, it } from 'vitest';
import { emptyStudy } from '../../study/defaults';
import type { ColumnPlan, Study } from '../../study/schema';
import { proposedSubgroups, subgroupColumns } from './subgroup-columns';

const column = (name: string, over: Partial<ColumnPlan> = {}): ColumnPlan => ({
  name,
  type: 'nominal',
  role: 'feature',
  stored: true,
  ...over,
});
const study: Study = {
  ...emptyStudy('s'),
  task: { kind: 'binary', target: 'death', classes: ['no', 'yes'] },
  columns: [
    column('death', { role: 'target' }),
    column('id', { role: 'patient', type: 'identifier' }),
    column('note', { type: 'text' }),
    column('phone', { identifier: 'phone' }),
    column('gone', { stored: false }),
    column('lactate', { type: 'continuous' }),
    column('Sex'),
    column('ward', { role: 'site' }),
    column('age_years', { type: 'integer' }),
  ],
};

it('groups by what can part people and is kept', () => {
  expect(subgroupColumns(study)).toEqual(['lactate', 'Sex', 'ward', 'age_years']);
});

it('proposes hospital, sex and age, or what the study has chosen', () => {
  expect(proposedSubgroups(study)).toEqual(['ward', 'Sex', 'age_years']);
  const chosen = { ...study, evaluation: { ...study.evaluation, subgroups: ['lactate', 'note'] } };
  expect(proposedSubgroups(chosen)).toEqual(['lactate']);
});
