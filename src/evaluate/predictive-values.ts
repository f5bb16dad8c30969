import type { Estimate } from '../study/events';

/** What predictive values at another prevalence are made of. What is not defined is absent. */
export interface TestQuality {
  sensitivity?: Estimate;
  specificity?: Estimate;
  lrPositive?: Estimate;
  lrNegative?: Estimate;
}

const map = ({ estimate, low, high, method }: Estimate, to: (ratio: number) => number): Estimate => ({
  estimate: to(estimate),
  low: low === null ? null : to(low),
  high: high === null ? null : to(high),
  method,
});

/**
 * PPV and NPV where the outcome is as frequent as `prevalence` (0 to 1, exclusive), by Bayes' theorem. Both grow or
 * fall steadily with a likelihood ratio, so their limits are those of the ratio, carried over: with independent rows
 * the logit intervals of Mercaldo, Lau & Zhou (Stat Med 2007;26:2170). Where nobody without the outcome was called
 * positive PPV is 1, and its lower limit takes the lower limits of sensitivity and specificity, which is cautious.
 * Null where nobody was called so.
 */
export function predictiveValuesAt(
  prevalence: number,
  { sensitivity, specificity, lrPositive, lrNegative }: TestQuality,
): { ppv: Estimate | null; npv: Estimate | null } {
  const odds = prevalence / (1 - prevalence);
  const ofPositive = (ratio: number) => (odds * ratio) / (1 + odds * ratio);
  // High ratio, low NPV: the limits change places.
  const npv = lrNegative && map(lrNegative, (ratio) => 1 / (1 + odds * ratio));
  const flipped = npv ? { ...npv, low: npv.high, high: npv.low } : null;
  if (lrPositive) return { ppv: map(lrPositive, ofPositive), npv: flipped };
  if (!sensitivity || !specificity || !(sensitivity.estimate > 0)) return { ppv: null, npv: flipped };
  const [least, most] = [sensitivity.low, specificity.low === null ? null : 1 - specificity.low];
  const low = least !== null && most !== null && most > 0 ? ofPositive(least / most) : null;
  return {
    ppv: {
      estimate: 1,
      low,
      high: low === null ? null : 1,
      method: low === null ? 'none' : specificity.method,
    },
    npv: flipped,
  };
}
