import { takeRows } from '../../data/dataset';
import { applyPipeline, toMatrix } from '../../prep/pipeline';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import { breathe, throwIfAborted } from '../../train/pacing';
import { fitRidge, linearPredictor, linkInverse } from '../../train/ridge';
import { sparseColumns } from '../../train/sparse-columns';
import { outcomeOf, prepareFold, type Ready } from '../prepare';

/** Strength of the ridge penalty: scikit-learn's default. */
const L2 = 1;

/** A row-major matrix as columns. */
function columnsOf(x: Float32Array, n: number, d: number) {
  const columns = Array.from({ length: d }, (_, j) =>
    Float64Array.from({ length: n }, (_, i) => x[i * d + j]),
  );
  return sparseColumns(columns, n);
}

/**
 * What stands beside every model: a plain logistic (softmax, linear) regression with scikit-learn's default penalty,
 * after the study's own steps, one a fold on the fold's training rows, their predictions for `rows` averaged as those
 * of the model are. Shaped as `Predictions.p`. Null where the study has no columns, or where it cannot be fitted.
 * Throws `cancelled`.
 */
export async function baselineFor(
  ready: Ready,
  study: Study,
  rows: Uint32Array,
  { signal }: Pick<Ctx, 'signal'>,
): Promise<Float32Array | null> {
  if (ready.data.cols.size === 0) return null;
  const { kind, classes } = ready.target;
  const outcome = outcomeOf(ready);
  const loss = kind === 'regression' ? 'mse' : kind === 'multiclass' ? 'softmax' : 'binary';
  const units = kind === 'multiclass' ? classes.length : 1;
  const { folds } = ready.parts;
  const sums = new Float64Array(rows.length * units);
  const shown = takeRows(ready.data, rows);
  const plain: Study = { ...study, training: { ...study.training, classWeights: 'none' } };
  try {
    for (const [f, part] of folds.entries()) {
      await breathe();
      throwIfAborted(signal);
      const { steps, names, train } = prepareFold(ready, plain, outcome, part, f);
      const model = fitRidge({ loss, x: columnsOf(train.x, train.n, train.d), y: train.y, units, l2: L2 });
      const { x, n } = toMatrix(applyPipeline(steps, shown), names);
      const p = linkInverse(loss, linearPredictor(model, columnsOf(x, n, names.length)), units);
      for (let i = 0; i < sums.length; i++) sums[i] += p[i] / folds.length;
    }
  } catch (error) {
    // A regression that does not converge takes no result away from the model.
    if (error instanceof BenchsideError && error.code === 'train.diverged') return null;
    throw error;
  }
  return Float32Array.from(sums, (value) => (outcome ? value * outcome.sd + outcome.mean : value));
}
