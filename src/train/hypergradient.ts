import type { DescentSpec } from '../models/family';
import type { Hypergradient } from '../study/events';
import { denseGradient } from './dense-gradient';
import { flatten, layoutOf } from './layout';
import type { Rows, Weights } from './trainer';

/** One fold of a trial that has been trained. */
export interface Trained {
  spec: DescentSpec;
  initial: Weights;
  best: Weights;
  valid: Rows;
  /** Optimizer steps to the best weights. */
  steps: number;
}

/**
 * How the validation loss at the best weights would change with the logarithms of learning rate and weight decay, to
 * first order: the gradient of the validation loss along the way that the weights went (more of every step), and along
 * their own shrinking by decay, the directions of the steps taken as they were. The greedy approximation of hypergradient
 * descent (Luketina et al., ICML 2016; Baydin et al., ICLR 2018), over the whole training instead of a single step.
 */
function ofFold({ spec, initial, best, valid, steps }: Trained): Hypergradient {
  const layout = layoutOf(spec);
  const [from, to] = [flatten(layout, initial), flatten(layout, best)];
  const gradient = denseGradient(spec, Float64Array.from(to), valid);
  const { learningRate, weightDecay } = spec.optimizer;
  const found = { learningRate: 0, weightDecay: 0 };
  for (let i = 0; i < layout.size; i++) found.learningRate += gradient[i] * (to[i] - from[i]);
  const shrunk = learningRate * weightDecay * steps;
  // Weights on their way, on the average; biases do not decay.
  for (const { kernel, bias } of layout.layers)
    for (let i = kernel; i < bias; i++) found.weightDecay -= (shrunk * gradient[i] * (from[i] + to[i])) / 2;
  return found;
}

/** Over all folds, each by its validation rows. */
export function hypergradient(folds: readonly Trained[]): Hypergradient {
  const rows = folds.reduce((sum, { valid }) => sum + valid.n, 0);
  const total = { learningRate: 0, weightDecay: 0 };
  for (const fold of folds) {
    const own = ofFold(fold);
    total.learningRate += (own.learningRate * fold.valid.n) / rows;
    total.weightDecay += (own.weightDecay * fold.valid.n) / rows;
  }
  return total;
}
