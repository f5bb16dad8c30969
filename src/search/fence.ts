const FENCE = 3;

/**
 * The worst loss that still counts as it is: Tukey's outer fence, three times the middle half's spread above it. One
 * trial that diverged is a bad trial, not a million bad ones. Infinity for fewer than four, or where half are equal.
 */
export function fenceOf(losses: readonly number[]): number {
  const sorted = losses.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length < 4) return Number.POSITIVE_INFINITY;
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const next = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (place - below) * (next - sorted[below]);
  };
  const [low, high] = [at(0.25), at(0.75)];
  return high > low ? high + FENCE * (high - low) : Number.POSITIVE_INFINITY;
}
