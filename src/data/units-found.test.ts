import { describe, expect, it } from 'vitest';
import type { CatColumn } from './dataset';
import { profileColumn } from './profile';
import { typedColumns } from './typed-column';

/** Glucose of 60 people: 40 in mg/dL, 15 in mmol/L, 5 without a unit. */
const cells = Array.from({ length: 60 }, (_, i) => {
  if (i < 40) return `${90 + i} mg/dL`;
  return i < 55 ? `${(50 + i) / 10} mmol/L` : `${100 + i}`;
});
const dict = [...new Set(cells)];
const column: CatColumn = { kind: 'cat', dict, codes: Int32Array.from(cells, (cell) => dict.indexOf(cell)) };
const read = { name: 'glucose', column };

describe('units in cells', () => {
  it('are found, the commonest is read, and what has another counts as missing', () => {
    const found = profileColumn(read, 60);
    expect(found).toMatchObject({
      unit: 'mg/dL',
      units: [
        { unit: 'mg/dL', count: 40 },
        { unit: 'mmol/L', count: 15 },
      ],
      missing: 15,
      numeric: { min: 90, max: 159 },
    });
    expect(found.notices).toContainEqual({ key: 'otherUnits', params: { count: 15, measure: 'mg/dL' } });
  });

  it('another one can be read in its place', () => {
    const chosen = profileColumn(read, 60, { unit: 'mmol/L' });
    // Bare numbers are of the unit that is read, as they were before.
    expect(chosen).toMatchObject({ unit: 'mmol/L', missing: 40, numeric: { min: 9, max: 159 } });
    expect(chosen.notices).toContainEqual({ key: 'otherUnits', params: { count: 40, measure: 'mmol/L' } });
    expect(chosen.notices.some(({ key }) => key === 'notNumbers')).toBe(false);
    const [[, made]] = typedColumns(read, { name: 'glucose', type: 'continuous', unit: 'mmol/L' }, new Set());
    expect(made.kind === 'num' && made.v.filter((value) => !Number.isNaN(value))).toHaveLength(20);
  });

  it('a column without any has none', () => {
    const plain: CatColumn = { kind: 'cat', dict: ['1,5', '2,5'], codes: Int32Array.from([0, 1, 0, 1]) };
    expect(profileColumn({ name: 'x', column: plain }, 4).units).toBeUndefined();
  });
});
