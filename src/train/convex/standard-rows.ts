import type { NetSpec } from '../../models/family';
import type { InPieces } from '../../study/in-pieces';
import type { LinearModel } from '../ridge';
import type { Rows } from '../trainer';

/** Multiplications of a piece. */
export const PIECE = 2 ** 22;

/** A column that varies by less than this share of its mean is constant as far as float32 tells. */
const CONSTANT = 1e-6;

/** Weight of what stands in for the rows of a class that has none. */
const STAND_IN = 0.5;

/**
 * Training rows as the solver sees them: columns of mean 0 and variance 1 (of the weighted rows, divided by their
 * number, as glmnet has it), weights that sum to 1. A point `v` has for each unit d coefficients on that scale and then
 * its intercept: v[unit * (d + 1) + column].
 *
 * A class without a row would send its intercept to minus infinity: half a row of it stands at the mean of all columns,
 * where it tells nothing of any of them.
 */
export class StandardRows {
  readonly d: number;
  /** Rows, and how many with those that stand in for absent classes. */
  readonly n: number;
  readonly total: number;
  /** [total]: class index, or the value for mse. */
  readonly y: Float64Array;
  /** [total], sums to 1. */
  readonly weight: Float64Array;
  /** [d] */
  readonly mean: Float64Array;
  /** [d]: 1 / SD; 0 of a constant column, whose coefficient stays 0. */
  readonly scale: Float64Array;

  private constructor(
    private readonly rows: Rows,
    loss: NetSpec['loss'],
    readonly units: number,
  ) {
    this.n = rows.n;
    this.d = rows.d;
    const classes = loss === 'mse' ? 0 : loss === 'binary' ? 2 : units;
    const seen = new Set(rows.y);
    const absent = Array.from({ length: classes }, (_, c) => c).filter((c) => !seen.has(c));
    this.total = this.n + absent.length;
    this.y = Float64Array.from([...rows.y, ...absent]);
    this.weight = new Float64Array(this.total).fill(1);
    if (rows.w) this.weight.set(rows.w);
    let sum = 0;
    for (let i = 0; i < this.n; i++) sum += this.weight[i];
    this.weight.fill((STAND_IN * sum) / this.n, this.n);
    sum *= 1 + (STAND_IN * absent.length) / this.n;
    for (let i = 0; i < this.total; i++) this.weight[i] /= sum;
    this.mean = new Float64Array(this.d);
    this.scale = new Float64Array(this.d);
  }

  static *of(rows: Rows, loss: NetSpec['loss'], units: number): InPieces<StandardRows> {
    const made = new StandardRows(rows, loss, units);
    const { d, n, mean, scale, weight } = made;
    const { x } = rows;
    let all = 0;
    for (let i = 0; i < n; i++) all += weight[i];
    for (const [from, to] of made.pieces(d)) {
      for (let i = from; i < to; i++) {
        const at = made.at(i);
        const share = weight[i] / all;
        for (let j = 0; j < d; j++) mean[j] += share * x[at + j];
      }
      yield;
    }
    for (const [from, to] of made.pieces(d)) {
      for (let i = from; i < to; i++) {
        const at = made.at(i);
        const share = weight[i] / all;
        for (let j = 0; j < d; j++) scale[j] += share * (x[at + j] - mean[j]) ** 2;
      }
      yield;
    }
    for (let j = 0; j < d; j++) {
      const sd = Math.sqrt(scale[j]);
      scale[j] = sd > CONSTANT * Math.abs(mean[j]) ? 1 / sd : 0;
    }
    return made;
  }

  /** [n, units] of `v`'s linear predictor into `z`. */
  *predictor(v: Float64Array, z: Float64Array): InPieces<void> {
    const { d, n, total, units, mean, scale } = this;
    const { x } = this.rows;
    const kernel = new Float64Array(units * d);
    for (let u = 0; u < units; u++) {
      const centred = v[u * (d + 1) + d];
      let intercept = centred;
      for (let j = 0; j < d; j++) {
        kernel[u * d + j] = v[u * (d + 1) + j] * scale[j];
        intercept -= mean[j] * kernel[u * d + j];
      }
      for (let i = 0; i < n; i++) z[i * units + u] = intercept;
      for (let i = n; i < total; i++) z[i * units + u] = centred;
    }
    for (const [from, to] of this.pieces(d * units)) {
      for (let i = from; i < to; i++) {
        const at = this.at(i);
        for (let u = 0; u < units; u++) {
          // Two sums: one alone would wait for its last addition.
          let even = 0;
          let odd = 0;
          let j = 0;
          let k = u * d;
          for (; j + 1 < d; j += 2, k += 2) {
            even += x[at + j] * kernel[k];
            odd += x[at + j + 1] * kernel[k + 1];
          }
          if (j < d) even += x[at + j] * kernel[k];
          z[i * units + u] += even + odd;
        }
      }
      yield;
    }
  }

  /** The derivatives by `v` of a loss whose derivatives by the linear predictor are `r` [total, units]. */
  *gradient(r: Float64Array, gradient: Float64Array): InPieces<void> {
    const { d, n, total, units, mean, scale } = this;
    const { x } = this.rows;
    gradient.fill(0);
    for (const [from, to] of this.pieces(d * units)) {
      for (let i = from; i < to; i++) {
        const at = this.at(i);
        for (let u = 0; u < units; u++) {
          const by = r[i * units + u];
          for (let j = 0, k = u * (d + 1); j < d; j++, k++) gradient[k] += by * x[at + j];
        }
      }
      yield;
    }
    for (let u = 0; u < units; u++) {
      let own = 0;
      for (let i = 0; i < n; i++) own += r[i * units + u];
      for (let j = 0, k = u * (d + 1); j < d; j++, k++)
        gradient[k] = scale[j] * (gradient[k] - mean[j] * own);
      for (let i = n; i < total; i++) own += r[i * units + u];
      gradient[u * (d + 1) + d] = own;
    }
  }

  /** Squared length of each row [n], standardized: large where it has what few rows have. */
  *lengths(): InPieces<Float64Array> {
    const { d, n, mean, scale } = this;
    const { x } = this.rows;
    const lengths = new Float64Array(n);
    for (const [from, to] of this.pieces(d)) {
      for (let i = from; i < to; i++) {
        const at = this.at(i);
        for (let j = 0; j < d; j++) lengths[i] += ((x[at + j] - mean[j]) * scale[j]) ** 2;
      }
      yield;
    }
    return lengths;
  }

  /** Column `j` of the rows `which`, standardized, into `out`. */
  column(j: number, which: Uint32Array, out: Float64Array): void {
    const { x } = this.rows;
    for (let i = 0; i < which.length; i++) out[i] = (x[this.at(which[i]) + j] - this.mean[j]) * this.scale[j];
  }

  /** On the columns' own scale. */
  modelOf(v: Float64Array): LinearModel {
    const { d, units, mean, scale } = this;
    const model: LinearModel = {
      d,
      units,
      kernel: new Float64Array(d * units),
      intercept: new Float64Array(units),
    };
    for (let u = 0; u < units; u++) {
      let intercept = v[u * (d + 1) + d];
      for (let j = 0; j < d; j++) {
        const weight = v[u * (d + 1) + j] * scale[j];
        model.kernel[j * units + u] = weight;
        intercept -= mean[j] * weight;
      }
      model.intercept[u] = intercept;
    }
    return model;
  }

  /** The same from a model. */
  pointOf({ kernel, intercept }: LinearModel): Float64Array {
    const { d, units, mean, scale } = this;
    const v = new Float64Array(units * (d + 1));
    for (let u = 0; u < units; u++) {
      let centred = intercept[u];
      for (let j = 0; j < d; j++) {
        const weight = kernel[j * units + u];
        v[u * (d + 1) + j] = scale[j] > 0 ? weight / scale[j] : 0;
        centred += mean[j] * weight;
      }
      v[u * (d + 1) + d] = centred;
    }
    return v;
  }

  private at(i: number): number {
    const { at, d } = this.rows;
    return (at ? at[i] : i) * d;
  }

  /** Rows of each piece, `ofRow` multiplications a row. */
  private *pieces(ofRow: number): Generator<[number, number]> {
    const rows = Math.max(1, Math.floor(PIECE / Math.max(1, ofRow)));
    for (let from = 0; from < this.n; from += rows) yield [from, Math.min(this.n, from + rows)];
  }
}
