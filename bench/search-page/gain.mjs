/** Student's 0.975 quantile by degrees of freedom: for 10 and for 30 seeds. */
const T = { 9: 2.262, 29: 2.045 };

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What is gained over random search with the same seeds, with its paired 95 % interval. */
export function gainOver(random, other) {
  const gains = random.map((loss, seed) => loss - other[seed]);
  const centre = mean(gains);
  const sd = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - centre) ** 2, 0) / (gains.length - 1));
  const half = (T[gains.length - 1] * sd) / Math.sqrt(gains.length);
  return { mean: centre, low: centre - half, high: centre + half };
}
