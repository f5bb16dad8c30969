import { describe, expect, it } from 'vitest';
import { isDataRow, placeNames } from './columns-named';

describe('a first row', () => {
  it.each([
    ['63.0,1.0,1.0,145.0,233.0,1.0,2.0,150.0,0.0,2.3,3.0,0.0,6.0,0'],
    ['28,1,2,130,132,0,2,185,0,0,?,?,?,0'],
    ['63,male,145,2.3'],
    ['1,1,1'],
  ])('%s is one of data', (row) => expect(isDataRow(row.split(','))).toBe(true));

  it.each([
    ['age,sex,chol'],
    ['na,k,cl'],
    ['id,1,2,3,4'],
    ['2019,2020,2021'],
    ['day 1,day 2,7'],
    ['gene,BRCA1,TP53,1007_s_at'],
  ])('%s names columns', (row) => expect(isDataRow(row.split(','))).toBe(false));
});

it('columns without names are called by their place', () => {
  expect(placeNames(2)).toEqual(['column 1', 'column 2']);
});
