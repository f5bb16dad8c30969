/**
 * Rows that lend their values to a row's gaps. `measure` a row, then ask for the `value` of each of its gaps.
 * Distances are those of scikit-learn's nan_euclidean_distances on standardized columns.
 */
export class Donors {
  /** Raw values, column after column: [columns, rows], NaN where missing. */
  private readonly raw: Float64Array;
  /** The same, standardized: 0 everywhere in a constant column. */
  private readonly scaled: Float64Array;
  /** Whether a donor lacks a value in this column. */
  private readonly gappy: boolean[];
  private readonly n: number;
  /** Squared distance of each donor from the row measured; infinite where they share no column. */
  private readonly distance: Float64Array;
  private readonly shared: Float64Array;

  /** `columns`: name, mean and population SD of each. */
  constructor(
    rows: readonly (readonly (number | null)[])[],
    private readonly columns: readonly (readonly [string, number, number])[],
  ) {
    this.n = rows.length;
    this.raw = new Float64Array(columns.length * this.n);
    this.scaled = new Float64Array(columns.length * this.n);
    this.distance = new Float64Array(this.n);
    this.shared = new Float64Array(this.n);
    this.gappy = columns.map(([,], j) => {
      let missing = 0;
      for (let i = 0; i < this.n; i++) {
        const value = rows[i][j] ?? Number.NaN;
        this.raw[j * this.n + i] = value;
        this.scaled[j * this.n + i] = this.standardized(j, value);
        if (Number.isNaN(value)) missing++;
      }
      return missing > 0;
    });
  }

  private standardized(column: number, value: number): number {
    const [, mean, sd] = this.columns[column];
    // Nothing was learned about how far another value of a constant column is away.
    return Number.isNaN(value) ? value : sd === 0 ? 0 : (value - mean) / sd;
  }

  /** `row`: raw values in the columns' order, NaN where missing. */
  measure(row: Float64Array): void {
    const { n, scaled, distance, shared } = this;
    distance.fill(0);
    shared.fill(0);
    let complete = 0;
    for (let j = 0; j < row.length; j++) {
      const own = this.standardized(j, row[j]);
      if (Number.isNaN(own)) continue;
      const start = j * n;
      if (!this.gappy[j]) {
        complete++;
        for (let i = 0; i < n; i++) {
          const gap = scaled[start + i] - own;
          distance[i] += gap * gap;
        }
      } else
        for (let i = 0; i < n; i++) {
          const square = (scaled[start + i] - own) ** 2;
          // Not for NaN.
          if (square >= 0) {
            distance[i] += square;
            shared[i]++;
          }
        }
    }
    for (let i = 0; i < n; i++) {
      const both = complete + shared[i];
      distance[i] = both === 0 ? Number.POSITIVE_INFINITY : (distance[i] * row.length) / both;
    }
  }

  /** The mean of this column over the nearest donors that have it; of equally near ones the first. */
  value(column: number, neighbours: number, byDistance: boolean): number {
    const { n, raw, distance } = this;
    const start = column * n;
    const nearest = new Int32Array(Math.min(neighbours, n));
    let found = 0;
    for (let i = 0; i < n; i++) {
      const far = distance[i];
      if (Number.isNaN(raw[start + i]) || far === Number.POSITIVE_INFINITY) continue;
      if (found === nearest.length && far >= distance[nearest[found - 1]]) continue;
      let place = found < nearest.length ? found++ : found - 1;
      for (; place > 0 && distance[nearest[place - 1]] > far; place--) nearest[place] = nearest[place - 1];
      nearest[place] = i;
    }
    if (found === 0) return this.columns[column][1];
    // A donor at no distance at all outweighs any other.
    const exact = byDistance && distance[nearest[0]] === 0;
    let [sum, weights] = [0, 0];
    for (let k = 0; k < found; k++) {
      const far = distance[nearest[k]];
      const weight = exact ? (far === 0 ? 1 : 0) : byDistance ? 1 / Math.sqrt(far) : 1;
      sum += weight * raw[start + nearest[k]];
      weights += weight;
    }
    return sum / weights;
  }
}
