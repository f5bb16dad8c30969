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
 * values a straight line is fitted, or a mean. Null where all rows of the window lie on its edge, so that none has any
 * weight: R's loess ends with an error there. `x` must ascend.
 */
export function localFit(x: Float64Array, y: Float64Array, at: number, start = 0): LocalFit | null {
  const n = x.length;
  const width = Math.min(n, Math.max(1, Math.floor(SPAN * n + 1e-5)));
  let from = start;
  // The window moves right while the row that it would gain is nearer than the one that it would lose.
  while (from + width < n && x[from + width] - at < at - x[from]) from++;
  const reach = Math.max(at - x[from], x[from + width - 1] - at);
  const scale = reach > 0 ? 1 / reach : 0;
  const weights = new Float64Array(width);
  let m0 = 0;
  let m1 = 0;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (let i = 0; i < width; i++) {
    const d = (x[from + i] - at) * scale;
    const distance = Math.abs(d);
    if (distance >= 0.999) continue;
    const fall = 1 - distance * distance * distance;
    const weight = distance < 0.001 ? 1 : fall * fall * fall;
    weights[i] = weight;
    const square = d * d;
    m0 += weight;
    m1 += weight * d;
    m2 += weight * square;
    m3 += weight * square * d;
    m4 += weight * square * square;
  }
  if (m0 === 0) return null;
  const [c0, c1, c2] = firstRow(m0, m1, m2, m3, m4);
  let value = 0;
  for (let i = 0; i < width; i++) {
    if (weights[i] === 0) continue;
    const d = (x[from + i] - at) * scale;
    weights[i] *= c0 + c1 * d + c2 * d * d;
    value += weights[i] * y[from + i];
  }
  return { value, from, weights };
}

/** The first row of the inverse of the moments' matrix, of the highest degree that they carry. */
function firstRow(m0: number, m1: number, m2: number, m3: number, m4: number): [number, number, number] {
  const flat = m0 * m2 - m1 * m1;
  if (!(flat > 1e-10 * m0 * m0)) return [1 / m0, 0, 0];
  const a = m2 * m4 - m3 * m3;
  const b = m2 * m3 - m1 * m4;
  const c = m1 * m3 - m2 * m2;
  const determinant = m0 * a + m1 * b + m2 * c;
  if (!(determinant > 1e-10 * m0 ** 3)) return [m2 / flat, -m1 / flat, 0];
  return [a / determinant, b / determinant, c / determinant];
}
