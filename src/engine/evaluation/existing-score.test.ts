import { expect, it } from 'vitest';
import type { CatColumn, Column } from '../../data/dataset';
import { existingScore } from './existing-score';

const N = 12;
const none = new Uint32Array(0);
const rows = Uint32Array.from({ length: N }, (_, i) => i);
/** Three folds of four patients; a patient a row. */
const fold = Int32Array.from(rows, (row) => row >> 2);

function found(y: number[], column: Column, tested = { rows, fold }) {
  return existingScore(
    { name: 'score', column } as Parameters<typeof existingScore>[0],
    {
      data: { n: N, cols: new Map(), unit: Int32Array.from(rows) },
      target: { kind: 'binary', classes: ['no', 'yes'], y: Float64Array.from(y) },
      parts: { dev: rows, test: none, folds: [], left: none },
    },
    tested,
  );
}
const num = (v: number[]): Column => ({ kind: 'num', v: Float64Array.from(v) });
const said = (codes: number[]): CatColumn => ({
  kind: 'cat',
  codes: Int32Array.from(codes),
  dict: ['benign', 'malignant'],
});
const outcome = [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0];
const low = [1, 3, 2, 4, 4, 5, 2, 1, 1, 4, 3, 2];

it('a score whose low values go with the outcome in all other patients is turned, one way for all rows', () => {
  const score = found(outcome, num(low));
  expect(score?.turned).toBe(true);
  expect(Array.from(score?.value ?? [])).toEqual(low.map((value) => -value));
  // A risk that rises as the score falls, fitted without the fold.
  expect(score?.risk?.[0]).toBeGreaterThan(score?.risk?.[3] ?? 1);
});

it('a fold whose own patients alone would turn a score does not: it is taken as written', () => {
  // Fold 0 runs strongly against the rest, so that the direction over all rows is that of its own patients.
  const score = [0, 9, 1, 8, 5, 4, 6, 5.5, 5, 4, 5, 5.5];
  const all = found(outcome, num(score), { rows, fold: new Int32Array(N) });
  // With everybody tested at once nobody is left to tell.
  expect(all).toBeNull();
  const inTurn = found(outcome, num(score));
  expect(inTurn?.turned).toBe(false);
  expect(Array.from(inTurn?.value ?? [])).toEqual(score);
});

it('a call is read one way for all rows, and not at all where folds would read it differently', () => {
  expect(Array.from(found(outcome, said(outcome))?.value ?? [])).toEqual(outcome);
  expect(Array.from(found(outcome, said(outcome.map((y) => 1 - y)))?.value ?? [])).toEqual(outcome);
  const torn = [0, 1, 0, 1, 1, 0, 0, 0, 1, 0, 1, 1];
  expect(found(outcome, said(torn))).toBeNull();
});
