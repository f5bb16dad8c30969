import { expect } from 'vitest';
import type { Dataset } from '../data/dataset';
import type { ParamValues } from '../study/params';
import { rng } from '../study/random';
import type { Step } from './step';
import { binaryTarget, plain } from './test-tables';

/** What a step makes of `rows` after it was fitted on `train`; the columns' cells, NaN as null. */
export function fitAndApply<S>(step: Step<S>, params: ParamValues, train: Dataset, rows: Dataset) {
  const state = step.fit(train, binaryTarget(...Array(train.n).fill(0)), params, { rng: rng(1) });
  return plain(step.apply(rows, params, state)) as Record<string, (number | string | null)[]>;
}

/** Cells as expected, numbers to so many decimals. */
export function expectCells(got: readonly unknown[], wanted: readonly unknown[], digits = 10): void {
  const shown = (cells: readonly unknown[]) =>
    cells.map((cell) => (typeof cell === 'number' ? expect.closeTo(cell, digits) : cell));
  expect(got).toEqual(shown(wanted));
}
