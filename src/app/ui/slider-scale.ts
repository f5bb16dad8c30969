import type { Param } from '../../study/params';

type Numeric = Extract<Param, { kind: 'int' | 'float' }>;

/** A slider's own positions. */
export const STEPS = 200;

/** Where on a slider of 0 to STEPS a value stands; by its logarithm where the parameter says so. */
export function positionOf({ low, high, log }: Numeric, value: number): number {
  const share =
    log && low > 0 ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low || 1);
  return Math.round(STEPS * Math.max(0, Math.min(1, share)));
}

/** The value at a position: whole where the parameter is, of three digits otherwise. */
export function valueAt({ low, high, log, kind }: Numeric, position: number): number {
  const share = position / STEPS;
  const exact = log && low > 0 ? low * (high / low) ** share : low + share * (high - low);
  const rounded = kind === 'int' ? Math.round(exact) : Number(exact.toPrecision(3));
  return Math.max(low, Math.min(high, rounded));
}
