import type { InPieces } from '../../study/in-pieces';
import { addBoth, addWeighed, type Column, columnOf, product, squares } from './column';
import type { Sample } from './sample';
import { PIECE, type StandardRows } from './standard-rows';

/** What is paid for a coefficient: strength * (l1Share |v| + (1 - l1Share) / 2 v^2). */
export interface Penalty {
  l1: number;
  l2: number;
}

const MOST_SWEEPS = 200;
/** Sweeps over the coefficients that are not 0 for one over all. */
const ACTIVE_SWEEPS = 10;

const shrunk = (value: number, by: number): number => Math.sign(value) * Math.max(0, Math.abs(value) - by);

/**
 * Softmax says the same where all classes' coefficients of a column are shifted alike: `by` is shifted so that what is
 * paid for v + by is least. The least of a sum of distances and a parabola is the median of the places and of where the
 * parabola's slope meets each number of them (Li & Osher, Inverse Probl Imaging 2009). Of a lasso's many, the nearest.
 */
function cheapest(v: Float64Array, by: Float64Array, units: number, { l1, l2 }: Penalty): void {
  const each = v.length / units;
  const sorted = new Float64Array(2 * units + 1);
  for (let j = 0; j < each - 1; j++) {
    let sum = 0;
    let isPaid = false;
    for (let u = 0, c = j; u < units; u++, c += each) {
      sorted[u] = v[c] + by[c];
      sum += sorted[u];
      isPaid ||= sorted[u] !== 0;
    }
    if (!isPaid) continue;
    const mean = sum / units;
    // Of ridge alone, whose slope meets each number at the mean.
    let shift = mean;
    if (l1 > 0) {
      for (let below = 0; below <= units; below++) {
        const more = units - 2 * below;
        if (l2 > 0) sorted[units + below] = mean + (l1 * more) / (l2 * units);
        else sorted[units + below] = more === 0 ? 0 : more * Number.POSITIVE_INFINITY;
      }
      shift = sorted.sort()[units];
    }
    if (shift !== 0) for (let c = j; c < by.length; c += each) by[c] -= shift;
  }
}

/**
 * The loss near a point to second order, made small with its penalty by coordinate descent (Friedman, Hastie &
 * Tibshirani, J Stat Softw 2010). Where there are many rows its curvature is that of some of them, and what these lack of
 * a column's variance is added at the mean curvature: it is the way down that they shorten, never where it leads to.
 */
export class Quadratic {
  /** [d + 1] of the rows looked at, standardized, and of stand-ins, which have 0; last the intercept's. */
  private readonly columns: Column[];
  /** [d + 1]: the share of a column's variance that those rows lack. */
  private readonly lacking: Float64Array;
  /** Those rows' weights; they sum to what all rows' do. */
  private readonly weight: Float64Array;
  /** Rows looked at, and with the stand-ins. */
  private readonly looked: Uint32Array;
  private readonly total: number;

  private constructor(
    private readonly rows: StandardRows,
    { rows: looked, weight }: Sample,
    private readonly isClasses: boolean,
  ) {
    const { n, d, total } = rows;
    this.looked = looked;
    this.total = looked.length + total - n;
    this.weight = new Float64Array(this.total);
    let [some, all] = [0, 0];
    for (let i = 0; i < n; i++) all += rows.weight[i];
    for (const [i, row] of looked.entries()) some += rows.weight[row] * weight[i];
    for (let i = 0; i < this.total; i++) this.weight[i] = rows.weight[this.rowOf(i)];
    for (let i = 0; i < looked.length; i++) this.weight[i] *= (weight[i] * all) / some;
    this.columns = [];
    this.lacking = new Float64Array(d + 1);
  }

  /** `mostPlaces`: share of the rows where a column may differ from its commonest value and be kept by these alone. */
  static *of(
    rows: StandardRows,
    sample: Sample,
    isClasses: boolean,
    mostPlaces?: number,
  ): InPieces<Quadratic> {
    const made = new Quadratic(rows, sample, isClasses);
    const { looked } = made;
    const values = new Float64Array(made.total);
    const column = values.subarray(0, looked.length);
    const each = Math.max(1, Math.floor(PIECE / (4 * looked.length)));
    for (let j = 0; j < rows.d; j++) {
      rows.column(j, looked, column);
      let variance = 0;
      for (let i = 0; i < looked.length; i++) variance += made.weight[i] * column[i] * column[i];
      made.columns.push(columnOf(values, mostPlaces));
      if (rows.scale[j] > 0 && looked.length < rows.n) made.lacking[j] = Math.max(0, 1 - variance);
      if (j % each === 0) yield;
    }
    made.columns.push(columnOf(values.fill(1), mostPlaces));
    return made;
  }

  /**
   * How far to go from `v`, where the loss has this gradient and the linear predictors `z` belong to these `p` [total,
   * units]; until no step changes a slope by more than `tolerance`.
   */
  *step(
    v: Float64Array,
    gradient: Float64Array,
    p: Float64Array,
    { l1, l2 }: Penalty,
    tolerance: number,
  ): InPieces<Float64Array> {
    const { units, d } = this.rows;
    const { total, columns, weight } = this;
    const by = new Float64Array(v.length);
    /** Of each unit [total]: its share p, the curvature where its predictor alone moves, and the move so far. */
    const [shares, curved, moved]: Float64Array[][] = [[], [], []];
    for (let u = 0; u < units; u++) {
      shares.push(this.shareOf(p, u));
      curved.push(this.isClasses ? this.curved(shares[u]) : this.weight);
      moved.push(new Float64Array(units > 1 ? total : 0));
    }
    /** Of the units' moves, weighed by their shares. */
    const mean = new Float64Array(units > 1 ? total : 0);
    const curvature = curved.map((h) => h.reduce((sum, one) => sum + one, 0));
    const each = Math.max(1, Math.floor(PIECE / (4 * total)));
    /** Of each coefficient: the curvature that the rows looked at lack, all of it, and `product` with the unit's. */
    const lost = new Float64Array(v.length);
    const diagonal = new Float64Array(v.length);
    const leaning = new Float64Array(v.length);
    for (let u = 0, c = 0; u < units; u++)
      for (let j = 0; j <= d; j++, c++) {
        lost[c] = this.lacking[j] * curvature[u];
        diagonal[c] = lost[c] + squares(columns[j], curved[u], curvature[u]);
        leaning[c] = product(columns[j], curved[u]);
        if (c % each === 0) yield;
      }
    /**
     * Of the unit at work: how the rows' slopes have changed, and how its predictor has moved since it came on. What
     * all rows move alike, as by a column's base, is only in `common`, and what that does to a slope is added when it is
     * asked for: so a move along a column walks the rows that differ. `sum` is of all slopes, with that.
     */
    const slopes = new Float64Array(total);
    const since = new Float64Array(total);
    const shared = { common: 0, sum: 0 };

    /** Goes down along one coefficient of the unit at work; how much its slope changed by it. */
    const along = (u: number, c: number): number => {
      const j = c - u * (d + 1);
      if (!(diagonal[c] > 0) || (j < d && this.rows.scale[j] === 0)) return 0;
      const column = columns[j];
      const ofRows = column.base * shared.sum + shared.common * leaning[c] + product(column, slopes);
      const slope = gradient[c] + lost[c] * by[c] + ofRows;
      const at = v[c] + by[c];
      const to = j < d ? shrunk(diagonal[c] * at - slope, l1) / (diagonal[c] + l2) : at - slope / diagonal[c];
      const move = to - at;
      if (move === 0) return 0;
      by[c] += move;
      shared.common += move * column.base;
      shared.sum += move * (column.base * curvature[u] + leaning[c]);
      if (units > 1) addBoth(column, curved[u], move, since, slopes);
      else addWeighed(column, curved[u], move, slopes);
      return Math.abs(move) * (diagonal[c] + (j < d ? l2 : 0));
    };
    const comesOn = (u: number): void => {
      const { common } = shared;
      const [h, share, own] = [curved[u], shares[u], moved[u]];
      // Summed anew: what is rounded off does not add up.
      let sum = 0;
      for (let i = 0; i < total; i++) {
        slopes[i] = units > 1 ? weight[i] * share[i] * (own[i] - mean[i]) : slopes[i] + common * h[i];
        sum += slopes[i];
      }
      shared.sum = sum;
      shared.common = 0;
      since.fill(0);
    };
    const goesOff = (u: number): void => {
      if (units === 1) return;
      const { common } = shared;
      const [share, own] = [shares[u], moved[u]];
      for (let i = 0; i < total; i++) {
        const move = since[i] + common;
        own[i] += move;
        mean[i] += move * share[i];
      }
    };

    /** Along the coefficients of unit `u` from `c` on: all, or those that are not 0. The most that a slope changed. */
    const down = (u: number, c: number, end: number, all: boolean): number => {
      let most = 0;
      for (let k = c; k < end; k++) if (all || v[k] + by[k] !== 0) most = Math.max(most, along(u, k));
      return most;
    };

    let walked = 0;
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      const all = sweep % (ACTIVE_SWEEPS + 1) === 0;
      if (all && units > 1) cheapest(v, by, units, { l1, l2 });
      let most = 0;
      for (let u = 0; u < units; u++) {
        comesOn(u);
        const end = (u + 1) * (d + 1);
        for (let c = u * (d + 1); c < end; c += each) {
          const to = Math.min(end, c + each);
          most = Math.max(most, down(u, c, to, all));
          walked += to - c;
          if (walked < each) continue;
          walked = 0;
          yield;
        }
        goesOff(u);
      }
      if (most > tolerance) continue;
      if (all) break;
      // Nothing moves among them: the next sweep is over all.
      sweep += ACTIVE_SWEEPS - (sweep % (ACTIVE_SWEEPS + 1));
    }
    return by;
  }

  /** The row that the i-th row looked at is; stand-ins come last. */
  private rowOf(i: number): number {
    const { looked, rows } = this;
    return i < looked.length ? looked[i] : rows.n + i - looked.length;
  }

  /** [total] of `p`, of one unit. */
  private shareOf(p: Float64Array, unit: number): Float64Array {
    const { units } = this.rows;
    const share = new Float64Array(this.total);
    for (let i = 0; i < share.length; i++) share[i] = p[this.rowOf(i) * units + unit];
    return share;
  }

  /** Weight times the curvature of a row's loss by the predictor of a unit of that share. */
  private curved(share: Float64Array): Float64Array {
    const h = new Float64Array(this.total);
    for (let i = 0; i < h.length; i++) h[i] = this.weight[i] * share[i] * (1 - share[i]);
    return h;
  }
}
