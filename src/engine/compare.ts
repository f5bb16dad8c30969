import { pairedDifference } from '../evaluate/paired';
import { differsForNetworks, planFor } from '../prep/plan-for';
import type { Ctx } from '../study/context';
import { BenchsideError } from '../study/errors';
import type { StepComparison } from '../study/events';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import { breathe, throwIfAborted } from '../train/pacing';
import type { Ready } from './prepare';
import { predictFold, quickFolds, type StandIn } from './quick-model';

const REPLICATES = 1000;

/**
 * A ridge logistic (softmax, linear) model by cross-validation on development rows, patients kept whole, with all
 * steps and without `stepId`. Where others steps then leave columns that are no numbers, these are left out, and gaps
 * become 0; the answer names them. Errors: `prep.*`, `compare.nothingLeft`, `evaluate.oneClass`, `cancelled`.
 */
export async function compareStep(
  ready: Ready,
  study: Study,
  stepId: string,
  { signal, report }: Pick<Ctx, 'signal' | 'report'>,
): Promise<StepComparison> {
  const step = study.steps.find((s) => s.id === stepId);
  if (!step) throw new BenchsideError('prep.unknownStep', { step: stepId });
  const { rows, folds } = quickFolds(ready, study);
  // The regression is given what is for networks where it is asked what that does, and only there.
  const steps = planFor(study.steps, differsForNetworks([step]) ? 'embedded' : undefined);
  const others = steps.filter((s) => s.id !== stepId);
  const standIn: StandIn = { leftOut: new Set(), zeroFilled: new Set() };
  const outputs = ready.target.kind === 'multiclass' ? ready.target.classes.length : 1;
  const place = new Map(Array.from(rows, (row, at) => [row, at]));
  const predictions = {
    with: new Float64Array(rows.length * outputs),
    without: new Float64Array(rows.length * outputs),
  };

  for (const [f, fold] of folds.entries())
    for (const arm of ['with', 'without'] as const) {
      report({ phase: 'prepare', done: f, total: folds.length, unit: 'folds' });
      await breathe();
      throwIfAborted(signal);
      const p =
        arm === 'with'
          ? predictFold(ready, study, steps, fold, f, null)
          : predictFold(ready, study, others, fold, f, { step: step.step, standIn });
      fold.valid.forEach((row, i) => {
        predictions[arm].set(p.subarray(i * outputs, (i + 1) * outputs), place.get(row)! * outputs);
      });
    }
  await breathe();
  throwIfAborted(signal);

  const { metric } = study.search;
  const unit = Int32Array.from(rows, (row) => ready.data.unit[row]);
  const { first, second, difference } = pairedDifference(
    metric,
    {
      kind: ready.target.kind,
      y: Float64Array.from(rows, (row) => ready.target.y[row]),
      classes: ready.target.classes.length,
      unit,
    },
    predictions.with,
    predictions.without,
    rng(study.seed, 'compare', 'bootstrap'),
    REPLICATES,
  );
  return {
    stepId,
    step: step.step,
    metric,
    with: first,
    without: second,
    difference,
    rows: rows.length,
    sampled: rows.length < ready.parts.dev.length,
    patients: new Set(unit).size,
    folds: folds.length,
    leftOut: [...standIn.leftOut],
    zeroFilled: [...standIn.zeroFilled],
  };
}
