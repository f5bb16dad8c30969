import { incompleteBeta } from './distributions';

/** x with I_x(a, b) = q, by halving: 60 steps leave 1e-18. */
function betaQuantile(q: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < q) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The exact 95 % interval of a proportion (Clopper & Pearson 1934): never covers less, often more. Needs n > 0. */
export function clopperPearson(successes: number, n: number): { low: number; high: number } {
  return {
    low: successes === 0 ? 0 : betaQuantile(0.025, successes, n - successes + 1),
    high: successes === n ? 1 : betaQuantile(0.975, successes + 1, n - successes),
  };
}
