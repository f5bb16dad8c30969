/** Half the spacing of float32 at one: a prediction that was rounded to 0 or 1 is taken for one this far from it. */
export const EDGE = 2 ** -24;

/** Log odds of a probability, finite for all of [0, 1]. */
export function logit(p: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, p));
  return Math.log(inside) - Math.log1p(-inside);
}

export const expit = (z: number): number =>
  z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
