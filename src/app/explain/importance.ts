import type { Importance } from '../../study/events';

/** Columns whose shuffling makes the metric worse in nearly every repeat: their interval lies above zero. */
export const beyondChance = (importances: Importance[]): Importance[] =>
  importances.filter((one) => one.low > 0);

/** Decimals for a list in the outcome's own unit: two significant digits of the largest mean, the same in every row. */
export function decimalsOf(importances: Importance[]): number {
  const largest = importances.reduce((most, { mean }) => Math.max(most, Math.abs(mean)), 0);
  return largest > 0 ? Math.min(4, Math.max(0, 1 - Math.floor(Math.log10(largest)))) : 0;
}
