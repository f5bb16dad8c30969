// Sums over rows for decision trees, in whole numbers (src/train/trees/kernel.ts). A row has a word of 64 bits for each
// gradient and one for its curvature, whose lower bits count 1: sums of it hold the sum of curvatures and the rows. A
// histogram has the same words for each bin.

/** Words [n][outputs + 1] of rows, from gradients [n][outputs] and curvatures [n] over their units. */
export function treeWords(
  g: usize, h: usize, n: i32, outputs: i32, gPerUnit: f64, hPerUnit: f64, bits: i32, words: usize,
): void {
  for (let i = 0; i < n; i++, h += 8, words += 8) {
    for (let k = 0; k < outputs; k++, g += 8, words += 8) {
      store<i64>(words, <i64>floor<f64>(load<f64>(g) * gPerUnit + 0.5));
    }
    store<i64>(words, (<i64>floor<f64>(load<f64>(h) * hPerUnit + 0.5) << <i64>bits) | 1);
  }
}

/** Adds rows to the histogram of one input. `column`: the bin of each row. */
export function treeColumn(
  column: usize, words: usize, order: usize, rows: i32, outputs: i32, histogram: usize,
): void {
  const end = order + (<usize>rows << 2);
  if (outputs == 1) {
    for (; order < end; order += 4) {
      const row = <usize>load<u32>(order);
      const at = histogram + (<usize>load<u8>(column + row) << 4);
      v128.store(at, i64x2.add(v128.load(at), v128.load(words + (row << 4))));
    }
    return;
  }
  const stride = <usize>(outputs + 1) << 3;
  for (; order < end; order += 4) {
    const row = <usize>load<u32>(order);
    add(histogram + <usize>load<u8>(column + row) * stride, words + row * stride, stride);
  }
}

@inline
function add(to: usize, from: usize, bytes: usize): void {
  for (let b: usize = 0; b < bytes; b += 8) store<i64>(to + b, load<i64>(to + b) + load<i64>(from + b));
}

/**
 * Adds rows to the histograms of all inputs, of one output. A row's list names its bins in `histogram`, from
 * list[starts[row]] on: each but that of its input which most rows are in. `total`: the words of all rows.
 */
export function treeRows(
  starts: usize, list: usize, words: usize, order: usize, rows: i32, histogram: usize, total: usize,
): void {
  let sum = v128.load(total);
  const end = order + (<usize>rows << 2);
  for (; order < end; order += 4) {
    const row = <usize>load<u32>(order);
    const word = v128.load(words + (row << 4));
    sum = i64x2.add(sum, word);
    let at = list + (<usize>load<u32>(starts + (row << 2)) << 1);
    const last = list + (<usize>load<u32>(starts + (row << 2), 4) << 1);
    for (; at + 2 < last; at += 4) {
      const pair = load<u32>(at);
      const one = histogram + (<usize>(pair & 0xffff) << 4), other = histogram + (<usize>(pair >>> 16) << 4);
      v128.store(one, i64x2.add(v128.load(one), word));
      v128.store(other, i64x2.add(v128.load(other), word));
    }
    if (at < last) {
      const one = histogram + (<usize>load<u16>(at) << 4);
      v128.store(one, i64x2.add(v128.load(one), word));
    }
  }
  v128.store(total, sum);
}

/** The bin that no list names: what the others of its input leave of the total. */
export function treeCommon(histogram: usize, bins: i32, common: i32, total: usize): void {
  let rest = v128.load(total);
  const at = histogram + (<usize>common << 4), end = histogram + (<usize>bins << 4);
  for (let bin = histogram; bin < end; bin += 16) rest = i64x2.sub(rest, v128.load(bin));
  // It was 0 as it was passed.
  v128.store(at, rest);
}

/** to -= from, word by word. `bytes`: a multiple of 16. */
export function treeSubtract(to: usize, from: usize, bytes: i32): void {
  for (let b: usize = 0; b < <usize>bytes; b += 16) {
    v128.store(to + b, i64x2.sub(v128.load(to + b), v128.load(from + b)));
  }
}

/** Words of `rows` rows, added up to `sum`. */
export function treeSum(words: usize, order: usize, rows: i32, outputs: i32, sum: usize): void {
  const stride = <usize>(outputs + 1) << 3;
  for (let i = 0; i < rows; i++, order += 4) add(sum, words + <usize>load<u32>(order) * stride, stride);
}

/** The bins of one input that have rows, as numbers: `Entries` of src/train/trees/kernel.ts. How many they are. */
export function treeEntries(
  histogram: usize, bins: i32, outputs: i32, bits: i32, gUnit: f64, hUnit: f64,
  toBins: usize, toG: usize, toH: usize, toRows: usize,
): i32 {
  const stride = <usize>(outputs + 1) << 3, mask = (<i64>1 << <i64>bits) - 1;
  let entries = 0;
  for (let bin = 0; bin < bins; bin++, histogram += stride) {
    const last = load<i64>(histogram + stride - 8);
    if ((last & mask) == 0) continue;
    store<i32>(toBins, bin);
    for (let b: usize = 0; b < stride - 8; b += 8, toG += 8) {
      store<f64>(toG, <f64>load<i64>(histogram + b) * gUnit);
    }
    store<f64>(toH, <f64>(last >> <i64>bits) * hUnit);
    store<f64>(toRows, <f64>(last & mask));
    toBins += 4; toH += 8; toRows += 8;
    entries++;
  }
  return entries;
}

/** Rows whose bin `left` marks to the front, both parts in the order they had. How many they are. */
export function treePartition(column: usize, order: usize, rows: i32, left: usize, spare: usize): i32 {
  let to = order, kept = spare;
  const end = order + (<usize>rows << 2);
  for (let at = order; at < end; at += 4) {
    const row = load<u32>(at), goes = <usize>load<u8>(left + <usize>load<u8>(column + <usize>row));
    // Both are written, one counts: no branch to guess.
    store<u32>(to, row);
    store<u32>(kept, row);
    to += goes << 2;
    kept += (1 - goes) << 2;
  }
  memory.copy(to, spare, kept - spare);
  return <i32>((to - order) >> 2);
}
