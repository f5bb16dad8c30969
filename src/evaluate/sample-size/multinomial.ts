import { normalQuantile } from '../../prep/normal-quantile';
import { type Criterion, DIFFERENCE, forShrinkage, MARGIN, SHRINKAGE } from './development';

/** Without anything known: 15 % of what is possible, as for two classes. */
const ASSUMED_SHARE = 0.15;

export interface MultinomialSize {
  criteria: Criterion[];
  /** The two classes whose regression asks for most people. */
  hardest: [number, number];
}

/**
 * People that developing a model of more than two classes needs: Pate et al., Stat Methods Med Res 2023;32:555, as in
 * the authors' R package multsampsize. pairs: little overfitting in each pair's own logistic regression, in people
 * enough that the pair is among them; difference: of the overall R², at 15 % of the largest; proportions: all classes'
 * shares to within 5 percentage points at once. `counts`: people of each class, none empty; `r2`: Cox-Snell's of the
 * regression of classes a and b alone, adjusted.
 */
export function developmentMultinomial(
  counts: readonly number[],
  parameters: number,
  r2: (a: number, b: number) => number,
): MultinomialSize {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const shares = counts.map((n) => n / total);
  const pairs = counts.flatMap((_, b) =>
    Array.from({ length: b }, (_, a) => ({
      pair: [a, b] as [number, number],
      n: Math.ceil(forShrinkage(parameters, r2(a, b), SHRINKAGE) / (shares[a] + shares[b]) - 1e-9),
    })),
  );
  const most = pairs.reduce((found, one) => (one.n > found.n ? one : found));
  const largest = 1 - Math.exp(2 * shares.reduce((sum, share) => sum + share * Math.log(share), 0));
  const overall = ASSUMED_SHARE * largest;
  const shrinkage = overall / (overall + DIFFERENCE * largest);
  // Bonferroni over the classes.
  const z = normalQuantile(1 - 0.05 / (2 * counts.length));
  return {
    criteria: [
      { key: 'pairs', n: most.n },
      { key: 'difference', n: forShrinkage((counts.length - 1) * parameters, overall, shrinkage) },
      {
        key: 'proportions',
        n: Math.ceil(Math.max(...shares.map((share) => (z / MARGIN) ** 2 * share * (1 - share)))),
      },
    ],
    hardest: most.pair,
  };
}
