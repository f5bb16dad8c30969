/** What one local fit is: the value, and the weight of each row of the window in it. */
export interface LocalFit {
  value: number;
  /** First row of the window. */
  from: number;
  /** The value is the sum of weight times outcome over the window. */
  weights: Float64Array;
}

const SPAN = 0.75;

/**
 * Loess of Cleveland & Devlin (J Am Stat Assoc 1988;83:596) as in R's `loess` with its defaults: local quadratics over
 * the nearest 75 % of rows with tricube weights, evaluated directly at `at`. Where the window holds too few different
 * values a straight line is fitted, or a mean. `x` must ascend.
 */
export function localFit(x: ArrayLike<number>, y: ArrayLike<number>, at: number, start = 0): LocalFit {
  const n = x.length;
  const width = Math.min(n, Math.max(1, Math.floor(SPAN * n + 1e-5)));
  let from = start;
  // The window moves right while the row that it would gain is nearer than the one that it would lose.
  while (from + width < n && x[from + width] - at < at - x[from]) from++;
  const reach = Math.max(at - x[from], x[from + width - 1] - at);
  const weights = new Float64Array(width);
  const m = new Float64Array(5);
  for (let i = 0; i < width; i++) {
    const d = reach > 0 ? (x[from + i] - at) / reach : 0;
    const distance = Math.abs(d);
    if (distance >= 0.999) continue;
    const weight = distance < 0.001 ? 1 : (1 - distance ** 3) ** 3;
    weights[i] = weight;
    let power = weight;
    for (let k = 0; k < 5; k++) {
      m[k] += power;
      power *= d;
    }
  }
  const [c0, c1, c2] = firstRow(m);
  let value = 0;
  for (let i = 0; i < width; i++) {
    if (weights[i] === 0) continue;
    const d = reach > 0 ? (x[from + i] - at) / reach : 0;
    weights[i] *= c0 + c1 * d + c2 * d * d;
    value += weights[i] * y[from + i];
  }
  return { value, from, weights };
}

/** The first row of the inverse of the moments' matrix, of the highest degree that they carry. */
function firstRow([m0, m1, m2, m3, m4]: Float64Array): [number, number, number] {
  const flat = m0 * m2 - m1 * m1;
  if (!(flat > 1e-10 * m0 * m0)) return [1 / m0, 0, 0];
  const a = m2 * m4 - m3 * m3;
  const b = m2 * m3 - m1 * m4;
  const c = m1 * m3 - m2 * m2;
  const determinant = m0 * a + m1 * b + m2 * c;
  if (!(determinant > 1e-10 * m0 ** 3)) return [m2 / flat, -m1 / flat, 0];
  return [a / determinant, b / determinant, c / determinant];
}
