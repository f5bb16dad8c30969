import type { Estimate } from '../study/results/estimate';
import { Z95 } from './auroc';

/** Counts of those with the outcome (tp, fn) and without it (fp, tn). */
interface Counts {
  tp: number;
  fp: number;
  fn: number;
  tn: number;
}

/**
 * Predictive values where the share of people with the outcome is `prevalence`, by Bayes' rule from sensitivity and
 * specificity. The intervals are of the log odds (Mercaldo, Lau & Zhou, Stat Med 2007;26:2170-2183, equations 8-11),
 * for independent rows; limits are null where a cell is empty, and `n` is 0 where a class is.
 */
export function predictiveValuesAt(
  { tp, fp, fn, tn }: Counts,
  prevalence: number,
): { ppv: Estimate; npv: Estimate } {
  const [cases, others] = [tp + fn, fp + tn];
  if (cases === 0 || others === 0) return { ppv: NOTHING, npv: NOTHING };
  const [sensitivity, specificity] = [tp / cases, tn / others];
  const odds = prevalence / (1 - prevalence);
  return {
    ppv: estimateOf(
      (odds * sensitivity) / (1 - specificity),
      (1 - sensitivity) / (sensitivity * cases) + specificity / ((1 - specificity) * others),
    ),
    npv: estimateOf(
      specificity / (odds * (1 - sensitivity)),
      sensitivity / ((1 - sensitivity) * cases) + (1 - specificity) / (specificity * others),
    ),
  };
}

const NOTHING: Estimate = { estimate: 0, low: null, high: null, method: 'none', n: 0 };

function estimateOf(odds: number, variance: number): Estimate {
  // Nobody is called so.
  if (Number.isNaN(odds)) return NOTHING;
  const share = (value: number) => (value === Number.POSITIVE_INFINITY ? 1 : value / (1 + value));
  if (!(variance > 0 && Number.isFinite(variance)))
    return { estimate: share(odds), low: null, high: null, method: 'none' };
  const factor = Math.exp(Z95 * Math.sqrt(variance));
  return { estimate: share(odds), low: share(odds / factor), high: share(odds * factor), method: 'wald' };
}
