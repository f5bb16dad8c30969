import fc from 'fast-check';
import { expect, test } from 'vitest';
import { together } from './together';

test('rows that are alike become one patient, and so do all rows of their patients', () => {
  expect([...together(Int32Array.of(0, 1, 2, 2, 3), [[0, 3]])]).toEqual([0, 1, 0, 0, 3]);
  expect([
    ...together(Int32Array.of(0, 1, 2, 3), [
      [0, 1],
      [1, 2],
    ]),
  ]).toEqual([0, 0, 0, 3]);
});

test('whatever the groups, rows of a group and rows of a patient end up with one number', () => {
  const n = 12;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: n, maxLength: n }),
      fc.array(fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { minLength: 2, maxLength: 4 }), {
        maxLength: 4,
      }),
      (patients, groups) => {
        const merged = together(Int32Array.from(patients), groups);
        for (const rows of groups) expect(new Set(rows.map((row) => merged[row])).size).toBe(1);
        for (const [row, patient] of patients.entries())
          expect(merged[row]).toBe(merged[patients.indexOf(patient)]);
      },
    ),
  );
});
