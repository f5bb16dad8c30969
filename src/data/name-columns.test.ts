import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import { placeNames } from './columns-named';
import { areByPlace, checkNames, nameLike, nameResult, renameTable, splitNames } from './name-columns';
import { readTable } from './read';

const ctx = {
  rng: rng('names'),
  signal: new AbortController().signal,
  clock: { now: () => 0 },
  report: () => {},
};
const read = (text: string) => readTable(new Blob([text]), 'csv', ctx);
const rows = Array.from({ length: 40 }, (_, i) => `${70001 + i},${40 + (i % 30)},${i % 3},${i % 2}`).join(
  '\n',
);

describe('a line of names', () => {
  it.each([
    ['age,sex,num', ['age', 'sex', 'num']],
    [' "나이" ; 성별 ;진단', ['나이', '성별', '진단']],
    ['age, years\tsex', ['age, years', 'sex']],
    ['age,,num', ['age', '', 'num']],
  ])('%s', (line, names) => expect(splitNames(line)).toEqual(names));

  const word = fc.stringMatching(/^[a-z가-힣][a-z가-힣_ ]{0,8}[a-z가-힣]$/);
  it('gives back the names that were written', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 2 }), fc.constantFrom(',', ';', '\t', ', '), (names, mark) => {
        expect(splitNames(names.join(mark))).toEqual(names);
      }),
    );
  });
});

describe('names for columns', () => {
  it('are trimmed', () => expect(checkNames([' age ', 'sex'], 2)).toEqual(['age', 'sex']));
  it.each([
    [['a'], 'data.namesCount {"wanted":2,"got":1}'],
    [['a', ' '], 'data.emptyColumnName {"column":2}'],
    [['a', 'a '], 'data.duplicateColumn'],
    [['a', '__proto__'], 'data.forbiddenColumnName'],
    // It would be taken for the place of another.
    [['column 2', 'a'], 'data.forbiddenColumnName'],
  ])('%j are refused', (names, error) => expect(() => checkNames(names, 2)).toThrow(error));
  it('may be those of their places', () => {
    expect(checkNames(placeNames(3), 3)).toEqual(placeNames(3));
    expect(areByPlace(placeNames(3))).toBe(true);
    expect(areByPlace(['column 2', 'column 1'])).toBe(false);
    expect(areByPlace([])).toBe(false);
  });
});

describe('a file without names', () => {
  it('is profiled under the names that are given', async () => {
    const bare = await read(rows);
    expect(bare.nameless).toBe(true);
    expect(bare.profile.some((c) => c.role === 'target' || c.role === 'patient')).toBe(false);
    const named = nameResult(bare, ['patient_id', 'age', 'stage', 'outcome']);
    expect(named.profile.map(({ name, role }) => [name, role])).toEqual([
      ['patient_id', 'patient'],
      ['age', 'feature'],
      ['stage', 'feature'],
      ['outcome', 'target'],
    ]);
    expect(named.profile[0].identifier?.kind).toBe('mrn');
    // The cells are the same, and not copied.
    expect(named.table.columns[1].column).toBe(bare.table.columns[1].column);
    expect(nameResult(bare, undefined)).toBe(bare);
  });

  it('only such a file takes names', async () => {
    const own = await read(`a,b,c,d\n${rows}`);
    expect(() => nameResult(own, ['w', 'x', 'y', 'z'])).toThrow('data.hasNames');
  });

  it('of as many columns gets the names of a model, any other keeps its own', async () => {
    const { table } = await read(rows);
    const names = ['column 1', 'age', 'stage', 'column 4'];
    expect(nameLike(table, names).columns.map((c) => c.name)).toEqual(names);
    expect(nameLike(table, undefined)).toBe(table);
    expect(nameLike(table, ['age', 'stage'])).toBe(table);
    const other = renameTable(table, placeNames(4), ['a', 'b', 'c', 'd']);
    expect(nameLike(other, names)).toBe(other);
  });
});
