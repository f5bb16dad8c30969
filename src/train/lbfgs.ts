/** Value of the function at `x`; its gradient goes into `gradient`. */
export type Smooth = (x: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  x: Float64Array;
  value: number;
  iterations: number;
  /** The largest part of the gradient came under the tolerance, or no smaller value could be told in float64. */
  converged: boolean;
}

/** Pairs of steps and changes of the gradient that stand for the curvature. */
const MEMORY = 10;
const MOST_HALVINGS = 60;
/** Weak Wolfe conditions: decrease and curvature. */
const DECREASE = 1e-4;
const CURVATURE = 0.9;

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};
const largest = (a: Float64Array): number => {
  let most = 0;
  for (const value of a) most = Math.max(most, Math.abs(value));
  return most;
};

/**
 * Smallest value of a smooth convex function by L-BFGS (Nocedal & Wright 2006, algorithms 7.4 and 7.5) in float64,
 * with a bracketing line search for the weak Wolfe conditions (Lewis & Overton 2013). Ends where no part of the
 * gradient is larger than `tolerance`. `x` is where it starts and is not changed.
 */
export function lbfgs(
  f: Smooth,
  start: Float64Array,
  { tolerance = 1e-5, maxIterations = 1000 }: { tolerance?: number; maxIterations?: number } = {},
): Minimum {
  let x = start.slice();
  let gradient = new Float64Array(x.length);
  let value = f(x, gradient);
  const pairs: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  for (let iterations = 0; iterations < maxIterations; iterations++) {
    if (largest(gradient) <= tolerance) return { x, value, iterations, converged: true };
    let direction = descent(gradient, pairs);
    if (!(dot(direction, gradient) < 0)) {
      pairs.length = 0;
      direction = gradient.map((g) => -g);
    }
    const first = pairs.length === 0 ? Math.min(1, 1 / largest(gradient)) : 1;
    const next = search(f, x, value, gradient, direction, first);
    if (!next) return { x, value, iterations, converged: true };
    const s = next.x.map((at, i) => at - x[i]);
    const y = next.gradient.map((g, i) => g - gradient[i]);
    const sy = dot(s, y);
    if (sy > 0) {
      pairs.push({ s, y, rho: 1 / sy });
      if (pairs.length > MEMORY) pairs.shift();
    }
    ({ x, value, gradient } = next);
  }
  return { x, value, iterations: maxIterations, converged: largest(gradient) <= tolerance };
}

/** -H g by the two-loop recursion. */
function descent(
  gradient: Float64Array,
  pairs: readonly { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const q = gradient.map((g) => -g);
  const alphas: number[] = [];
  for (const { s, y, rho } of [...pairs].reverse()) {
    const alpha = rho * dot(s, q);
    alphas.unshift(alpha);
    for (let i = 0; i < q.length; i++) q[i] -= alpha * y[i];
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < q.length; i++) q[i] *= scale;
  }
  pairs.forEach(({ s, y, rho }, k) => {
    const beta = rho * dot(y, q);
    for (let i = 0; i < q.length; i++) q[i] += (alphas[k] - beta) * s[i];
  });
  return q;
}

/** A point along `direction` that satisfies the weak Wolfe conditions; null where float64 sees no smaller value. */
function search(
  f: Smooth,
  x: Float64Array,
  value: number,
  gradient: Float64Array,
  direction: Float64Array,
  first: number,
): { x: Float64Array<ArrayBuffer>; value: number; gradient: Float64Array<ArrayBuffer> } | null {
  const slope = dot(gradient, direction);
  let [low, high, step] = [0, Number.POSITIVE_INFINITY, first];
  let best: { x: Float64Array<ArrayBuffer>; value: number; gradient: Float64Array<ArrayBuffer> } | null =
    null;
  for (let i = 0; i < MOST_HALVINGS; i++) {
    const at = Float64Array.from(x, (from, j) => from + step * direction[j]);
    const slopes = new Float64Array(x.length);
    const there = f(at, slopes);
    if (!(there <= value + DECREASE * step * slope)) high = step;
    else {
      if (there < value) best = { x: at, value: there, gradient: slopes };
      if (dot(slopes, direction) >= CURVATURE * slope) return best;
      low = step;
    }
    step = high < Number.POSITIVE_INFINITY ? (low + high) / 2 : 2 * low;
  }
  return best;
}
