/** A power of two well above the number of values it is to hold. */
const TABLE = 1 << 13;
/** Distinct values beyond which the column is sorted instead. */
const FEW = TABLE >> 2;

/** The values of one column, without NaN. */
export interface SeenValues {
  /** Ascending, each once. */
  values: Float32Array;
  counts: Uint32Array;
  /** The bins of the column's rows; `missing`: that of NaN. */
  place(column: Float32Array, cuts: Float32Array, missing: number, to: Uint8Array): void;
}

const slotOf = (bits: number): number => Math.imul(bits, 0x9e3779b1) >>> 19;

/** Distinct values with their counts. Where they are few, by hashing: no sort of the whole column. */
export function valuesOf(column: Float32Array): SeenValues {
  const table = new Float32Array(TABLE);
  const counts = new Uint32Array(TABLE);
  const word = new Float32Array(1);
  const bits = new Int32Array(word.buffer);
  const find = (value: number): number => {
    // -0 and 0 are one value.
    word[0] = value + 0;
    let slot = slotOf(bits[0]);
    while (counts[slot] > 0 && table[slot] !== value) slot = (slot + 1) & (TABLE - 1);
    return slot;
  };
  let distinct = 0;
  for (const value of column) {
    if (Number.isNaN(value)) continue;
    const slot = find(value);
    if (counts[slot]++ > 0) continue;
    table[slot] = value;
    if (++distinct > FEW) return sortedValues(column);
  }
  const slots = [...counts.keys()].filter((slot) => counts[slot] > 0).sort((a, b) => table[a] - table[b]);
  const values = Float32Array.from(slots, (slot) => table[slot]);
  return {
    values,
    counts: Uint32Array.from(slots, (slot) => counts[slot]),
    place(rows, cuts, missing, to) {
      const bins = new Uint8Array(TABLE);
      slots.forEach((slot, rank) => {
        bins[slot] = binOf(values[rank], cuts);
      });
      for (let i = 0; i < rows.length; i++) to[i] = Number.isNaN(rows[i]) ? missing : bins[find(rows[i])];
    },
  };
}

function sortedValues(column: Float32Array): SeenValues {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (value === values.at(-1)) counts[counts.length - 1]++;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  return {
    values: Float32Array.from(values),
    counts: Uint32Array.from(counts),
    place(rows, cuts, missing, to) {
      for (let i = 0; i < rows.length; i++) to[i] = Number.isNaN(rows[i]) ? missing : binOf(rows[i], cuts);
    },
  };
}

/** The first bin whose cut the value does not exceed. */
export function binOf(value: number, cuts: Float32Array): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= cuts[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Halfway in float32, and never the upper value, which must go right. */
function between(low: number, high: number): number {
  const middle = Math.fround((low + high) / 2);
  return middle >= low && middle < high ? middle : low;
}

/**
 * Cuts into at most `most` bins of about the same number of rows: each value is a bin of its own where there are no
 * more, and so is a value that more rows share than a bin would have (as LightGBM, Ke et al. 2017).
 */
export function cutsOf({ values, counts }: SeenValues, most: number): Float32Array {
  const cuts: number[] = [];
  let rowsLeft = counts.reduce((sum, count) => sum + count, 0);
  let binsLeft = most;
  let rows = 0;
  for (let v = 0; v + 1 < values.length; v++) {
    rows += counts[v];
    const own = rowsLeft / binsLeft;
    const full = rows >= own || counts[v + 1] >= own;
    if (!(values.length <= most || full)) continue;
    cuts.push(between(values[v], values[v + 1]));
    rowsLeft -= rows;
    rows = 0;
    binsLeft--;
    if (binsLeft <= 1) break;
  }
  return Float32Array.from(cuts);
}
