/** The part of 0 to 1 in which predictions lie: all of it, or less where no risk is above one half. */
export function riskDomain(top: number): [number, number] {
  return [0, [0.05, 0.1, 0.2, 0.3, 0.5].find((end) => top <= end) ?? 1];
}

/** The largest prediction that a histogram over [0, 1] may hold. */
export function topOfBins(distributions: readonly { counts: readonly number[] }[]): number {
  const bins = distributions[0]?.counts.length ?? 0;
  for (let i = bins - 1; i >= 0; i--)
    if (distributions.some(({ counts }) => counts[i] > 0)) return (i + 1) / bins;
  return 0;
}
