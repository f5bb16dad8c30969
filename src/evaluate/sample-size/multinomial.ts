import { normalQuantile } from '../../prep/normal-quantile';
import { type Criterion, DIFFERENCE, forShrinkage, MARGIN, NOTHING_KNOWN, SHRINKAGE } from './development';

/** The largest Cox-Snell R² that classes of these shares allow. */
export const maxR2OfClasses = (shares: readonly number[]): number =>
  1 - Math.exp(2 * shares.reduce((sum, p) => sum + p * Math.log(p), 0));

/**
 * People that developing a multinomial model needs: Pate et al., Stat Methods Med Res 2023;32:555, as their R package
 * multsampsize computes it. Shrinkage is asked for in the logistic sub-model of each pair of classes, whose adjusted
 * Cox-Snell R² `pairR2` gives by the share of the second class in the pair; the overall R² is taken as 15 % of what is
 * possible. The intervals of the classes' shares hold together (Bonferroni); the package divides by five whatever the
 * number of classes, which is right for five. `counts`: people of each class, each above 0; `parameters` of one
 * equation.
 */
export function developmentMultinomial(
  pairR2: (share: number) => number,
  parameters: number,
  counts: readonly number[],
): Criterion[] {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => count / n);
  const ofPairs = shares.flatMap((first, k) =>
    shares.slice(k + 1).map((second) => {
      const inPair = first + second;
      return forShrinkage(parameters, pairR2(second / inPair), SHRINKAGE) / inPair;
    }),
  );
  const most = maxR2OfClasses(shares);
  const r2 = NOTHING_KNOWN * most;
  const chi2 = normalQuantile(1 - 0.05 / counts.length / 2) ** 2;
  const widest = Math.max(...shares.map((p) => p * (1 - p)));
  return [
    { key: 'shrinkage', n: Math.ceil(Math.max(...ofPairs)) },
    {
      key: 'difference',
      n: forShrinkage((counts.length - 1) * parameters, r2, r2 / (r2 + DIFFERENCE * most)),
    },
    { key: 'shares', n: Math.ceil((chi2 * widest) / MARGIN ** 2) },
  ];
}
