/**
 * Rows that lend their values to a row's gaps. `measure` a row, then ask for the `value` of each of its gaps.
 * Distances are those of scikit-learn's nan_euclidean_distances on standardized columns.
 */
export class Donors {
  /** Raw values, column after column: [columns, rows], NaN where missing. */
  private readonly raw: Float64Array;
  /** Row after row [rows, columns]: the standardized value, 0 where missing, and whether it is there, 1 or 0. */
  private readonly scaled: Float64Array;
  private readonly present: Float64Array;
  private readonly n: number;
  /** Squared distance of each donor from the row measured; infinite where they share no column. */
  private readonly distance: Float64Array;

  /** `columns`: name, mean and population SD of each. */
  constructor(
    rows: readonly (readonly (number | null)[])[],
    private readonly columns: readonly (readonly [string, number, number])[],
  ) {
    const width = columns.length;
    this.n = rows.length;
    this.raw = new Float64Array(width * this.n).fill(Number.NaN);
    this.scaled = new Float64Array(width * this.n);
    this.present = new Float64Array(width * this.n);
    this.distance = new Float64Array(this.n);
    rows.forEach((row, i) => {
      row.forEach((value, j) => {
        if (value === null) return;
        this.raw[j * this.n + i] = value;
        this.scaled[i * width + j] = this.standardized(j, value);
        this.present[i * width + j] = 1;
      });
    });
  }

  private standardized(column: number, value: number): number {
    const [, mean, sd] = this.columns[column];
    // Nothing was learned about how far another value of a constant column is away.
    return sd === 0 ? 0 : (value - mean) / sd;
  }

  /** `row`: raw values in the columns' order, NaN where missing. */
  measure(row: Float64Array): void {
    const { n, scaled, present, distance } = this;
    const width = row.length;
    const own = row.map((value, j) => (Number.isNaN(value) ? 0 : this.standardized(j, value)));
    const there = row.map((value) => (Number.isNaN(value) ? 0 : 1));
    for (let i = 0, at = 0; i < n; i++) {
      let [sum, both] = [0, 0];
      for (let j = 0; j < width; j++, at++) {
        // Products instead of questions: gaps come at random, which a processor guesses badly.
        const counts = present[at] * there[j];
        const gap = (scaled[at] - own[j]) * counts;
        sum += gap * gap;
        both += counts;
      }
      distance[i] = both === 0 ? Number.POSITIVE_INFINITY : (sum * width) / both;
    }
  }

  /** The mean of this column over the nearest donors that have it; of equally near ones the first. */
  value(column: number, neighbours: number, byDistance: boolean): number {
    const nearest = this.nearest(column, neighbours);
    if (nearest.length === 0) return this.columns[column][1];
    const { raw, distance } = this;
    // A donor at no distance at all outweighs any other.
    const exact = byDistance && distance[nearest[0]] === 0;
    let [sum, weights] = [0, 0];
    for (const donor of nearest) {
      const far = distance[donor];
      const weight = exact ? (far === 0 ? 1 : 0) : byDistance ? 1 / Math.sqrt(far) : 1;
      sum += weight * raw[column * this.n + donor];
      weights += weight;
    }
    return sum / weights;
  }

  /** The nearest donors with a value in this column, the nearest first. */
  private nearest(column: number, neighbours: number): Int32Array {
    const { n, raw, distance } = this;
    const start = column * n;
    const nearest = new Int32Array(Math.min(neighbours, n));
    let found = 0;
    let farthest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      const far = distance[i];
      if (far >= farthest || far === Number.POSITIVE_INFINITY || Number.isNaN(raw[start + i])) continue;
      let place = found < nearest.length ? found++ : found - 1;
      for (; place > 0 && distance[nearest[place - 1]] > far; place--) nearest[place] = nearest[place - 1];
      nearest[place] = i;
      if (found === nearest.length) farthest = distance[nearest[found - 1]];
    }
    return nearest.subarray(0, found);
  }
}
