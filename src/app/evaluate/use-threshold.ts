import { useMemo, useState } from 'react';
import type { Evaluation } from '../../study/events';
import type { OperatingPoint } from '../../study/results/evaluation';
import { type AtThreshold, estimatesAt, isIndependent, reportedPoint } from './at-threshold';

/** The threshold that every number and figure of the page stands at. */
export interface ThresholdView {
  point: OperatingPoint;
  estimates: AtThreshold;
  reported: OperatingPoint;
  /** Another threshold than the study's is looked at; nothing of it is kept. */
  exploring: boolean;
  /** False where the intervals of an explored threshold cannot be had from counts. */
  intervals: boolean;
  explore(index: number): void;
  reset(): void;
}

/** Null where the evaluation has no threshold. */
export function useThreshold(evaluation: Evaluation): ThresholdView | null {
  const [explored, setExplored] = useState<{ of: Evaluation; index: number } | null>(null);
  const reported = useMemo(() => reportedPoint(evaluation), [evaluation]);
  // Another evaluation has other points.
  const index = explored?.of === evaluation ? explored.index : null;
  if (!reported) return null;
  const independent = isIndependent(evaluation);
  const point = index === null ? reported : (evaluation.binary?.points[index] ?? reported);
  const exploring = index !== null;
  const { metrics } = evaluation;
  const counted = estimatesAt(point, independent);
  const estimates = exploring
    ? counted
    : (Object.fromEntries(
        Object.entries(counted).map(([name, estimate]) => [name, metrics[name] ?? estimate]),
      ) as AtThreshold);
  return {
    point,
    estimates,
    reported,
    exploring,
    intervals: independent || !exploring,
    explore: (next) => setExplored({ of: evaluation, index: next }),
    reset: () => setExplored(null),
  };
}
