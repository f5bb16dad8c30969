import { describe, expect, it } from 'vitest';
import { joinTables } from '../data/join/join-tables';
import { proposeJoin } from '../data/join/propose-join';
import { read } from '../data/sites/testing';
import { asNumbers } from '../data/typed-column';
import { emptyStudy } from '../study/defaults';
import type { ColumnPlan, Study } from '../study/schema';
import { joinsFor, needsOf, withFurther } from './joined-inputs';

const PATIENTS =
  'patient_id,age,weight,admission_date\n1,60,70,2024-03-10\n2,70,80,2024-03-11\n3,50,90,2024-03-12';
const WARD = 'patient_id,weight,sodium\n2,81,140\n1,71,135\n3,91,130';
const LABS =
  'patient_id,concept,value,date\n1,glucose,100,2024-03-09\n1,glucose,300,2024-03-11\n2,glucose,90,2024-03-01\n3,sodium,140,2024-03-01';

const feature = (name: string): ColumnPlan => ({ name, type: 'continuous', role: 'feature', stored: true });

/** The study of a table and one joined to it, with these features. */
async function studyOf(first: string, second: string, features: string[]): Promise<Study> {
  const [left, right] = [await read(first), await read(second)];
  const key = { left: 'patient_id', right: 'patient_id' };
  // Three patients are too few for their column to be known by its values.
  const plan = second === WARD ? { sha256: 'b', rows: 3, key } : proposeJoin(left, right);
  const { named } = joinTables(left.table, right.table, plan);
  return { ...emptyStudy('a'), joins: [{ ...plan, columns: named }], columns: features.map(feature) };
}
const values = (table: Awaited<ReturnType<typeof read>>['table'], name: string) => {
  const found = table.columns.filter((c) => c.name === name);
  expect(found).toHaveLength(1);
  return [...asNumbers(found[0].column).v];
};

describe('further tables of rows to come', () => {
  it('give their columns the names of training, whatever the new table has under them', async () => {
    const joins = joinsFor(await studyOf(PATIENTS, WARD, ['age', 'weight (2)', 'sodium'])) ?? [];
    expect(joins[0].columns).toEqual([
      { from: 'weight', to: 'weight (2)' },
      { from: 'sodium', to: 'sodium' },
    ]);
    expect(needsOf({ joins })).toEqual([{ left: ['patient_id'], right: ['patient_id', 'weight', 'sodium'] }]);
    // The first table lacks the weight that made the second one's a "weight (2)", and has a sodium of its own.
    const fresh = await read('sodium,patient_id,age\n1,3,51\n2,2,71\n3,8,40');
    const { whole, joined } = withFurther(fresh.table, [(await read(WARD)).table], joins);
    expect(values(whole, 'weight (2)')).toEqual([91, 81, Number.NaN]);
    expect(values(whole, 'sodium')).toEqual([130, 140, Number.NaN]);
    expect(joined).toEqual([{ matched: 2, unmatched: 1 }]);
  });

  it('are pivoted within the window of training; what the model does not read is not in its plan', async () => {
    const joins = joinsFor(await studyOf(PATIENTS, LABS, ['age', 'glucose:last'])) ?? [];
    expect(joins[0].sha256).toBe('');
    expect(joins[0].long?.concepts).toEqual([{ concept: 'glucose', aggregates: ['last'] }]);
    expect(needsOf({ joins })).toEqual([
      { left: ['patient_id', 'admission_date'], right: ['patient_id', 'concept', 'value', 'date'] },
    ]);
    const { whole } = withFurther((await read(PATIENTS)).table, [(await read(LABS)).table], joins);
    expect(values(whole, 'glucose:last')).toEqual([100, 90, Number.NaN]);
    expect(whole.columns.some((c) => c.name.startsWith('sodium'))).toBe(false);
  });

  it('are not asked of a table that has all', async () => {
    const { table } = await read('age,glucose:last\n50,90');
    expect(withFurther(table, [], [])).toEqual({ whole: table, joined: [] });
  });
});
