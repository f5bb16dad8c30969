import { describe, expect, it } from 'vitest';
import type { ColumnPlan, Task } from '../study/schema';
import type { CatColumn, NumColumn, Table } from './dataset';
import { forStorage, materialize, siteOf } from './materialize';
import { asCategories, asNumbers, splitMulti } from './typed-column';

const cat = (...texts: (string | null)[]): CatColumn => {
  const dict = [...new Set(texts.filter((text) => text !== null))];
  return {
    kind: 'cat',
    codes: Int32Array.from(texts, (text) => (text === null ? -1 : dict.indexOf(text))),
    dict,
  };
};
const num = (...values: number[]): NumColumn => ({ kind: 'num', v: Float64Array.from(values) });
const table = (columns: Record<string, NumColumn | CatColumn>): Table => ({
  n: 4,
  columns: Object.entries(columns).map(([name, column]) => ({ name, column })),
});
const plan = (name: string, type: ColumnPlan['type'], role: ColumnPlan['role'] = 'feature'): ColumnPlan => ({
  name,
  type,
  role,
  stored: true,
});
const labels = ({ codes, dict }: { codes: Int32Array; dict: string[] }) =>
  Array.from(codes, (code) => (code < 0 ? null : dict[code]));

describe('columns as other columns', () => {
  it('numbers become categories in the order of the numbers', () => {
    expect(asCategories(num(10, 2, Number.NaN, 10))).toEqual({
      kind: 'cat',
      codes: Int32Array.of(1, 0, -1, 1),
      dict: ['2', '10'],
    });
  });

  it('texts become numbers where they are some', () => {
    expect(asNumbers(cat('1.5', '<5', null, '007')).v).toEqual(
      // Of a value below a limit the limit is taken.
      Float64Array.of(1.5, 5, Number.NaN, 7),
    );
    expect(asNumbers(cat('Infinity', '1e999', '  ', '2')).v).toEqual(
      Float64Array.of(Number.NaN, Number.NaN, Number.NaN, 2),
    );
  });

  it('cells of several values become sets', () => {
    const multi = splitMulti(cat('HTN;DM', null, 'DM', 'CKD; HTN;;HTN'), ';');
    expect(multi).toEqual({
      kind: 'multi',
      dict: ['HTN', 'DM', 'CKD'],
      offsets: Uint32Array.of(0, 2, 2, 3, 5),
      codes: Int32Array.of(0, 1, 1, 2, 0),
    });
  });
});

describe('materialize', () => {
  const read = table({
    mrn: cat('B', 'A', null, 'B'),
    site: cat('Seoul', 'Busan', null, 'Seoul'),
    seen: cat('2024-01-01', '2024-01-02', '2024-01-03', null),
    age: num(61, 50, Number.NaN, 40),
    stage: cat('10', '2', null, '10'),
    sex: cat('M', 'F', 'M', null),
    drugs: { ...cat('x|y', 'y', null, 'z') },
    note: cat('a', 'b', 'c', 'd'),
    died: cat('yes', 'no', null, 'lost'),
  });
  const columns = [
    plan('mrn', 'identifier', 'patient'),
    plan('site', 'nominal', 'site'),
    plan('seen', 'date', 'time'),
    plan('age', 'integer'),
    plan('stage', 'nominal'),
    plan('sex', 'binary'),
    { ...plan('drugs', 'multi'), separator: '|' },
    plan('note', 'text', 'ignore'),
    plan('died', 'binary', 'target'),
  ];
  const task: Task = { kind: 'binary', target: 'died', classes: ['no', 'yes'] };
  const { data, target } = materialize(read, columns, task);

  it('makes features of features alone', () => {
    expect(data.n).toBe(4);
    expect([...data.cols.keys()]).toEqual(['age', 'stage', 'sex', 'drugs']);
  });

  it('types them as planned, with levels in sorted order', () => {
    expect(data.cols.get('age')).toEqual(num(61, 50, Number.NaN, 40));
    expect(data.cols.get('stage')).toEqual({
      kind: 'cat',
      codes: Int32Array.of(1, 0, -1, 1),
      dict: ['2', '10'],
    });
    expect(data.cols.get('sex')).toEqual({
      kind: 'cat',
      codes: Int32Array.of(1, 0, 1, -1),
      dict: ['F', 'M'],
    });
    expect(data.cols.get('drugs')).toMatchObject({ kind: 'multi', dict: ['x', 'y', 'z'] });
  });

  it('gives levels the same codes whatever the order of the rows', () => {
    const one = materialize(table({ c: cat('1', '01', '10', '2') }), [plan('c', 'nominal')], null);
    const other = materialize(table({ c: cat('10', '2', '01', '1') }), [plan('c', 'nominal')], null);
    expect(one.data.cols.get('c')).toMatchObject({ dict: ['01', '1', '2', '10'] });
    expect(other.data.cols.get('c')).toMatchObject({ dict: ['01', '1', '2', '10'] });
  });

  it('numbers patients in order of appearance; a row without one is a patient of its own', () => {
    expect(data.unit).toEqual(Int32Array.of(0, 1, 2, 0));
    const numbers = table({ id: num(7, Number.NaN, Number.NaN, 7), x: num(1, 2, 3, 4) });
    expect(materialize(numbers, [plan('id', 'identifier', 'patient')], null).data.unit).toEqual(
      Int32Array.of(0, 1, 2, 0),
    );
    expect(materialize(read, columns.slice(1), task).data.unit).toEqual(Int32Array.of(0, 1, 2, 3));
  });

  it('gives the outcome by class, missing where it is no class', () => {
    expect(target).toEqual({
      kind: 'binary',
      classes: ['no', 'yes'],
      y: Float64Array.of(1, 0, Number.NaN, Number.NaN),
    });
    const value = materialize(read, columns, { kind: 'regression', target: 'age', classes: [] }).target;
    expect(value).toEqual({ kind: 'regression', classes: [], y: Float64Array.of(61, 50, Number.NaN, 40) });
    expect(materialize(read, columns, null).target).toBeNull();
  });

  it('says which outcome is not there', () => {
    expect(() => materialize(read, columns, { ...task, target: 'gone' })).toThrow(
      expect.objectContaining({ code: 'use.missingColumn', details: { name: 'gone' } }),
    );
  });

  it('tells the site of each row', () => {
    const site = siteOf(read, columns);
    expect(site && labels(site)).toEqual(['Seoul', 'Busan', null, 'Seoul']);
    expect(siteOf(read, columns.slice(2))).toBeNull();
  });
});

describe('forStorage', () => {
  const CANARY = 'canary-900101-1234567';
  const read = table({
    mrn: cat(`${CANARY}-a`, `${CANARY}-b`, null, `${CANARY}-a`),
    encounter: num(9001011234567, 2, 3, 4),
    phone: cat(CANARY, CANARY, CANARY, CANARY),
    note: cat(CANARY, 'x', 'y', 'z'),
    extra: cat(CANARY, 'x', 'y', 'z'),
    age: num(61, 50, 3, 40),
    site: cat('Seoul', 'Busan', null, 'Seoul'),
  });
  const columns = [
    plan('mrn', 'identifier', 'patient'),
    plan('encounter', 'identifier', 'ignore'),
    plan('phone', 'identifier', 'feature'),
    plan('note', 'text', 'ignore'),
    plan('age', 'integer'),
    plan('site', 'nominal', 'site'),
  ];
  const kept = forStorage(read, columns);

  it('keeps features, roles and rows, and nothing that could identify', () => {
    expect(kept.n).toBe(4);
    expect(kept.columns.map(({ name }) => name)).toEqual(['mrn', 'age', 'site']);
    const written = JSON.stringify(
      kept.columns.map(({ name, column }) => [name, column, Object.values(column)]),
    );
    expect(written).not.toContain('canary');
    expect(written).not.toContain('9001011234567');
    expect(written).toContain('Seoul');
  });

  it('keeps who belongs together, by pseudonyms', () => {
    expect(labels(kept.columns[0].column as CatColumn)).toEqual(['P1', 'P2', 'P3', 'P1']);
    expect(materialize(kept, columns, null).data.unit).toEqual(materialize(read, columns, null).data.unit);
  });
});

describe('time to event', () => {
  // Six patients, worked out by hand for a horizon of 365 days.
  const followed: Table = {
    n: 6,
    columns: [
      { name: 'id', column: cat('a', 'b', 'c', 'd', 'e', 'f') },
      { name: 'status', column: cat('alive', 'dead', 'dead', 'alive', null, 'alive') },
      { name: 'days', column: num(100, 100, 400, 400, 400, Number.NaN) },
      { name: 'age', column: num(50, 60, 70, 80, 90, 40) },
    ],
  };
  const columns = [
    plan('id', 'identifier', 'patient'),
    plan('status', 'binary', 'target'),
    plan('days', 'integer'),
    plan('age', 'integer'),
  ];
  const task: Task = {
    kind: 'binary',
    target: 'status',
    classes: ['alive', 'dead'],
    survival: { time: 'days', horizon: 365, event: 'dead' },
  };
  it('who was followed for less without the event is no negative, and the time is no feature', () => {
    const { data, target } = materialize(followed, columns, task);
    expect(Array.from(target?.y ?? [])).toEqual([Number.NaN, 1, 0, 0, Number.NaN, Number.NaN]);
    expect([...data.cols.keys()]).toEqual(['age']);
  });
  it('the event stays the event where the classes are turned round', () => {
    const turned = materialize(followed, columns, { ...task, classes: ['dead', 'alive'] });
    expect(Array.from(turned.target?.y ?? [])).toEqual([Number.NaN, 0, 1, 1, Number.NaN, Number.NaN]);
  });
  it('without its time nothing is made up', () => {
    const gone = { n: 6, columns: followed.columns.filter((c) => c.name !== 'days') };
    expect(() => materialize(gone, columns, task)).toThrow('use.missingColumn {"name":"days"}');
  });
});

it('a column found to identify people is not kept, whatever its role and type', () => {
  const named = table({ dob: cat('1985-03-17', '1990-01-01', null, '1990-01-01'), age: num(1, 2, 3, 4) });
  const dob: ColumnPlan = { ...plan('dob', 'date'), identifier: 'birthDate' };
  expect(forStorage(named, [dob, plan('age', 'integer')]).columns.map((c) => c.name)).toEqual(['age']);
});
