import type { CatColumn } from '../../data/dataset';
import type { ParamValues } from '../../study/params';

/** Folds of the rows; `order` has the rows of a patient next to each other. */
export interface Folds {
  order: Uint32Array;
  unit: Int32Array;
  foldOf: Int32Array;
  folds: number;
}

/** Rows whose outcome is known: how many, the sum, and the squared distances from their mean. */
class Moments {
  n = 0;
  sum = 0;
  squares = 0;
  /** Different patients. */
  patients = 0;

  /** Welford's algorithm: the squares of large amounts do not swamp their spread. */
  add(value: number): void {
    const before = this.n === 0 ? value : this.sum / this.n;
    this.n++;
    this.sum += value;
    this.squares += (value - before) * (value - this.sum / this.n);
  }

  /** Chan, Golub and LeVeque, 1979. Patients add up, as none is in two folds. */
  join(other: Moments): void {
    if (other.n === 0) return;
    if (this.n > 0) {
      const distance = other.sum / other.n - this.sum / this.n;
      this.squares += (distance ** 2 * this.n * other.n) / (this.n + other.n);
    }
    this.squares += other.squares;
    this.n += other.n;
    this.sum += other.sum;
    this.patients += other.patients;
  }
}

/** Moments of an outcome (NaN where not known) by fold, in it by level; the last level is the missing one. */
export function tallyOf({ codes, dict }: CatColumn, y: Float64Array, rows: Folds): Moments[][] {
  const size = dict.length + 1;
  const tally = Array.from({ length: rows.folds }, () => Array.from({ length: size }, () => new Moments()));
  const last = new Int32Array(size).fill(-1);
  for (const row of rows.order) {
    if (Number.isNaN(y[row])) continue;
    const level = codes[row] < 0 ? dict.length : codes[row];
    const moments = tally[rows.foldOf[row]][level];
    moments.add(y[row]);
    if (last[level] !== rows.unit[row]) moments.patients++;
    last[level] = rows.unit[row];
  }
  return tally;
}

/**
 * Shrunken mean of the outcome a level, learned from the given folds; the mean of all, `prior`, where a level has
 * fewer than `minPatients` patients, and `blank` where no outcome is known at all. With `smoothing` m:
 * (sum + m prior) / (n + m). With `auto` the weight of the level's own mean is
 * n var(y) / (n var(y) + var(y within the level)), as in scikit-learn.
 */
export function levelMeans(folds: Moments[][], blank: number, params: ParamValues) {
  const levels = folds[0].map((_, level) => {
    const joined = new Moments();
    for (const fold of folds) joined.join(fold[level]);
    return joined;
  });
  const all = new Moments();
  for (const level of levels) all.join(level);
  const prior = all.n === 0 ? blank : all.sum / all.n;
  const held = levels.map(({ patients }) => patients >= Number(params.minPatients));
  const means = levels.map(({ n, sum, squares }, level) => {
    if (!held[level]) return prior;
    if (params.smoothing !== 'auto') {
      const m = Number(params.smoothing);
      return (sum + m * prior) / (n + m);
    }
    const between = (all.squares / all.n) * n;
    const weight = between / (between + squares / n);
    return Number.isNaN(weight) ? prior : (weight * sum) / n + (1 - weight) * prior;
  });
  return { prior, means, held };
}
