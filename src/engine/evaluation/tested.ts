import type { Target } from '../../data/dataset';
import type { TestPart } from '../../evaluate/evaluate';
import { predictionsCsv } from '../../export/csv';
import type { Ready } from '../prepare';

/**
 * Predictions of test rows by a model that has never seen them: of the locked part by the final model, or of every row
 * by the model that was found without its outer fold. What is evaluated, compared, shown by subgroup and reported.
 */
export interface Tested {
  /** The study's row of each entry; in outer folds with repeats a row has several entries. */
  rows: Uint32Array;
  /** The outer fold and repeat of each entry; all 0 where there is one test part. */
  fold: Int32Array;
  repeat: Int32Array;
  /** As the model gives them, recalibrated where that was chosen; shaped as `Predictions.p`. */
  p: Float32Array;
  /** Before recalibration. */
  raw: Float32Array;
  /** Of the final model, and of the model of each entry; null unless binary. */
  threshold: number | null;
  thresholds: Float64Array | null;
  /** The plain regression on the same folds; null where there are no columns to fit it to. */
  baseline: Float32Array | null;
}

/** The outcomes of tested rows. */
export const targetOf = ({ target }: Pick<Ready, 'target'>, { rows }: Tested): Target => ({
  ...target,
  y: Float64Array.from(rows, (row) => target.y[row]),
});

/** What `evaluateTest` needs of tested rows, but for the words. */
export function partOf(ready: Ready, tested: Tested): Omit<TestPart, 'scheme' | 'seed'> {
  const outer = tested.fold.some((fold) => fold > 0);
  return {
    target: targetOf(ready, tested),
    p: tested.p,
    unit: Int32Array.from(tested.rows, (row) => ready.data.unit[row]),
    threshold: tested.threshold,
    ...(outer && {
      ...(tested.thresholds && { thresholds: tested.thresholds }),
      repeat: tested.repeat,
      pooled: true,
    }),
  };
}

/** Tested rows as CSV: the row in the file, the outer fold and repeat where there are some, observed and predicted. */
export function testedCsv({ target }: Pick<Ready, 'target'>, tested: Tested): string {
  const { kind, classes, y } = target;
  const { rows, fold, repeat, p, threshold, thresholds } = tested;
  const observed = Array.from(rows, (row) => (classes.length ? classes[y[row]] : String(y[row])));
  const outer = fold.some((of) => of > 0);
  return predictionsCsv(
    { kind, classes, n: rows.length, p, threshold },
    { row: [...rows], observed, ...(outer && { fold: [...fold], repeat: [...repeat], thresholds }) },
  );
}
