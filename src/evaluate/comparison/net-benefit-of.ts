import type { OtherPrediction } from './other-prediction';

/**
 * Net benefit (Vickers & Elkin, Med Decis Making 2006;26:565-574) of acting on another prediction at each threshold:
 * TP / n - FP / n * t / (1 - t) among rows in which it is known. Of a risk those at or above the threshold are acted
 * on; of a call, which has no threshold, the same people at every one.
 */
export function netBenefitOf(
  y: ArrayLike<number>,
  { risk, decided }: Pick<OtherPrediction, 'risk' | 'decided'>,
  thresholds: readonly number[],
): number[] {
  const acts = risk ?? decided;
  if (!acts) return thresholds.map(() => 0);
  const known = Array.from(y, (_, i) => i).filter((i) => !Number.isNaN(acts[i]));
  const byRisk = known.sort((a, b) => acts[a] - acts[b]);
  // Above each place: how many events and others.
  const events = new Float64Array(byRisk.length + 1);
  for (let i = byRisk.length - 1; i >= 0; i--) events[i] = events[i + 1] + y[byRisk[i]];
  const n = byRisk.length;
  return thresholds.map((threshold) => {
    const from = firstAtOrAbove(byRisk, acts, risk ? threshold : 0.5);
    const [tp, fp] = [events[from], n - from - events[from]];
    return n === 0 ? 0 : tp / n - ((fp / n) * threshold) / (1 - threshold);
  });
}

function firstAtOrAbove(rows: number[], values: ArrayLike<number>, limit: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[rows[middle]] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
