import type { GraphSpec } from '../../models/graph';
import { rng } from '../../study/random';
import type { Rows } from '../trainer';
import { type Mix, softTargets, type Targets } from './targets';

type Key = readonly (string | number)[];

/** Rows on the host, ready for an engine. */
export interface GraphBatch {
  n: number;
  /** [n, height, width, channels]. */
  pictures: Float32Array;
  /** [n, table], empty where the net reads none. */
  table: Float32Array;
}

/**
 * Where batches begin and end: `size` rows at most, and all alike but for one row, because batchNorm learns nothing
 * from a last batch of two.
 */
export function batchBounds(n: number, size: number): number[] {
  const batches = Math.max(1, Math.ceil(n / size));
  return Array.from({ length: batches + 1 }, (_, b) => Math.round((b * n) / batches));
}

/** Where row `row` begins in x. */
export const rowStart = ({ at, d }: Pick<Rows, 'at' | 'd'>, row: number): number => (at ? at[row] : row) * d;

/** Rows `from` to `to` as they are. */
export function plainBatch(
  spec: GraphSpec,
  rows: Pick<Rows, 'x' | 'd' | 'at'>,
  from: number,
  to: number,
): GraphBatch {
  const batch = emptyBatch(spec, to - from);
  for (let i = 0; i < batch.n; i++) {
    const start = rowStart(rows, from + i);
    put(batch, i, rows.x.subarray(start, start + rows.d), rows.d - spec.table);
  }
  return batch;
}

/**
 * The training rows `order[from..to)` of an epoch, changed anew: row r is augmented from
 * rng(...key, 'epoch', epoch, 'row', r); pairs and shares of mixup come from rng(...key, 'epoch', epoch, 'mix', from),
 * the partners being the batch itself in another order.
 */
export function trainingBatch(
  spec: GraphSpec,
  units: number,
  rows: Rows,
  order: Uint32Array,
  [from, to]: readonly [number, number],
  key: Key,
  epoch: number,
): GraphBatch & { targets: Targets } {
  const taken = order.subarray(from, to);
  const batch = emptyBatch(spec, taken.length);
  const { d, x } = rows;
  const own = new Float32Array(d);
  for (const [i, row] of taken.entries()) {
    const start = rowStart(rows, row);
    own.set(x.subarray(start, start + d));
    rows.augment?.(own, rng(...key, 'epoch', epoch, 'row', row));
    put(batch, i, own, d - spec.table);
  }
  const mix = pairs(rows, batch.n, [...key, 'epoch', epoch, 'mix', from]);
  const y = Float32Array.from(taken, (row) => rows.y[row]);
  const { w } = rows;
  const weights = w ? Float32Array.from(taken, (row) => w[row]) : null;
  const targets = softTargets(spec.loss, units, spec.optimizer.labelSmoothing, y, weights, mix);
  if (!mix) return { ...batch, targets };
  const pictures = blend(batch.pictures, batch.n, mix);
  return { n: batch.n, pictures, table: blend(batch.table, batch.n, mix), targets };
}

const emptyBatch = (spec: GraphSpec, n: number): GraphBatch => ({
  n,
  pictures: new Float32Array(n * (spec.inputs - spec.table)),
  table: new Float32Array(n * spec.table),
});

/** A row is the picture and then the columns of the table. */
function put({ pictures, table }: GraphBatch, i: number, row: Float32Array, picture: number): void {
  pictures.set(row.subarray(0, picture), i * picture);
  table.set(row.subarray(picture), i * (row.length - picture));
}

function pairs(rows: Rows, n: number, key: Key): Mix | null {
  if (!rows.mix) return null;
  const random = rng(...key);
  const partner = random.shuffle(Uint32Array.from({ length: n }, (_, i) => i));
  const share = new Float32Array(n);
  for (let i = 0; i < n; i++) share[i] = rows.mix(random);
  return { partner, share };
}

function blend(values: Float32Array, n: number, { partner, share }: Mix): Float32Array {
  const width = values.length / n;
  const out = new Float32Array(values.length);
  for (let i = 0; i < n; i++) {
    const [a, b] = [i * width, partner[i] * width];
    for (let v = 0; v < width; v++) out[a + v] = share[i] * values[a + v] + (1 - share[i]) * values[b + v];
  }
  return out;
}
