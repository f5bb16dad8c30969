import type { Estimate } from '../study/events';
import { Z95 } from './auroc';
import type { Cells } from './cells';
import { bare, waldOfRatio } from './interval';

/** exp(log ratio ± 1.96 SE) where nothing is 0. */
const spread = (inverse: number[], less: number[] = []): number =>
  Math.sqrt(
    inverse.reduce((sum, count) => sum + 1 / count, 0) - less.reduce((sum, count) => sum + 1 / count, 0),
  );

/**
 * A ratio of the shares a/n and b/m with its interval on the logarithm's scale (Simel, Samsa & Matchar, J Clin
 * Epidemiol 1991;44:763). With a = 0 the upper limit is that of the table with one half added to each cell (Haldane
 * 1956). Null with b = 0: the ratio is infinite or nothing at all.
 */
function ratioOfShares(a: number, n: number, b: number, m: number): Estimate | null {
  if (b === 0) return null;
  if (a > 0) return waldOfRatio(((a / n) * m) / b, spread([a, b], [n, m]));
  const [a2, n2, b2, m2] = [0.5, n + 1, b + 0.5, m + 1];
  const high = ((a2 / n2) * m2) / b2;
  return {
    estimate: 0,
    low: 0,
    high: high * Math.exp(Z95 * spread([a2, b2], [n2, m2])),
    method: 'wald',
  };
}

/** Likelihood ratio of a positive call; null where nobody without the outcome was called positive. */
export const lrPositive = ({ tp, fp, fn, tn }: Cells): Estimate | null =>
  ratioOfShares(tp, tp + fn, fp, fp + tn);

/** Likelihood ratio of a negative call; null where nobody without the outcome was called negative. */
export const lrNegative = ({ tp, fp, fn, tn }: Cells): Estimate | null =>
  ratioOfShares(fn, tp + fn, tn, fp + tn);

/** Diagnostic odds ratio with Woolf's interval (1955); null where it is infinite or not defined. */
export function oddsRatio({ tp, fp, fn, tn }: Cells): Estimate | null {
  if (fp * fn === 0) return null;
  const ratio = (tp * tn) / (fp * fn);
  return ratio === 0 ? bare(0) : waldOfRatio(ratio, spread([tp, fp, fn, tn]));
}

/**
 * Events that came over those that were expected, the sum of the risks. The logarithm's standard error is
 * sqrt((1 - prevalence) / events), as in Debray et al., BMJ 2017;356:i6460, and in Riley's sample sizes. Null where
 * nothing was expected.
 */
export function observedOverExpected(events: number, expected: number, n: number): Estimate | null {
  if (!(expected > 0)) return null;
  return events === 0 ? bare(0) : waldOfRatio(events / expected, Math.sqrt((1 - events / n) / events));
}
