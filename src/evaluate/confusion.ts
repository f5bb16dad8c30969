import type { Target } from '../data/dataset';
import { EVEN_THRESHOLD } from './threshold';

/**
 * Class index per row. Binary: 1 where p >= threshold (one half if null; a list has each row's own). Multiclass: the most probable class,
 * the first of equals; `p` is [n, classes]. Not for regression.
 */
export function decide(
  kind: Exclude<Target['kind'], 'regression'>,
  p: ArrayLike<number>,
  classes: number,
  threshold: number | Float64Array | null,
): Int32Array {
  if (kind === 'binary') {
    const of = threshold instanceof Float64Array ? threshold : null;
    const same = typeof threshold === 'number' ? threshold : EVEN_THRESHOLD;
    return Int32Array.from(p, (score, i) => (score >= (of ? of[i] : same) ? 1 : 0));
  }
  const decided = new Int32Array(p.length / classes);
  for (let i = 0; i < decided.length; i++) {
    let top = 0;
    for (let k = 1; k < classes; k++) if (p[i * classes + k] > p[i * classes + top]) top = k;
    decided[i] = top;
  }
  return decided;
}

/** Counts of rows: [truth][decided]. */
export function confusion(y: ArrayLike<number>, decided: ArrayLike<number>, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < y.length; i++) counts[y[i]][decided[i]]++;
  return counts;
}
