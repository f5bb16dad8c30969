import type { Estimate } from '../study/events';
import type { WeightedStatistic } from './bootstrap';
import { wilson } from './wilson';

/** A share of some rows: which rows count below the line, and which of them above it. */
export interface Proportion {
  within: Uint8Array;
  success: Uint8Array;
  /** Rows below the line. */
  n: number;
}

/** Sensitivity, specificity, predictive values (class 1 positive) and accuracy (of any number of classes). */
export function proportions(
  y: ArrayLike<number>,
  decided: ArrayLike<number>,
): Record<'sensitivity' | 'specificity' | 'ppv' | 'npv' | 'accuracy', Proportion> {
  const right = Uint8Array.from(y, (value, i) => (decided[i] === value ? 1 : 0));
  const among = (counts: (i: number) => boolean): Proportion => {
    const within = right.map((_, i) => (counts(i) ? 1 : 0));
    return {
      within,
      success: within.map((inside, i) => inside & right[i]),
      n: within.reduce((sum, inside) => sum + inside, 0),
    };
  };
  return {
    sensitivity: among((i) => y[i] === 1),
    specificity: among((i) => y[i] === 0),
    ppv: among((i) => decided[i] === 1),
    npv: among((i) => decided[i] === 0),
    accuracy: among(() => true),
  };
}

export function proportionStatistic({ within, success }: Proportion): WeightedStatistic {
  const rows = (flags: Uint8Array) => Uint32Array.from(flags.keys()).filter((i) => flags[i] === 1);
  const total = (list: Uint32Array, weights: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < list.length; i++) sum += weights[list[i]];
    return sum;
  };
  const [above, below] = [rows(success), rows(within)];
  return (weights) => total(above, weights) / total(below, weights);
}

/**
 * A proportion with Wilson's interval. Rows of one patient are not independent: the interval's n is the number
 * of patients, the cautious choice where a share is 0 or 1 and the cluster bootstrap collapses. With one row a
 * patient both are the same. Needs n > 0.
 */
export function wilsonEstimate({ within, success, n }: Proportion, unit: ArrayLike<number>): Estimate {
  const patients = new Set(Array.from(unit).filter((_, i) => within[i] === 1)).size;
  const share = success.reduce((sum, hit) => sum + hit, 0) / n;
  return { estimate: share, ...wilson(share * patients, patients), method: 'wilson', n };
}
