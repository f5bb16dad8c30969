import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyStudy } from '../study/defaults';
import { type Direction, withDirection } from '../study/directions';
import type { ColumnPlan, StepPlan, Study } from '../study/schema';
import { directable, directionsOf } from './directed';

const plan = (name: string, type: ColumnPlan['type'], role: ColumnPlan['role'] = 'feature'): ColumnPlan => ({
  name,
  type,
  role,
  stored: true,
  ...(type === 'ordinal' && { order: ['I', 'II', 'III', 'IV'] }),
});
const study: Study = {
  ...emptyStudy('directions'),
  columns: [
    plan('age', 'integer'),
    plan('crp', 'continuous'),
    plan('nyha', 'ordinal'),
    plan('asa', 'ordinal'),
    plan('sex', 'binary'),
    plan('ward', 'nominal'),
    plan('weight', 'continuous', 'ignore'),
    plan('died', 'binary', 'target'),
  ],
  task: { kind: 'binary', target: 'died', classes: ['no', 'yes'] },
};
const step = (name: string, columns?: string[]): StepPlan => ({
  id: `${name}-1`,
  step: name,
  params: {},
  ...(columns && { columns }),
});

describe('columns of which a direction can be said', () => {
  test.each<[string, StepPlan[], string[]]>([
    ['no step', [], []],
    ['the ordinal step', [step('ordinal')], ['nyha', 'asa']],
    ['it on one column', [step('ordinal', ['asa'])], ['asa']],
    ['it after gaps are filled, which trees do without', [step('impute'), step('ordinal')], ['nyha', 'asa']],
    ['shares in the place of levels before it', [step('frequency'), step('ordinal')], []],
    ['them of one column', [step('frequency', ['nyha']), step('ordinal')], ['asa']],
    ['them after it', [step('ordinal'), step('frequency')], ['nyha', 'asa']],
  ])('are numbers, and with %s', (_, steps, ordered) => {
    expect(directable({ ...study, steps })).toEqual(['age', 'crp', ...ordered]);
  });

  test('are none without an outcome, and of three classes', () => {
    expect(directable({ ...study, task: null })).toEqual([]);
    const task = { kind: 'multiclass' as const, target: 'died', classes: ['a', 'b', 'c'] };
    expect(directable({ ...study, task })).toEqual([]);
  });

  test('have the one that was set last, in the order of the columns, whatever the order of setting', () => {
    const way = fc.constantFrom<Direction | null>('rises', 'falls', null);
    const names = fc.constantFrom('age', 'crp', 'nyha', 'ward', '__proto__');
    fc.assert(
      fc.property(fc.array(fc.tuple(names, way)), (edits) => {
        const made = edits.reduce((now, [name, direction]) => withDirection(now, name, direction), {
          ...study,
          steps: [step('ordinal')],
        });
        const last = new Map<string, Direction | null>(edits);
        const wanted = ['age', 'crp', 'nyha'].flatMap((name) => {
          const direction = last.get(name);
          return direction ? [{ name, direction }] : [];
        });
        expect(directionsOf(JSON.parse(JSON.stringify(made)))).toEqual(wanted);
      }),
    );
  });

  test('a column that is a feature no more has none, and has it again when it is one', () => {
    const said = withDirection(study, 'age', 'rises');
    const without: Study = {
      ...said,
      columns: said.columns.map((c) => (c.name === 'age' ? { ...c, role: 'ignore' } : c)),
    };
    expect(directionsOf(without)).toEqual([]);
    expect(directionsOf({ ...without, columns: study.columns })).toEqual([
      { name: 'age', direction: 'rises' },
    ]);
  });
});
