import { expect, it } from 'vitest';
import { rowsByPatient } from './patients';

it('puts the rows of a patient next to each other, in their order', () => {
  expect([...rowsByPatient(Int32Array.of(4, 0, 2, 0, 4, 2, 0))]).toEqual([1, 3, 6, 2, 5, 0, 4]);
  expect([...rowsByPatient(new Int32Array(0))]).toEqual([]);
});
