/** Upper tails of the distributions that tests are read from, in float64 (about 1e-12 relative). */

/** Lanczos' approximation with g = 607/128, 15 terms (P. Godfrey's coefficients). */
const LANCZOS = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125,
  -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5,
  -2.6190838401581408e-5, 3.6899182659531625e-6,
];

/** Natural logarithm of the gamma function, x > 0. */
export function logGamma(x: number): number {
  const t = x + 607 / 128 - 0.5;
  let sum = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (x - 1 + i);
  return (x - 0.5) * Math.log(t) - t + 0.5 * Math.log(2 * Math.PI) + Math.log(sum);
}

const EPSILON = 1e-16;
const TINY = 1e-300;
/** Both expansions need some square roots of their parameter many terms, more where a table is huge. */
const TERMS = 100_000;

/** Lentz's method for the continued fraction b0 + a1/(b1 + a2/(b2 + …)); `term(i)` gives [a_i, b_i]. */
function continuedFraction(b0: number, term: (i: number) => [number, number]): number {
  let f = b0 || TINY;
  let c = f;
  let d = 0;
  for (let i = 1; i <= TERMS; i++) {
    const [a, b] = term(i);
    d = 1 / (b + a * d || TINY);
    c = b + a / c || TINY;
    const change = c * d;
    f *= change;
    if (Math.abs(change - 1) < EPSILON) break;
  }
  return f;
}

/** Regularized upper incomplete gamma function Q(a, x). */
function gammaUpper(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let i = 1; i <= TERMS && term > sum * EPSILON; i++) {
      term *= x / (a + i);
      sum += term;
    }
    return 1 - front * sum;
  }
  return front / continuedFraction(x + 1 - a, (i) => [-i * (i - a), x + 2 * i + 1 - a]);
}

/** Regularized incomplete beta function I_x(a, b). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  const fraction = continuedFraction(1, (i) => {
    const m = i >> 1;
    return i % 2 === 0
      ? [(m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)), 1]
      : [(-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)), 1];
  });
  return front / (a * fraction);
}

/** P(X >= x) of the chi-square distribution. */
export const chiSquareTail = (x: number, df: number): number => gammaUpper(df / 2, x / 2);

/** P(X >= x) of the F distribution. */
export const fTail = (x: number, df1: number, df2: number): number =>
  x === Number.POSITIVE_INFINITY ? 0 : incompleteBeta(df2 / (df2 + df1 * x), df2 / 2, df1 / 2);
