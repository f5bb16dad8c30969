import { expect, it } from 'vitest';
import { scoresOf } from '../data/materialize';
import { cat, num } from '../prep/test-tables';
import { emptyStudy } from '../study/defaults';
import type { ColumnPlan, Study, Task } from '../study/schema';
import { applyFix } from './quality/finding';
import { checkScores } from './scores';

const words = ['no', 'yes', 'no', 'yes', null, 'no'];
const table = {
  n: 6,
  columns: [
    { name: 'outcome', column: cat(['no', 'yes', 'no', 'yes', 'no', 'yes']) },
    { name: 'score', column: num(1, 2, 3, 4, null, 6) },
    { name: 'call', column: cat(words) },
    { name: 'grade', column: cat(['mild', 'severe', 'moderate', 'mild', null, 'severe']) },
    { name: 'birads', column: num(3, 4, 3, 5, 4, 5) },
    { name: 'reader', column: cat(['Kim', 'Lee', 'Park', 'Kim', null, 'Lee']) },
    { name: 'same', column: cat(['x', 'x', 'x', 'x', 'x', 'x']) },
    { name: 'letter', column: cat(['a b', 'b c', 'c d', 'd e', 'e f', 'f g']) },
    { name: 'number', column: num(11, 12, 13, 14, 15, 16) },
  ],
};
const study = (
  plan: Partial<ColumnPlan> & Pick<ColumnPlan, 'name' | 'type'>,
  kind: Task['kind'] = 'binary',
): Study => ({
  ...emptyStudy('scores'),
  task: { kind, target: 'outcome', classes: kind === 'regression' ? [] : ['no', 'yes'] },
  columns: [
    { name: 'outcome', type: 'nominal', role: 'target', stored: true },
    { role: 'score', stored: true, ...plan },
  ],
});
const ask = (of: Study) =>
  checkScores(of, table).map(({ key, fixes }) => [key, ...(fixes ?? []).map((f) => f.key)]);

it('what is compared is not spoken of', () => {
  expect(ask(study({ name: 'score', type: 'continuous' }))).toEqual([]);
  expect(ask(study({ name: 'call', type: 'nominal' }))).toEqual([]);
  expect(ask(study({ name: 'grade', type: 'ordinal', order: ['mild', 'moderate', 'severe'] }))).toEqual([]);
  expect(ask(study({ name: 'grade', type: 'nominal', role: 'feature' }))).toEqual([]);
});

it('levels without an order are said, and put in order by one click where they have one', () => {
  const graded = study({ name: 'grade', type: 'nominal' });
  expect(ask(graded)).toEqual([['scoreUnordered', 'ordinal', 'ignore']]);
  const [{ fixes = [], params }] = checkScores(graded, table);
  expect(params).toEqual({ name: 'grade', levels: 3 });
  const after = applyFix(graded, fixes[0]);
  expect(after.columns[1].order).toEqual(['mild', 'moderate', 'severe']);
  expect(ask(after)).toEqual([]);
  const [{ column }] = scoresOf(table, after.columns);
  expect(column.kind === 'cat' && column.ordered && [...column.codes]).toEqual([0, 2, 1, 0, -1, 2]);
  expect(ask(applyFix(graded, fixes[1]))).toEqual([]);
  // Numbers that were taken for names.
  const [birads] = checkScores(study({ name: 'birads', type: 'nominal' }), table);
  expect(birads.fixes?.[0].columns[0].change).toEqual({ type: 'ordinal', order: ['3', '4', '5'] });
});

it('an order is not invented', () => {
  expect(ask(study({ name: 'reader', type: 'nominal' }))).toEqual([['scoreUnordered', 'ignore']]);
});

it('nor is a comparison that cannot be', () => {
  expect(ask(study({ name: 'same', type: 'nominal' }))).toEqual([['scoreOneValue', 'ignore']]);
  expect(ask(study({ name: 'letter', type: 'text' }))).toEqual([['scoreUnread', 'ignore']]);
  for (const kind of ['multiclass', 'regression'] as const)
    expect(ask(study({ name: 'score', type: 'continuous' }, kind))).toEqual([['scoreNotBinary', 'ignore']]);
});

it('what names people is no score, and nothing reads it', () => {
  const plan = { name: 'number', type: 'integer', identifier: 'mrn' } as const;
  expect(ask(study(plan))).toEqual([['scoreIdentifies', 'ignore']]);
  expect(scoresOf(table, study(plan).columns)).toEqual([]);
});
