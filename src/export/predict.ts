import { type Dataset, takeRows } from '../data/dataset';
import type { NetSpec } from '../models/family';
import { applyPipeline, toMatrix } from '../prep/pipeline';
import type { Weights } from '../train/trainer';
import type { Predictions, Predictor } from './predictor';

/** A net's outputs for `x` [n, inputs]: what `Trainer.predict` gives. */
export type Forward = (spec: NetSpec, weights: Weights, x: Float32Array, n: number) => Promise<Float32Array>;

/** Rows prepared at once: bounds the memory that a wide table takes after encoding. */
const CHUNK = 8192;

/**
 * Predictions of the finished model: each member prepares the rows in its own way; their outputs are averaged by
 * weight. Regression values come back in the outcome's unit. Throws `use.missingColumn` and what steps throw.
 */
export async function predict(predictor: Predictor, data: Dataset, forward: Forward): Promise<Predictions> {
  const { task, members, outcome, threshold } = predictor;
  const width = task.kind === 'multiclass' ? task.classes.length : 1;
  const sums = new Float64Array(data.n * width);
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  for (let from = 0; from < data.n; from += CHUNK) {
    const n = Math.min(CHUNK, data.n - from);
    const part =
      n === data.n
        ? data
        : takeRows(
            data,
            Uint32Array.from({ length: n }, (_, i) => from + i),
          );
    for (const { steps, names, spec, weights, weight } of members) {
      const { x } = toMatrix(applyPipeline(steps, part), names);
      const outputs = await forward(spec, weights, x, n);
      for (let i = 0; i < outputs.length; i++) sums[from * width + i] += (outputs[i] * weight) / total;
    }
  }
  const p = Float32Array.from(sums, (value) => (outcome ? value * outcome.sd + outcome.mean : value));
  return { kind: task.kind, classes: task.classes, n: data.n, p, threshold };
}
