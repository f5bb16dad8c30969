import { cholesky, solveWith } from '../symmetric';

/** A smooth convex function of m shares. */
export interface Convex {
  value(w: Float64Array): number;
  /** [m] */
  gradient(w: Float64Array): Float64Array;
  /** [m, m] row-major; much the dearest of the three. */
  hessian(w: Float64Array): Float64Array;
}

/** A minimum is found where the value is within this of the least. */
const CLOSE = 1e-10;
const MOST_STEPS = 100;
/** Armijo's rule (Nocedal & Wright 2006, section 3.1). */
const SUFFICIENT = 1e-4;
const SHORTEST = 2 ** -40;

/**
 * By how much at most the value at `w` is above the least on the simplex (Frank & Wolfe's gap): 0 where `w` is the
 * minimum. It is the KKT condition in one number: among shares above 0 all gradients are alike, and none is smaller.
 */
export function gapOf(gradient: Float64Array, w: Float64Array): number {
  let [mean, least] = [0, Number.POSITIVE_INFINITY];
  for (let j = 0; j < w.length; j++) {
    mean += w[j] * gradient[j];
    least = Math.min(least, gradient[j]);
  }
  return mean - least;
}

/**
 * Shares, none below 0 and 1 in all, at which a convex function is least: Newton's method, each step the minimum of the
 * quadratic model on the simplex, with a line search. A Hessian serves as long as the gap shrinks quickly by it. `from`:
 * shares to begin with; `curvature`: the Hessian near them.
 */
export function leastOnSimplex(
  of: Convex,
  from: Float64Array,
  curvature: Float64Array = of.hessian(from),
): Float64Array {
  let w = from;
  let value = of.value(w);
  let gradient = of.gradient(w);
  let gap = gapOf(gradient, w);
  let hessian = curvature;
  let fresh = false;
  for (let step = 0; step < MOST_STEPS; step++) {
    // Also where a value is no number.
    if (!(gap > CLOSE)) return w;
    const target = quadraticOnSimplex(hessian, gradient, w);
    const found = lower(of, w, value, gradient, target);
    const next = found?.w ?? target;
    const slope = of.gradient(next);
    const left = gapOf(slope, next);
    // So near the minimum the value is all rounding; the gap still tells which of two is nearer.
    const taken = found !== null || left < gap / 2;
    if (!taken && fresh) return w;
    const slow = !taken || left > gap / 10;
    if (taken) [w, value, gradient, gap] = [next, found?.value ?? of.value(next), slope, left];
    fresh = slow;
    if (slow) hessian = of.hessian(w);
  }
  return w;
}

/** The first point on the way to `target`, halved again and again, with a sufficiently smaller value; null where none has. */
function lower(of: Convex, w: Float64Array, value: number, gradient: Float64Array, target: Float64Array) {
  let slope = 0;
  for (let j = 0; j < w.length; j++) slope += gradient[j] * (target[j] - w[j]);
  for (let length = 1; length > SHORTEST; length /= 2) {
    const next = length === 1 ? target : w.map((one, j) => one + length * (target[j] - one));
    const found = of.value(next);
    if (found < value && found <= value + SUFFICIENT * length * slope) return { w: next, value: found };
  }
  return null;
}

/** A share below this is one that rounding has left. */
const NOTHING = 1e-14;

/**
 * The least of g'(v - w) + (v - w)' H (v - w) / 2 on the simplex, by an active set: the shares that are free solve their
 * equations, one that would fall below 0 is held at 0, one whose gradient says that it should rise is let go.
 */
export function quadraticOnSimplex(
  hessian: Float64Array,
  gradient: Float64Array,
  w: Float64Array,
): Float64Array {
  const m = w.length;
  const linear = gradient.map((g, j) => {
    for (let k = 0; k < m; k++) g -= hessian[j * m + k] * w[k];
    return g;
  });
  const scale = Math.max(...linear.map(Math.abs), 1e-300);
  let v = Float64Array.from(w);
  const free = new Set(Array.from(v.keys()).filter((j) => v[j] > NOTHING));
  // Each pass lowers the value or holds a share; ties in rounding could go round, so the passes are counted.
  for (let pass = 0; pass < 20 * m; pass++) {
    const list = [...free].sort((a, b) => a - b);
    const { shares, price } = onFace(hessian, linear, list);
    let [length, blocking] = [1, -1];
    list.forEach((j, at) => {
      if (shares[at] >= 0) return;
      const reach = v[j] / (v[j] - shares[at]);
      if (reach < length) [length, blocking] = [reach, j];
    });
    const next = new Float64Array(m);
    list.forEach((j, at) => {
      next[j] = Math.max(0, v[j] + length * (shares[at] - v[j]));
    });
    v = next;
    if (blocking >= 0) {
      v[blocking] = 0;
      free.delete(blocking);
      continue;
    }
    let [worst, rising] = [-1e-13 * scale, -1];
    for (let j = 0; j < m; j++) {
      if (free.has(j)) continue;
      let surplus = linear[j] + price;
      for (const k of list) surplus += hessian[j * m + k] * v[k];
      if (surplus < worst) [worst, rising] = [surplus, j];
    }
    if (rising < 0) break;
    free.add(rising);
  }
  const sum = v.reduce((all, one) => all + one, 0);
  return v.map((one) => one / sum);
}

/** The least on the plane where the shares of `list` are 1 in all, whatever their signs; `price`: of that condition. */
function onFace(hessian: Float64Array, linear: Float64Array, list: readonly number[]) {
  const m = linear.length;
  const p = list.length;
  const block = new Float64Array(p * p);
  list.forEach((j, a) => {
    list.forEach((k, b) => {
      block[a * p + b] = hessian[j * m + k];
    });
  });
  const factor = factorOf(block, p);
  const pulled = solveWith(
    factor,
    p,
    list.map((j) => linear[j]),
  );
  const even = solveWith(factor, p, new Float64Array(p).fill(1));
  const total = (of: Float64Array) => of.reduce((all, one) => all + one, 0);
  const price = -(1 + total(pulled)) / total(even);
  return { shares: pulled.map((one, a) => -one - price * even[a]), price };
}

/** Where rounding leaves a matrix that is not positive definite, so much is added to its diagonal as makes it so. */
function factorOf(block: Float64Array, p: number): Float64Array {
  const largest = Math.max(...Array.from({ length: p }, (_, a) => block[a * p + a]));
  for (let added = 0; ; added = added === 0 ? 1e-10 * largest : 10 * added) {
    const raised = Float64Array.from(block);
    for (let a = 0; a < p; a++) raised[a * p + a] += added;
    const factor = cholesky(raised, p);
    if (factor) return factor;
  }
}
