import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JoinPlan } from '../../study/schema';
import { read } from '../sites/testing';
import { asCategories, asNumbers } from '../typed-column';
import { joinKey, joinTables } from './join-tables';
import { proposeJoin } from './propose-join';

const PATIENTS = `person_id,age,index_date
1,60,2024-03-10
2,70,2024-03-10
3,55,
4,48,2024-01-01`;
/** As an OMOP-like export writes them: blanks around keys, rows out of order. */
const LABS = `person_id,concept,value,date
 1 ,creatinine,1.4,2024-03-09
1,creatinine,1.0,2024-03-01
1,creatinine,9.0,2024-03-11
1,creatinine,5.0,2024-01-01
1,glucose,100,2024-03-10
2,creatinine,0.8,2024-02-09
2,creatinine,0.9,2024-02-10
3,creatinine,2.0,2024-03-01
9,creatinine,3.0,2024-03-01`;
const values = (table: Awaited<ReturnType<typeof read>>['table'], name: string) => {
  const column = table.columns.find((c) => c.name === name)?.column;
  if (!column) throw new Error(name);
  return [...asNumbers(column).v];
};

describe('measurements become columns', () => {
  const aggregates = ['first', 'last', 'mean', 'min', 'max', 'count'] as const;
  const plan = (window?: { index: string; from: number; to: number }): JoinPlan => ({
    sha256: '',
    rows: 9,
    key: { left: 'person_id', right: 'person_id' },
    long: {
      concept: 'concept',
      value: 'value',
      date: 'date',
      concepts: [{ concept: 'creatinine', aggregates: [...aggregates] }],
      ...(window && { window }),
    },
  });

  it('of all days, by date and not by the order of the file (worked out by hand)', async () => {
    const [patients, labs] = [await read(PATIENTS), await read(LABS)];
    const { table, report } = joinTables(patients.table, labs.table, plan());
    expect(report).toEqual({ matched: 3, unmatched: 1, unused: 1 });
    const gone = Number.NaN;
    expect(values(table, 'creatinine:first')).toEqual([5, 0.8, 2, gone]);
    expect(values(table, 'creatinine:last')).toEqual([9, 0.9, 2, gone]);
    expect(values(table, 'creatinine:min')).toEqual([1, 0.8, 2, gone]);
    expect(values(table, 'creatinine:max')).toEqual([9, 0.9, 2, gone]);
    expect(values(table, 'creatinine:mean')[0]).toBeCloseTo(4.1, 12);
    expect(values(table, 'creatinine:count')).toEqual([4, 2, 1, 0]);
  });

  it('in the 29 days before the index date, both ends within; nothing after it, nothing without one', async () => {
    const [patients, labs] = [await read(PATIENTS), await read(LABS)];
    const { table } = joinTables(patients.table, labs.table, plan({ index: 'index_date', from: -29, to: 0 }));
    const gone = Number.NaN;
    // 2024-02-10 is 29 days before 2024-03-10 (a leap year), 2024-02-09 is 30.
    expect(values(table, 'creatinine:last')).toEqual([1.4, 0.9, gone, gone]);
    expect(values(table, 'creatinine:first')).toEqual([1, 0.9, gone, gone]);
    expect(values(table, 'creatinine:count')).toEqual([2, 1, 0, 0]);
    expect(table.n).toBe(4);
  });

  it('a slip among numbers is passed over, in a file of two as well where an earlier join knew numbers', async () => {
    const slip = (n: number) => [...Array(n).keys()].map((i) => `1,crp,${i + 1}`).join('\n');
    const patients = await read('id,age\n1,60\n2,61');
    const long = {
      concept: 'test',
      value: 'result',
      concepts: [{ concept: 'crp', aggregates: ['last' as const, 'mean' as const, 'count' as const] }],
    };
    const base = { sha256: '', rows: 1, key: { left: 'id', right: 'id' }, long };
    const many = await read(`id,test,result\n${slip(9)}\n1,crp,hemolyzed\n`);
    const first = joinTables(patients.table, many.table, base);
    expect(['last', 'mean', 'count'].map((of) => values(first.table, `crp:${of}`)[0])).toEqual([9, 5, 10]);
    const few = await read('id,test,result\n2,crp,4\n2,crp,hemolyzed\n');
    const names = (given: JoinPlan) =>
      joinTables(patients.table, few.table, given).table.columns.map((c) => c.name);
    expect(names(base)).not.toContain('crp:mean');
    const again = joinTables(patients.table, few.table, { ...base, columns: first.named });
    expect(values(again.table, 'crp:mean')).toEqual([Number.NaN, 4]);
    expect(values(again.table, 'crp:count')).toEqual([0, 2]);
  });

  it('a concept of texts has a first and a last, and no mean', async () => {
    const patients = await read('id,age\n1,60\n2,61');
    const labs = await read('id,test,result\n1,culture,negative\n1,culture,positive\n2,culture,negative');
    const { table } = joinTables(patients.table, labs.table, {
      sha256: '',
      rows: 3,
      key: { left: 'id', right: 'id' },
      long: {
        concept: 'test',
        value: 'result',
        concepts: [{ concept: 'culture', aggregates: ['last', 'mean'] }],
      },
    });
    expect(table.columns.map((c) => c.name)).toEqual(['id', 'age', 'culture:last']);
    const { codes, dict } = asCategories(table.columns[2].column);
    expect(Array.from(codes, (code) => dict[code])).toEqual(['positive', 'negative']);
  });

  it('a window without dates is refused', async () => {
    const [patients, labs] = [await read(PATIENTS), await read(LABS)];
    const { long, ...rest } = plan({ index: 'index_date', from: -1, to: 0 });
    const { date: _, ...undated } = long as NonNullable<JoinPlan['long']>;
    expect(() => joinTables(patients.table, labs.table, { ...rest, long: undated })).toThrow('join.noDate');
  });
});

describe('one row a patient', () => {
  const key = { left: 'person_id', right: 'pid' };
  const plan = { sha256: '', rows: 2, key };

  it('keeps every row of the first table, once, whatever the second holds', async () => {
    const patients = await read(PATIENTS);
    const other = await read('pid,age,ward\n003,1,A\n1.0,2,B\n8,3,C');
    const { table, report } = joinTables(patients.table, other.table, plan);
    expect(report).toEqual({ matched: 2, unmatched: 2, unused: 1 });
    expect(table.columns.map((c) => c.name)).toEqual(['person_id', 'age', 'index_date', 'age (2)', 'ward']);
    expect(values(table, 'age (2)')).toEqual([2, Number.NaN, 1, Number.NaN]);
  });

  it('several rows a patient are refused, and so are tables without a common patient', async () => {
    const patients = await read(PATIENTS);
    const twice = await read('pid,ward\n1,A\n1,B\n2,A');
    expect(() => joinTables(patients.table, twice.table, plan)).toThrow('join.manyToMany');
    const others = await read('pid,ward\n71,A\n72,B');
    expect(() => joinTables(patients.table, others.table, plan)).toThrow('join.noMatch');
  });

  it('keys are the same with blanks, zeros in front and points behind, and nothing else', () => {
    expect([' 7 ', '007', '7.0', 'P-1', 'p-1 '].map(joinKey)).toEqual(['7', '7', '7', 'p-1', 'p-1']);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        expect(joinKey(String(a)) === joinKey(String(b))).toBe(a === b);
      }),
    );
  });
});

describe('what is proposed', () => {
  const many = (n: number) =>
    `person_id,age\n${Array.from({ length: n }, (_, i) => `${i + 1},${40 + (i % 30)}`).join('\n')}`;

  it('finds the key and the columns of a long table by their names', async () => {
    const patients = await read(many(30));
    const labs = await read(
      `person_id,measurement_concept_id,value_as_number,measurement_date\n${Array.from(
        { length: 90 },
        (_, i) => `${(i % 30) + 1},${i % 3 ? 'creatinine' : 'glucose'},${i % 7},2024-01-0${(i % 9) + 1}`,
      ).join('\n')}`,
    );
    expect(proposeJoin(patients, labs)).toMatchObject({
      key: { left: 'person_id', right: 'person_id' },
      long: {
        concept: 'measurement_concept_id',
        value: 'value_as_number',
        date: 'measurement_date',
        concepts: [
          { concept: 'creatinine', aggregates: ['last'] },
          { concept: 'glucose', aggregates: ['last'] },
        ],
      },
    });
  });

  it('counts nothing after the date of the first table, where there is one', async () => {
    const patients = await read(
      `person_id,age,index_date\n${Array.from({ length: 30 }, (_, i) => `${i + 1},${40 + i},2024-03-0${(i % 9) + 1}`).join('\n')}`,
    );
    const labs = await read(
      `person_id,concept,value,date\n${Array.from({ length: 60 }, (_, i) => `${(i % 30) + 1},hb,${i < 30 ? 13 : 9},2024-0${i < 30 ? 2 : 4}-01`).join('\n')}`,
    );
    const plan = proposeJoin(patients, labs);
    expect(plan.long?.window).toMatchObject({ index: 'index_date', to: 0 });
    expect(new Set(values(joinTables(patients.table, labs.table, plan).table, 'hb:last'))).toEqual(
      new Set([13]),
    );
  });

  it('says so where there is no key', async () => {
    const patients = await read(many(30));
    const other = await read('item,price\na,1\nb,2');
    expect(() => proposeJoin(patients, other)).toThrow('join.noKey');
  });
});
