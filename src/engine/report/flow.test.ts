import { describe, expect, it } from 'vitest';
import { ready } from '../prepare';
import { mixedStudy, mixedTable, ROWS, TEST_ROWS, texts } from '../testing';
import { flowOf } from './flow';

const table = mixedTable('binary');
const flow = (changed: Parameters<typeof mixedStudy>[1] = {}, of = table) => {
  const study = mixedStudy('binary', changed);
  return flowOf(of, study, ready(of, study));
};
const leftRows = ({ left }: ReturnType<typeof flow>) => left.reduce((sum, { rows }) => sum + rows, 0);

describe('every row is counted once', () => {
  it('one test part', () => {
    const { read, included, development, test, outer } = flow();
    expect(read).toBe(ROWS);
    expect(included.rows).toBe(development.rows + test!.rows);
    expect(included.classes).toEqual(development.classes.map((n, c) => n + test!.classes[c]));
    expect(included.classes.reduce((sum, n) => sum + n, 0)).toBe(included.rows);
    expect(leftRows(flow()) + included.rows).toBe(read);
    expect(outer).toEqual([]);
  });

  it('other rows of patients in a given test part', () => {
    const rows = TEST_ROWS.slice(0, 20);
    const found = flow({ split: { ...mixedStudy('binary').split, test: { kind: 'rows', rows } } });
    expect(found.left.map(({ reason }) => reason)).toEqual(['otherRows']);
    expect(found.test?.rows).toBe(20);
    expect(leftRows(found) + found.included.rows).toBe(ROWS);
  });

  it('rows without an outcome', () => {
    const columns = table.columns.map((c) =>
      c.name === 'outcome'
        ? {
            ...c,
            column: texts(Array.from({ length: ROWS }, (_, i) => (i < 7 ? null : i % 2 ? 'yes' : 'no'))),
          }
        : c,
    );
    expect(flow({}, { n: ROWS, columns }).left).toEqual([{ reason: 'noOutcome', rows: 7 }]);
  });

  it('follow-up that is too short, and none at all', () => {
    const task = {
      ...mixedStudy('binary').task!,
      survival: { time: 'age', horizon: 55, event: 'yes' },
    };
    const { column } = table.columns.find((c) => c.name === 'age')!;
    const { column: outcome } = table.columns.find((c) => c.name === 'outcome')!;
    if (column.kind !== 'num' || outcome.kind !== 'cat') throw new Error('not as the table is made');
    const seen = (row: number) => outcome.dict[outcome.codes[row]] === 'yes';
    const rows = Array.from({ length: ROWS }, (_, row) => row);
    const none = rows.filter((row) => Number.isNaN(column.v[row])).length;
    const short = rows.filter((row) => column.v[row] < 55 && !seen(row)).length;
    expect(flow({ task }).left).toEqual([
      { reason: 'noFollowUp', rows: none },
      { reason: 'shortFollowUp', rows: short },
    ]);
  });

  it('copies', () => {
    // With one feature of two values many rows of a patient are alike.
    const study = mixedStudy('binary');
    const columns = study.columns.map((c) =>
      c.role === 'feature' && c.name !== 'sex' ? { ...c, role: 'ignore' as const } : c,
    );
    const found = flow({ columns, split: { ...study.split, duplicates: 'first' } });
    expect(found.left.map(({ reason }) => reason)).toEqual(['copies']);
    expect(leftRows(found) + found.included.rows).toBe(ROWS);
  });
});

describe('outer folds', () => {
  it('of the first repeat, together all rows', () => {
    const found = flow({
      split: { ...mixedStudy('binary').split, test: { kind: 'kfold', k: 4, repeats: 3 } },
    });
    expect(found.test).toBeNull();
    expect(found.outer.map(({ name }) => name)).toEqual(['1', '2', '3', '4']);
    expect(found.outer.reduce((sum, { part }) => sum + (part?.rows ?? 0), 0)).toBe(ROWS);
    expect(found.untested).toBe(0);
  });

  it('a hospital of fewer than five patients has no counts', () => {
    const ward = texts(Array.from({ length: ROWS }, (_, i) => (i < 3 ? 'small' : i % 2 ? 'east' : 'west')));
    const columns = table.columns.map((c) => (c.name === 'ward' ? { ...c, column: ward } : c));
    const study = mixedStudy('binary');
    const found = flow(
      {
        columns: study.columns.map((c) => (c.name === 'ward' ? { ...c, role: 'site' as const } : c)),
        split: { ...study.split, test: { kind: 'sites' } },
      },
      { n: ROWS, columns },
    );
    const small = found.outer.find(({ name }) => name === 'small');
    expect(small?.part).toBeNull();
    expect(found.outer.filter(({ part }) => part !== null)).toHaveLength(2);
  });
});
