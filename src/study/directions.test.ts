import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyStudy } from './defaults';
import { type Direction, directable, directionsOf, withDirection } from './directions';
import { type ColumnPlan, parseStudy, type Study } from './schema';
import { warmProblem } from './warm-start';

const plan = (name: string, type: ColumnPlan['type'], role: ColumnPlan['role'] = 'feature'): ColumnPlan => ({
  name,
  type,
  role,
  stored: true,
});
const study: Study = {
  ...emptyStudy('directions'),
  columns: [
    plan('age', 'integer'),
    plan('crp', 'continuous'),
    plan('nyha', 'ordinal'),
    plan('sex', 'binary'),
    plan('ward', 'nominal'),
    plan('weight', 'continuous', 'ignore'),
    plan('died', 'binary', 'target'),
  ],
  task: { kind: 'binary', target: 'died', classes: ['no', 'yes'] },
};
const ordinal = { id: 'ordinal', step: 'ordinal', params: {} };

describe('known directions', () => {
  test('are said of features that are numbers, or are made numbers in their order', () => {
    expect(directable({ ...study, steps: [] })).toEqual(['age', 'crp']);
    expect(directable({ ...study, steps: [ordinal] })).toEqual(['age', 'crp', 'nyha']);
    expect(directable({ ...study, task: null })).toEqual([]);
    const task = { kind: 'multiclass' as const, target: 'died', classes: ['a', 'b', 'c'] };
    expect(directable({ ...study, task })).toEqual([]);
  });

  test('come back from the document, in whatever order they were set, and a study without any is as before', () => {
    const way = fc.constantFrom<Direction | null>('rises', 'falls', null);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('age', 'crp', 'nyha', 'ward', '__proto__'), way)),
        (edits) => {
          const made = edits.reduce((now, [name, direction]) => withDirection(now, name, direction), {
            ...study,
            steps: [ordinal],
          });
          const last = new Map<string, Direction | null>(edits);
          const wanted = ['age', 'crp', 'nyha'].flatMap((name) => {
            const direction = last.get(name);
            return direction ? [{ name, direction }] : [];
          });
          expect(directionsOf(parseStudy(JSON.parse(JSON.stringify(made))))).toEqual(wanted);
          if ([...last.values()].every((direction) => direction === null))
            expect(made.training).toEqual(study.training);
        },
      ),
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

  test('scores of a search with others cannot be compared', () => {
    expect(warmProblem(study, withDirection(study, 'age', 'rises'))).toBe('training');
    expect(
      warmProblem(withDirection(study, 'age', 'falls'), withDirection(study, 'age', 'falls')),
    ).toBeNull();
  });

  test('a document with another word is refused', () => {
    const odd = { ...study, training: { ...study.training, directions: { age: 'up' } } };
    expect(() => parseStudy(odd)).toThrow('study.invalid');
  });
});
