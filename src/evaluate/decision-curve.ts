import type { DecisionCurve } from '../study/results/evaluation';
import { netBenefitOf } from './cells';
import { cellsAt } from './operating-points';

/** 0, .01, …, .99. */
export const DECISION_THRESHOLDS: number[] = Array.from({ length: 100 }, (_, i) => i / 100);

/**
 * Net benefit (Vickers & Elkin, Med Decis Making 2006;26:565) of treating those whose predicted risk reaches each
 * threshold. At 0 those of risk above 0 are treated, the limit from above. `thresholds` ascend, below 1.
 */
export function netBenefits(y: ArrayLike<number>, p: ArrayLike<number>, thresholds: number[]): number[] {
  const cells = cellsAt(
    y,
    p,
    thresholds.map((t) => (t === 0 ? Number.MIN_VALUE : t)),
  );
  return cells.map((at, i) => netBenefitOf(at, thresholds[i]));
}

/** The model's net benefit, and that of treating everybody. */
export function decisionCurve(y: ArrayLike<number>, p: ArrayLike<number>): DecisionCurve {
  return {
    thresholds: DECISION_THRESHOLDS,
    model: netBenefits(y, p, DECISION_THRESHOLDS),
    all: netBenefits(y, new Float64Array(y.length).fill(1), DECISION_THRESHOLDS),
    others: [],
  };
}

/** Interventions that a net benefit spares beside treating everybody, a person, at no fewer events found. */
export const interventionsAvoided = (netBenefit: number, all: number, threshold: number): number =>
  (netBenefit - all) / (threshold / (1 - threshold));
