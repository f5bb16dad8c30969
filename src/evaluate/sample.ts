import type { Target } from '../data/dataset';

/** Tested rows in an order that does not depend on the order in which they came. */
export interface Sample {
  y: Float64Array;
  /** [n] or [n, classes]; the numbers that the model gave, as float64. */
  p: Float64Array;
  /** Patient of each row, numbered from 0 as they first stand in this order. */
  unit: Int32Array;
  /** Index of each row in what came. */
  from: Uint32Array;
  n: number;
  /** In all repeats together. */
  patients: number;
}

interface Rows {
  target: Target;
  p: ArrayLike<number>;
  unit: ArrayLike<number>;
  repeat?: ArrayLike<number>;
}

/**
 * The rows of each repeat (one where there are none). With one probability a row they are sorted by it, the highest
 * first; else by patient. Patients are numbered alike in all repeats.
 */
export function samplesOf({ target, p, unit, repeat }: Rows): Sample[] {
  const { y, kind, classes } = target;
  const width = kind === 'multiclass' ? classes.length : 1;
  const order = Uint32Array.from({ length: y.length }, (_, i) => i);
  if (width === 1) order.sort((a, b) => p[b] - p[a] || y[a] - y[b] || unit[a] - unit[b]);
  else order.sort((a, b) => unit[a] - unit[b] || y[a] - y[b]);
  const numbers = new Map<number, number>();
  for (const row of order) if (!numbers.has(unit[row])) numbers.set(unit[row], numbers.size);
  const repeats = repeat ? [...new Set(Array.from(repeat))].sort((a, b) => a - b) : [null];
  return repeats.map((one) => {
    const from = repeat ? order.filter((row) => repeat[row] === one) : order;
    const mine = new Float64Array(from.length * width);
    for (let i = 0; i < from.length; i++)
      for (let k = 0; k < width; k++) mine[i * width + k] = p[from[i] * width + k];
    return {
      y: Float64Array.from(from, (row) => y[row]),
      p: mine,
      unit: Int32Array.from(from, (row) => numbers.get(unit[row])!),
      from,
      n: from.length,
      patients: numbers.size,
    };
  });
}

/** True where some patient has several rows in one repeat. */
export const patientsRepeat = (samples: Sample[]): boolean =>
  samples.some(({ unit, n }) => new Set(unit).size < n);
