const BINS = 50;

/** How many rows of each class (binary) have risks in each of 50 equal bins of [0, 1]; the last one holds 1. */
export function riskDistributions(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  classes: string[],
  repeats = 1,
): { label: string; counts: number[] }[] {
  const counts = classes.map(() => new Array<number>(BINS).fill(0));
  for (let i = 0; i < y.length; i++) counts[y[i]][Math.min(BINS - 1, Math.floor(p[i] * BINS))]++;
  return classes.map((label, k) => ({ label, counts: counts[k].map((count) => count / repeats) }));
}
