import type { ParamValue } from '../../study/params';

/** A parameter's value as it is shown and typed: 0.001, 1e-5, 64 → 32. */
export function valueText(value: ParamValue): string {
  if (Array.isArray(value)) return value.join(' → ');
  if (typeof value !== 'number') return String(value);
  return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
}
