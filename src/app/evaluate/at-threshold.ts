import { Z95 } from '../../evaluate/auroc';
import { wilson } from '../../evaluate/wilson';
import type { Estimate, Evaluation } from '../../study/events';
import type { OperatingPoint } from '../../study/results/evaluation';

export const AT_THRESHOLD = ['sensitivity', 'specificity', 'ppv', 'npv', 'lrPlus', 'lrMinus'] as const;
export type AtThreshold = Record<(typeof AT_THRESHOLD)[number], Estimate>;

/** The confusion table at the study's threshold; null for old journals of other kinds. */
export function reportedPoint({ confusion, threshold }: Evaluation): OperatingPoint | null {
  if (confusion.length !== 2 || threshold === null) return null;
  const [[tn, fp], [fn, tp]] = confusion;
  return { threshold, tp, fp, fn, tn };
}

/**
 * True where every row is another patient's and was predicted by one model: intervals of an explored threshold can
 * then be had from counts alone.
 */
export const isIndependent = ({
  n,
  patients,
  outer,
}: Pick<Evaluation, 'n' | 'patients' | 'outer'>): boolean => patients === n && !outer;

const share = (hits: number, n: number, intervals: boolean): Estimate =>
  n === 0
    ? { estimate: 0, low: null, high: null, method: 'none', n }
    : {
        estimate: hits / n,
        ...(intervals ? { ...wilson(hits, n), method: 'wilson' } : { low: null, high: null, method: 'none' }),
        n,
      };

/**
 * A likelihood ratio (a of n) / (b of m) with its interval on the logarithmic scale (Simel, Samsa & Matchar, J Clin
 * Epidemiol 1991;44:763-770); without limits where a cell is empty, and with `n` 0 where it is not defined.
 */
function ratio([a, n]: [number, number], [b, m]: [number, number], intervals: boolean): Estimate {
  if (n === 0 || m === 0 || b === 0) return { estimate: 0, low: null, high: null, method: 'none', n: 0 };
  const estimate = a / n / (b / m);
  if (!intervals || a === 0) return { estimate, low: null, high: null, method: 'none' };
  const factor = Math.exp(Z95 * Math.sqrt(1 / a - 1 / n + 1 / b - 1 / m));
  return { estimate, low: estimate / factor, high: estimate * factor, method: 'wald' };
}

/** What the confusion table says of the threshold; `intervals`: rows are independent. */
export function estimatesAt({ tp, fp, fn, tn }: OperatingPoint, intervals: boolean): AtThreshold {
  const [cases, others] = [tp + fn, fp + tn];
  return {
    sensitivity: share(tp, cases, intervals),
    specificity: share(tn, others, intervals),
    ppv: share(tp, tp + fp, intervals),
    npv: share(tn, tn + fn, intervals),
    lrPlus: ratio([tp, cases], [fp, others], intervals),
    lrMinus: ratio([fn, cases], [tn, others], intervals),
  };
}

/** Place of a threshold among the points, between two where it is none of them. */
export function positionOf(points: readonly OperatingPoint[], threshold: number): number {
  const after = points.findIndex((point) => point.threshold >= threshold);
  if (after < 0) return points.length - 1;
  if (after === 0 || points[after].threshold === threshold) return after;
  const before = points[after - 1].threshold;
  return after - 1 + (threshold - before) / (points[after].threshold - before);
}

/** True- and false-positive rate of a point; NaN where a class is absent. */
export const ratesOf = ({ tp, fp, fn, tn }: OperatingPoint): { fpr: number; tpr: number } => ({
  fpr: fp / (fp + tn),
  tpr: tp / (tp + fn),
});
