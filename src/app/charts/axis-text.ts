import { formatFixed } from '../ui/number';

/** How an axis writes its ticks: in words of its own, or with so many decimals at least. */
export type AxisText = ((value: number) => string) | number;

const MOST = 8;

/** Decimals with which each of these is written as it is, `least` or more: 0.05 is not to stand as 0.1. */
export function decimalsFor(values: readonly number[], least: number): number {
  const span = Math.max(...values.map(Math.abs), 0);
  for (let digits = least; digits < MOST; digits++) {
    const power = 10 ** digits;
    if (values.every((value) => Math.abs(Math.round(value * power) / power - value) <= span * 1e-6))
      return digits;
  }
  return MOST;
}

/** The texts of ticks, in their order. */
export function tickTexts(ticks: readonly number[], write: AxisText): string[] {
  if (typeof write !== 'number') return ticks.map((tick) => write(tick));
  const digits = decimalsFor(ticks, write);
  return ticks.map((tick) => formatFixed(tick, digits));
}
