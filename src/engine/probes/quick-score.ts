import { bootstrapIntervals, unitsRepeat } from '../../evaluate/bootstrap';
import { statisticOf } from '../../evaluate/paired';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import type { Estimate } from '../../study/events';
import { rng } from '../../study/random';
import type { StepPlan, Study } from '../../study/schema';
import { breathe, throwIfAborted } from '../../train/pacing';
import type { Ready } from '../prepare';
import { type Fold, predictFold } from '../quick-model';

/** What is asked of a quick model; its inputs are the columns of `ready` after `steps`. */
export interface QuickQuestion {
  ready: Ready;
  study: Study;
  steps: readonly StepPlan[];
  rows: Uint32Array;
  folds: readonly Fold[];
}

const REPLICATES = 1000;

/** AUROC (macro) for classes, RMSE for a number: what a reader knows, whatever the search was scored by. */
export const metricOf = ({ target }: Pick<Ready, 'target'>): 'auroc' | 'rmse' =>
  target.kind === 'regression' ? 'rmse' : 'auroc';

/** Out-of-fold predictions of the quick model, in the order of `rows`. Throws `cancelled` and what steps throw. */
async function outOfFold(question: QuickQuestion, { signal }: Pick<Ctx, 'signal'>): Promise<Float64Array> {
  const { ready, study, steps, rows, folds } = question;
  const width = ready.target.kind === 'multiclass' ? ready.target.classes.length : 1;
  const place = new Map(Array.from(rows, (row, i) => [row, i]));
  const p = new Float64Array(rows.length * width);
  for (const [f, fold] of folds.entries()) {
    await breathe();
    throwIfAborted(signal);
    const mine = predictFold(ready, study, steps, fold, f, null);
    fold.valid.forEach((row, i) => {
      p.set(mine.subarray(i * width, (i + 1) * width), (place.get(row) ?? 0) * width);
    });
  }
  return p;
}

/** How well the quick model tells rows apart that it has not seen: pooled, with an interval drawn by patients. */
export async function quickScore(
  question: QuickQuestion,
  ctx: Pick<Ctx, 'signal'>,
  name: string,
  replicates = REPLICATES,
): Promise<Estimate> {
  const { ready, study, rows } = question;
  const { kind, classes, y } = ready.target;
  const unit = Int32Array.from(rows, (row) => ready.data.unit[row]);
  const truth = { kind, y: Float64Array.from(rows, (row) => y[row]), classes: classes.length, unit };
  const statistic = statisticOf(metricOf(ready), truth, await outOfFold(question, ctx));
  const estimate = statistic(new Float64Array(rows.length).fill(1));
  if (Number.isNaN(estimate)) throw new BenchsideError('evaluate.oneClass', { part: 'validation' });
  const [interval] =
    replicates > 0
      ? bootstrapIntervals(unit, [statistic], rng(study.seed, 'probe', name), replicates)
      : [null];
  const method = unitsRepeat(unit) ? 'cluster-bootstrap' : 'bootstrap';
  return {
    estimate,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    method: interval ? method : 'none',
  };
}
