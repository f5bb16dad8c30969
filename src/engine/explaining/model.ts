import type { Dataset } from '../../data/dataset';
import { type GrownMember, grownShap } from '../../explain/shap/grown-members';
import {
  additiveShap,
  type Model,
  type ShapJob,
  type ShapValues,
  shapValues,
} from '../../explain/shap/shap-values';
import { predict } from '../../export/predict';
import type { Member, Predictor } from '../../export/predictor';
import { isDense } from '../../models/family';
import { applyPipeline, toMatrix } from '../../prep/pipeline';
import type { ShapSummary } from '../../study/results/explanation';
import type { Trainer, Weights } from '../../train/trainer';

/** What a model says of rows, an output for each class that is explained (of two classes the second alone). */
export const modelOf =
  (predictor: Predictor, trainer: Pick<Trainer, 'predict'>): Model =>
  async (data) =>
    (await predict(predictor, data, trainer.predict.bind(trainer))).p;

export const outputsOf = ({ task }: Predictor): string[] =>
  task.kind === 'binary' ? [task.classes[1]] : task.classes;

const isLinear = ({ spec, picture }: Member): boolean =>
  !picture && isDense(spec) && spec.layers.length === 1;

/**
 * The linear predictor of a model that is one linear unit: the log odds, or the value. Null where it is none: several
 * regressions whose probabilities are averaged are linear on no scale.
 */
function linearOf({ members, outcome, task }: Predictor): Model | null {
  const alone = task.kind === 'regression' || (task.kind === 'binary' && members.length === 1);
  if (!alone || !members.every(isLinear)) return null;
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  return async (data) => {
    const sums = new Float64Array(data.n);
    for (const { steps, names, weights, weight } of members) {
      const { kernel, bias } = (weights as Weights)[0];
      const { x } = toMatrix(applyPipeline(steps, data), names);
      for (let i = 0; i < data.n; i++) {
        let z = bias[0];
        for (let j = 0; j < names.length; j++) z += x[i * names.length + j] * kernel[j];
        sums[i] += (z * weight) / total;
      }
    }
    return outcome ? sums.map((z) => z * outcome.sd + outcome.mean) : sums;
  };
}

/** Whether the linear predictor is all that there is: a recalibration, or what else stands behind it, is not. */
async function tellsAll(linear: Model, whole: Model, data: Dataset, binary: boolean): Promise<boolean> {
  const z = await linear(data);
  const p = await whole(data);
  return Array.from(z).every((value, i) => {
    const expected = binary ? 1 / (1 + Math.exp(-value)) : value;
    return Math.abs(expected - p[i]) <= 1e-4 * Math.max(1, Math.abs(expected));
  });
}

export interface Explained extends ShapValues {
  method: ShapSummary['method'];
  scale: ShapSummary['scale'];
}

/**
 * The members of a model that is trees alone, where what its trees add up to is a scale on which it can be read: the
 * value, the mean of probabilities, or of two classes the log odds of one member: several averaged are additive on no
 * scale, as with regressions. A recalibration stands behind it and bends it.
 */
function grownOf({
  members,
  task,
  calibration,
}: Predictor): { grown: GrownMember[]; scale: Explained['scale'] } | null {
  const grown = members.filter((member): member is Member & GrownMember => member.spec.kind === 'trees');
  if (calibration || grown.length < members.length) return null;
  const growths = new Set(grown.map(({ spec }) => spec.grow === 'boosting'));
  if (growths.size > 1) return null;
  if (task.kind === 'regression') return { grown, scale: 'value' };
  if (!growths.has(true)) return { grown, scale: 'probability' };
  // Several classes' scores before softmax mean nothing each for itself.
  return task.kind === 'binary' && grown.length === 1 ? { grown, scale: 'logit' } : null;
}

/** Exact SHAP values where the model is linear, or trees, on the scale on which it is; else Kernel SHAP of what it says. */
export async function explainedRows(
  predictor: Predictor,
  trainer: Pick<Trainer, 'predict'>,
  job: Omit<ShapJob, 'model' | 'outputs'>,
): Promise<Explained> {
  const model = modelOf(predictor, trainer);
  const outputs = Math.max(1, outputsOf(predictor).length);
  const binary = predictor.task.kind === 'binary';
  const linear = linearOf(predictor);
  if (linear && (await tellsAll(linear, model, job.data, binary))) {
    const exact = await additiveShap({ ...job, model: linear, outputs });
    if (exact) return { ...exact, method: 'linear', scale: binary ? 'logit' : 'value' };
  }
  const trees = grownOf(predictor);
  const exact = trees && (await grownShap(trees.grown, predictor.outcome, job));
  if (exact) return { ...exact, method: 'trees', scale: trees.scale };
  const found = await shapValues({ ...job, model, outputs });
  return {
    ...found,
    method: 'kernel',
    scale: predictor.task.kind === 'regression' ? 'value' : 'probability',
  };
}
