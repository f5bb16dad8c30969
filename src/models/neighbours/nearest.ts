import type { NeighboursModel } from './model';
import type { NeighboursSpec } from './spec';

/** Rows that are asked for together: they and a block of the model's rows stay in the processor's cache. */
const ASKED_AT_ONCE = 64;
/** Numbers of a block of the model's rows: 128 KB. */
const BLOCK = 16_384;
/** Inputs between two looks at whether a row is too far away already. */
const STRIDE = 8;
/** Distances are compared as float32, the largest of which stands for all beyond. */
export const FARTHEST = Math.fround(3.4e38);

/** The nearest rows of the model to each of some rows, the nearest first; of equally near ones the first in the model. */
export interface Nearest {
  /** Neighbours of each row: k, or fewer where the model has fewer rows. */
  k: number;
  /** [asked, k]: a float32 number. */
  distance: Float64Array;
  /** [asked, k]: row of the model. */
  place: Int32Array;
}

/**
 * Distances are summed in float64 and compared as float32, so that other software, which sums in another order, finds
 * the same ones equally near. Exact: no row is left out but those that are farther away already.
 *
 * @param x rows [n, inputs]
 * @param self the row of the model that is left out for each row that is asked for: itself
 */
export function nearestOf(
  { k: wanted, metric }: Pick<NeighboursSpec, 'k' | 'metric'>,
  model: NeighboursModel,
  x: Float32Array,
  n: number,
  self?: Int32Array,
): Nearest {
  const { inputs: d, scaled, scale } = model;
  const k = Math.max(1, Math.min(wanted, model.n - (self ? 1 : 0)));
  const distance = new Float64Array(n * k).fill(Number.POSITIVE_INFINITY);
  const place = new Int32Array(n * k);
  const euclidean = metric === 'euclidean';
  const sumTo = euclidean ? squares : differences;
  const rowsInBlock = Math.max(1, Math.floor(BLOCK / Math.max(1, d)));
  const asked = new Float64Array(ASKED_AT_ONCE * d);
  for (let from = 0; from < n; from += ASKED_AT_ONCE) {
    const to = Math.min(n, from + ASKED_AT_ONCE);
    for (let i = from; i < to; i++)
      for (let j = 0; j < d; j++) asked[(i - from) * d + j] = x[i * d + j] * scale[j];
    for (let first = 0; first < model.n; first += rowsInBlock) {
      const end = Math.min(model.n, first + rowsInBlock);
      for (let i = from; i < to; i++) {
        const start = i * k;
        const last = start + k - 1;
        let bound = boundOf(distance[last], euclidean);
        for (let row = first; row < end; row++) {
          if (self && self[i] === row) continue;
          const sum = sumTo(asked, (i - from) * d, scaled, row * d, d, bound);
          if (sum > bound) continue;
          const far = Math.fround(Math.min(FARTHEST, euclidean ? Math.sqrt(sum) : sum));
          if (far >= distance[last]) continue;
          let at = last;
          for (; at > start && distance[at - 1] > far; at--) {
            distance[at] = distance[at - 1];
            place[at] = place[at - 1];
          }
          distance[at] = far;
          place[at] = row;
          bound = boundOf(distance[last], euclidean);
        }
      }
    }
  }
  return { k, distance, place };
}

/** A sum beyond it is no nearer than `farthest` when it is a float32 distance: rounding is a sixteen-millionth. */
const boundOf = (farthest: number, euclidean: boolean): number =>
  (euclidean ? farthest * farthest : farthest) * (1 + 1e-6);

/** The sum of squared differences, or what it has come to when it was beyond the bound. */
function squares(a: Float64Array, i: number, b: Float64Array, j: number, d: number, bound: number): number {
  let sum = 0;
  for (let from = 0; from < d; from += STRIDE) {
    const to = Math.min(d, from + STRIDE);
    for (let at = from; at < to; at++) {
      const gap = a[i + at] - b[j + at];
      sum += gap * gap;
    }
    if (sum > bound) return sum;
  }
  return sum;
}

/** The same of absolute differences. */
function differences(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  d: number,
  bound: number,
): number {
  let sum = 0;
  for (let from = 0; from < d; from += STRIDE) {
    const to = Math.min(d, from + STRIDE);
    for (let at = from; at < to; at++) sum += Math.abs(a[i + at] - b[j + at]);
    if (sum > bound) return sum;
  }
  return sum;
}
