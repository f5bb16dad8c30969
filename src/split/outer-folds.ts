import type { CatColumn, Target } from '../data/dataset';
import { BenchsideError } from '../study/errors';
import type { OuterFold } from '../study/events';
import { rng } from '../study/random';
import type { SplitPlan } from '../study/schema';
import { assign } from './assign';
import { rowsOfSites } from './make-parts';
import { strataOf } from './strata';

/** Rows that a model is searched for without, and then tested on. */
export interface OuterTest {
  fold: OuterFold;
  rows: Uint32Array;
}

/**
 * The test parts of a study that tests every row in its turn: each hospital, or each fold of each repeat (patients
 * whole). Empty where there is one test part. Rows without an outcome are in none; nor, with hospitals, are rows of an
 * unknown one. Throws `split.oneSite`.
 */
export function outerFolds(
  { test, stratify }: SplitPlan,
  target: Target,
  unit: Int32Array,
  seed: number,
  site: CatColumn | null,
): OuterTest[] {
  const usable = Uint32Array.from(target.y.keys()).filter((row) => !Number.isNaN(target.y[row]));
  if (test.kind === 'sites') {
    const held = rowsOfSites(usable, site);
    if (held.length < 2) throw new BenchsideError('split.oneSite', { got: held.length });
    return held.map(({ name, rows }, outer) => ({ fold: { outer, name, repeat: 0 }, rows }));
  }
  if (test.kind !== 'kfold') return [];
  const strata = stratify ? strataOf(target, usable) : new Int32Array(target.y.length);
  const shares = Array<number>(test.k).fill(1 / test.k);
  return Array.from({ length: test.repeats }, (_, repeat) =>
    assign(usable, unit, strata, shares, rng(seed, 'split', 'outer', repeat)).map((rows, fold) => ({
      fold: { outer: repeat * test.k + fold, name: String(fold + 1), repeat },
      rows,
    })),
  ).flat();
}
