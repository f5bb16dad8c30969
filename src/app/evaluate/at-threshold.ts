import { lrNegative, lrPositive } from '../../evaluate/ratios';
import { wilson } from '../../evaluate/wilson';
import type { Estimate, Evaluation } from '../../study/events';
import type { OperatingPoint } from '../../study/results/evaluation';

export const AT_THRESHOLD = ['sensitivity', 'specificity', 'ppv', 'npv', 'lrPositive', 'lrNegative'] as const;
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

/** Not defined: to be shown as a dash. */
const UNDEFINED: Estimate = { estimate: 0, low: null, high: null, method: 'none', n: 0 };

const ratio = (estimate: Estimate | null, intervals: boolean): Estimate =>
  estimate === null
    ? UNDEFINED
    : intervals
      ? estimate
      : { ...estimate, low: null, high: null, method: 'none' };

/** What the confusion table says of the threshold; `intervals`: rows are independent. */
export function estimatesAt(point: OperatingPoint, intervals: boolean): AtThreshold {
  const { tp, fp, fn, tn } = point;
  return {
    sensitivity: share(tp, tp + fn, intervals),
    specificity: share(tn, fp + tn, intervals),
    ppv: share(tp, tp + fp, intervals),
    npv: share(tn, tn + fn, intervals),
    lrPositive: ratio(lrPositive(point), intervals),
    lrNegative: ratio(lrNegative(point), intervals),
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
