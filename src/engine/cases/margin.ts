import type { Predictions } from '../../export/predictor';

/** How far a prediction stands from the decision: from the threshold on its own side, or from the second class. */
export function marginOf(kind: Predictions['kind'], odds: number[], threshold: number | null): number {
  if (kind === 'binary') {
    const t = threshold ?? 0.5;
    const p = odds[1];
    return p >= t ? (p - t) / (1 - t || 1) : (t - p) / (t || 1);
  }
  const [first, second] = [...odds].sort((a, b) => b - a);
  return first - second;
}
