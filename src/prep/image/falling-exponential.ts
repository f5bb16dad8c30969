const PLACES = 4096;
/** exp(-9) is 0.0001: what weighs less is left out. */
const END = 9;

const table = Float64Array.from({ length: PLACES + 2 }, (_, i) => Math.exp((-i * END) / PLACES));

/** exp(-t) for t of 0 or more from a table, to 1e-6; 0 beyond 9. Weights of filters need no more. */
export function fallingExponential(t: number): number {
  if (t >= END) return 0;
  const at = t * (PLACES / END);
  const i = at | 0;
  return table[i] + (at - i) * (table[i + 1] - table[i]);
}
