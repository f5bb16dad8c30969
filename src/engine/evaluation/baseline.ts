import { takeRows } from '../../data/dataset';
import { applyPipeline, toMatrix } from '../../prep/pipeline';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import { breathe, throwIfAborted } from '../../train/pacing';
import { fitRidge, linearPredictor, linkInverse } from '../../train/ridge';
import { sparseColumns } from '../../train/sparse-columns';
import { smallGrey } from '../images/small-grey';
import { type Outcome, outcomeOf, prepareFold, type Ready } from '../prepare';

/** Strength of the ridge penalty: scikit-learn's default. */
const L2 = 1;
/** Why there can be none: trees take what a regression cannot. */
const NOT_FITTED = ['train.diverged', 'prep.missingLeft', 'prep.categoryLeft'];
/** Pictures are read as so many cells of grey on a side. */
const SIDE = 16;
/** The standard deviation that a cell is given: all together are penalized as a dozen and a half columns would be. */
const CELL_SD = 1 / 4;

/**
 * What stands beside every model: a plain logistic (softmax, linear) regression with scikit-learn's default penalty,
 * after the study's own steps for columns, one a fold on the fold's training rows, their predictions for `rows`
 * averaged as those of the model are. A picture is 16 x 16 cells of its mean grey: what brightness alone tells.
 * Shaped as `Predictions.p`. Null where it cannot be fitted. Throws `cancelled`.
 */
export async function baselineFor(
  ready: Ready,
  study: Study,
  rows: Uint32Array,
  { signal }: Pick<Ctx, 'signal'>,
): Promise<Float32Array | null> {
  const { kind, classes } = ready.target;
  const outcome = outcomeOf(ready);
  const loss = kind === 'regression' ? 'mse' : kind === 'multiclass' ? 'softmax' : 'binary';
  const units = kind === 'multiclass' ? classes.length : 1;
  const { folds } = ready.parts;
  const sums = new Float64Array(rows.length * units);
  const grey = await greyOf(ready, rows, signal);
  try {
    for (const [f, part] of folds.entries()) {
      await breathe();
      throwIfAborted(signal);
      const table = ready.data.cols.size > 0 ? tableOf(ready, study, outcome, part, f, rows) : null;
      const cells = grey ? standardized(grey, part.train, rows) : [];
      const y = table?.y ?? Float64Array.from(part.train, (row) => scaled(ready.target.y[row], outcome));
      // A step that draws training rows anew leaves no picture to stand beside them.
      const own = table && table.y.length !== part.train.length ? [] : cells;
      const inputs = [...(table?.columns ?? []), ...own];
      if (inputs.length === 0) return null;
      const x = (which: 'train' | 'shown', n: number) =>
        sparseColumns(
          inputs.map((c) => c[which]),
          n,
        );
      const model = fitRidge({ loss, x: x('train', y.length), y, units, l2: L2 });
      const p = linkInverse(loss, linearPredictor(model, x('shown', rows.length)), units);
      for (let i = 0; i < sums.length; i++) sums[i] += p[i] / folds.length;
    }
  } catch (error) {
    // A regression that does not converge, or that the steps leave gaps and levels for, takes no result away.
    if (error instanceof BenchsideError && NOT_FITTED.includes(error.code)) return null;
    throw error;
  }
  return Float32Array.from(sums, (value) => (outcome ? value * outcome.sd + outcome.mean : value));
}

/** An input of the regression for training rows and for those that are predicted. */
interface Input {
  train: Float64Array;
  shown: Float64Array;
}

const scaled = (y: number, outcome: Outcome) => (outcome ? (y - outcome.mean) / outcome.sd : y);

/** A fold's columns after the study's steps, and the outcomes of the rows that these have left for training. */
function tableOf(
  ready: Ready,
  study: Study,
  outcome: Outcome,
  part: { train: Uint32Array; valid: Uint32Array },
  fold: number,
  rows: Uint32Array,
): { columns: Input[]; y: Float32Array } {
  const { steps, names, train } = prepareFold(ready, study, outcome, part, fold);
  const { x } = toMatrix(applyPipeline(steps, takeRows(ready.data, rows)), names);
  const d = names.length;
  const column = (of: Float32Array, n: number, j: number) =>
    Float64Array.from({ length: n }, (_, i) => of[i * d + j]);
  return {
    columns: names.map((_, j) => ({ train: column(train.x, train.n, j), shown: column(x, rows.length, j) })),
    y: train.y,
  };
}

/** The cells of every row that is learned from or predicted, and where each row's are; null without pictures. */
async function greyOf({ pictures, parts }: Ready, rows: Uint32Array, signal: AbortSignal) {
  if (!pictures) return null;
  const all = Uint32Array.from(new Set([...parts.dev, ...rows]));
  const cells = await smallGrey(pictures.source, all, SIDE, signal);
  return { cells, place: new Map(Array.from(all, (row, i) => [row, i])) };
}

/** Each cell as an input, standardized by the training rows. */
function standardized(
  { cells, place }: NonNullable<Awaited<ReturnType<typeof greyOf>>>,
  train: Uint32Array,
  rows: Uint32Array,
): Input[] {
  const of = (which: Uint32Array, j: number) =>
    Float64Array.from(which, (row) => cells[(place.get(row) ?? 0) * SIDE * SIDE + j]);
  return Array.from({ length: SIDE * SIDE }, (_, j) => {
    const learned = of(train, j);
    const mean = learned.reduce((sum, v) => sum + v, 0) / learned.length;
    const sd = Math.sqrt(learned.reduce((sum, v) => sum + (v - mean) ** 2, 0) / learned.length);
    const scale = (v: number) => (sd > 0 ? ((v - mean) / sd) * CELL_SD : 0);
    return { train: learned.map(scale), shown: of(rows, j).map(scale) };
  });
}
