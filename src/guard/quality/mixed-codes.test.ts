import { describe, expect, it } from 'vitest';
import type { Table } from '../../data/dataset';
import { materialize } from '../../data/materialize';
import { profileColumn } from '../../data/profile';
import { saidTwice } from '../../data/sites/vocabulary';
import { emptyStudy } from '../../study/defaults';
import type { Study } from '../../study/schema';
import { applyFix } from './finding';
import { mixedCodes } from './mixed-codes';

const column = (...cells: (string | null)[]) => {
  const dict = [...new Set(cells.filter((cell) => cell !== null))];
  const codes = Int32Array.from(cells, (cell) => (cell === null ? -1 : dict.indexOf(cell)));
  return { kind: 'cat' as const, codes, dict };
};
const sex = ['F', 'female', 'M', null, 'male', 'M', 'F', 'M', 'F'];
const table: Table = { n: sex.length, columns: [{ name: 'sex', column: column(...sex) }] };
const study: Study = {
  ...emptyStudy('s'),
  columns: [{ name: 'sex', type: 'nominal', role: 'feature', stored: true }],
};
const found = (given: Study) => {
  const { data } = materialize(table, given.columns, null);
  return { data, findings: mixedCodes({ study: given, table, profile: [], data, target: null, dev: null }) };
};

describe('levels that say one thing in two ways', () => {
  it.each([
    [
      { F: 9, female: 3, M: 8, male: 4 },
      { female: 'F', male: 'M' },
    ],
    [{ yes: 1, Y: 5, no: 3 }, { yes: 'Y' }],
    [{ Mild: 1, mild: 2, severe: 3 }, { Mild: 'mild' }],
    [{ 남: 5, 여: 4, M: 1 }, { M: '남' }],
  ])('%o', (counts, same) => {
    const levels = Object.entries(counts).map(([label, count]) => ({ label, count }));
    expect({ ...saidTwice(levels)?.same }).toEqual(same);
  });

  it.each([
    [['F', 'M']],
    [['a', 'b', 'c']],
    [['1', '2', '3']],
    [['yes']],
    [['Y', 'yes']],
    [['F', 'M', 'other']],
  ])('%j are left alone', (labels) => {
    expect(saidTwice(labels.map((label) => ({ label, count: 1 })))).toBeNull();
  });
});

describe('the finding and its fix', () => {
  it('merges the ways of writing', () => {
    const { findings } = found(study);
    expect(findings).toMatchObject([
      { key: 'mixedCodes', params: { name: 'sex', levels: 4, meanings: 2 }, columns: ['sex'] },
    ]);
    const fixed = applyFix(study, findings[0].fixes[0]);
    expect(fixed.columns[0]).toMatchObject({ type: 'binary', same: { female: 'F', male: 'M' } });
    const after = found(fixed);
    expect(after.findings).toEqual([]);
    expect(after.data.cols.get('sex')).toEqual({
      kind: 'cat',
      dict: ['F', 'M'],
      codes: Int32Array.of(0, 0, 1, -1, 1, 1, 0, 1, 0),
    });
    expect(profileColumn(table.columns[0], table.n, fixed.columns[0]).levels).toEqual([
      { label: 'F', count: 4 },
      { label: 'M', count: 4 },
    ]);
  });
});
