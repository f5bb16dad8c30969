import type { Param } from '../../study/params';

/**
 * How far one press of an arrow moves a number: what the parameter says; else 1 for counts, a tenth of the value's own
 * power of ten where the scale is logarithmic, and otherwise the power of ten at or below a twentieth of the range.
 */
export function stepSize(param: Extract<Param, { kind: 'int' | 'float' }>, value: number): number {
  if (param.step !== undefined) return param.step;
  if (param.kind === 'int') return 1;
  const of = param.log && value > 0 ? value / 10 : (param.high - param.low) / 20;
  return of > 0 ? Number(`1e${Math.floor(Math.log10(of) + 1e-9)}`) : 1;
}
