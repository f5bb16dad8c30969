import type { InPieces } from '../../study/in-pieces';
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

function product(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  // Four sums: each alone would wait for its last addition.
  let s = 0;
  let t = 0;
  let u = 0;
  let w = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s += a[i] * b[i];
    t += a[i + 1] * b[i + 1];
    u += a[i + 2] * b[i + 2];
    w += a[i + 3] * b[i + 3];
  }
  for (; i < n; i++) s += a[i] * b[i];
  return s + t + (u + w);
}

function addBoth(
  column: Float64Array,
  h: Float64Array,
  by: number,
  to: Float64Array,
  weighed: Float64Array,
): void {
  for (let i = 0; i < column.length; i++) {
    const step = by * column[i];
    to[i] += step;
    weighed[i] += step * h[i];
  }
}

function addWeighed(column: Float64Array, h: Float64Array, by: number, to: Float64Array): void {
  for (let i = 0; i < column.length; i++) to[i] += by * h[i] * column[i];
}

/**
 * Softmax says the same where all classes' coefficients of a column are shifted alike: `by` is shifted so that what is
 * paid for v + by is least. The least of a sum of distances and a parabola is the median of the places and of where the
 * parabola's slope meets each number of them (Li & Osher, Inverse Probl Imaging 2009). Of a lasso's many, the nearest.
 */
function cheapest(v: Float64Array, by: Float64Array, units: number, { l1, l2 }: Penalty): void {
  const each = v.length / units;
  for (let j = 0; j < each - 1; j++) {
    const at = Array.from({ length: units }, (_, u) => v[u * each + j] + by[u * each + j]);
    const mean = at.reduce((sum, one) => sum + one, 0) / units;
    if (l1 === 0) {
      // Of ridge alone, whose slope meets each number at the mean.
      for (let u = 0; u < units; u++) by[u * each + j] -= mean;
      continue;
    }
    const met = Array.from({ length: units + 1 }, (_, below) => {
      const more = units - 2 * below;
      if (l2 > 0) return mean + (l1 * more) / (l2 * units);
      return more === 0 ? 0 : more * Number.POSITIVE_INFINITY;
    });
    const shift = Float64Array.from([...at, ...met]).sort()[units];
    if (shift !== 0) for (let u = 0; u < units; u++) by[u * each + j] -= shift;
  }
}

/**
 * The loss near a point to second order, made small with its penalty by coordinate descent (Friedman, Hastie &
 * Tibshirani, J Stat Softw 2010). Where there are many rows its curvature is that of some of them, and what these lack of
 * a column's variance is added at the mean curvature: it is the way down that they shorten, never where it leads to.
 */
export class Quadratic {
  /** [d] of the rows looked at, standardized. */
  private readonly columns: Float64Array[];
  /** [d]: the share of a column's variance that those rows lack. */
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
    this.lacking = new Float64Array(d);
  }

  static *of(rows: StandardRows, sample: Sample, isClasses: boolean): InPieces<Quadratic> {
    const made = new Quadratic(rows, sample, isClasses);
    const { looked } = made;
    const each = Math.max(1, Math.floor(PIECE / looked.length));
    for (let j = 0; j < rows.d; j++) {
      const column = new Float64Array(looked.length);
      rows.column(j, looked, column);
      let variance = 0;
      for (let i = 0; i < looked.length; i++) variance += made.weight[i] * column[i] * column[i];
      made.columns.push(column);
      if (rows.scale[j] > 0 && looked.length < rows.n) made.lacking[j] = Math.max(0, 1 - variance);
      if (j % each === 0) yield;
    }
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
    const { total, columns } = this;
    const by = new Float64Array(v.length);
    /** Of each unit [total]: the curvature where its predictor alone moves, weight times its share, and the move so far. */
    const [curved, mass, moved]: Float64Array[][] = [[], [], []];
    for (let u = 0; u < units; u++) {
      curved.push(this.curved(p, u));
      mass.push(units > 1 ? this.shared(p, u) : curved[u]);
      moved.push(new Float64Array(units > 1 ? total : 0));
    }
    /** Of the units' moves, weighed by their shares. */
    const mean = new Float64Array(units > 1 ? total : 0);
    const ones = new Float64Array(total).fill(1);
    const curvature = curved.map((h) => h.reduce((sum, one) => sum + one, 0));
    const lost = Float64Array.from(v, (_, c) =>
      c % (d + 1) < d ? this.lacking[c % (d + 1)] * curvature[Math.floor(c / (d + 1))] : 0,
    );
    const diagonal = new Float64Array(v.length);
    for (let u = 0, c = 0; u < units; u++)
      for (let j = 0; j <= d; j++, c++) {
        const [column, h] = [j < d ? columns[j] : ones, curved[u]];
        let sum = lost[c];
        for (let i = 0; i < column.length; i++) sum += h[i] * column[i] * column[i];
        diagonal[c] = sum;
      }
    /** Of the unit at work: how the rows' slopes have changed, and how its predictor has moved since it came on. */
    const slopes = new Float64Array(total);
    const since = new Float64Array(total);

    /** Goes down along one coefficient of the unit at work; how much its slope changed by it. */
    const along = (u: number, c: number): number => {
      const j = c - u * (d + 1);
      if (!(diagonal[c] > 0) || (j < d && this.rows.scale[j] === 0)) return 0;
      const column = j < d ? columns[j] : ones;
      const slope = gradient[c] + lost[c] * by[c] + product(column, slopes);
      const at = v[c] + by[c];
      const to = j < d ? shrunk(diagonal[c] * at - slope, l1) / (diagonal[c] + l2) : at - slope / diagonal[c];
      const move = to - at;
      if (move === 0) return 0;
      by[c] += move;
      if (units > 1) addBoth(column, curved[u], move, since, slopes);
      else addWeighed(column, curved[u], move, slopes);
      return Math.abs(move) * (diagonal[c] + (j < d ? l2 : 0));
    };
    const comesOn = (u: number): void => {
      if (units === 1) return;
      const [m, own] = [mass[u], moved[u]];
      for (let i = 0; i < total; i++) slopes[i] = m[i] * (own[i] - mean[i]);
      since.fill(0);
    };
    const goesOff = (u: number): void => {
      if (units === 1) return;
      const own = moved[u];
      for (let i = 0; i < total; i++) {
        own[i] += since[i];
        mean[i] += since[i] * p[this.rowOf(i) * units + u];
      }
    };

    const each = Math.max(1, Math.floor(PIECE / (4 * total)));
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      const all = sweep % (ACTIVE_SWEEPS + 1) === 0;
      if (all && units > 1) cheapest(v, by, units, { l1, l2 });
      let most = 0;
      for (let u = 0, c = 0; u < units; u++) {
        comesOn(u);
        for (let j = 0; j <= d; j++, c++) {
          if (all || v[c] + by[c] !== 0) most = Math.max(most, along(u, c));
          if (c % each === 0) yield;
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

  /** Weight times the curvature of a row's loss by the predictor of one unit. */
  private curved(p: Float64Array, unit: number): Float64Array {
    const { units } = this.rows;
    return Float64Array.from({ length: this.total }, (_, i) => {
      if (!this.isClasses) return this.weight[i];
      const of = p[this.rowOf(i) * units + unit];
      return this.weight[i] * of * (1 - of);
    });
  }

  /** Weight times the probability of one unit. */
  private shared(p: Float64Array, unit: number): Float64Array {
    const { units } = this.rows;
    return Float64Array.from(
      { length: this.total },
      (_, i) => this.weight[i] * p[this.rowOf(i) * units + unit],
    );
  }
}
