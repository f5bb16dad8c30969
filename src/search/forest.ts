import type { Rng } from '../study/random';

/** Points of a forest: `x[j]` is the j-th coordinate of all of them, `y` what is to be told from them. */
export interface ForestData {
  x: readonly Float64Array[];
  /** Of each coordinate: 0 where it is a number from 0 to 1, else in how many categories (0, 1, …) it falls. */
  levels: readonly number[];
  y: Float64Array;
}

/** A part of the space with one value; all leaves of a tree fill the space. */
export interface Leaf {
  value: number;
  /** Of each number its range. */
  low: Float64Array;
  high: Float64Array;
  /** Of each category whether it belongs; null for a number. */
  sets: readonly (Uint8Array | null)[];
}

/** Sums of what trees say of points they were not grown on, and of how many trees did. */
export interface OutOfBag {
  sum: Float64Array;
  trees: Int32Array;
}

export const noneOutOfBag = (n: number): OutOfBag => ({
  sum: new Float64Array(n),
  trees: new Int32Array(n),
});

/** Gains that differ by less are the same gain, found by sums in another order. */
const TIE = 1e-10;

/** Of each number the points in its order; the same for all trees of a forest. */
export const ordersOf = ({ x, levels }: ForestData): Int32Array[] =>
  x.map((values, j) => {
    const order = Int32Array.from(values, (_, i) => i);
    return levels[j] > 0 ? order : order.sort((a, b) => values[a] - values[b]);
  });

interface Split {
  dim: number;
  threshold: number;
  /** Of each category whether it goes left. */
  left: Uint8Array | null;
}

/**
 * A regression tree (Breiman, Friedman, Olshen & Stone, 1984) on a bootstrap sample: squared error, every coordinate
 * looked at in every node and equal gains settled by lot, grown until a leaf has `leaf` different points or one value.
 * Categories are cut in the order of their means, which is the best cut of two; one that no point of a node has goes
 * where most points go.
 */
export function growTree(
  data: ForestData,
  orders: readonly Int32Array[],
  leaf: number,
  rng: Rng,
  outOfBag: OutOfBag,
): Leaf[] {
  const { x, levels, y } = data;
  const n = y.length;
  const weight = new Int32Array(n);
  rng.tally(weight);
  const leaves: Leaf[] = [];
  const goesLeft = new Uint8Array(n);
  const dims = levels.map((_, j) => j);

  const grow = (rows: readonly Int32Array[], out: Int32Array, box: Omit<Leaf, 'value'>): void => {
    const own = rows[0];
    let [w, sum, squares] = [0, 0, 0];
    for (const i of own) {
      w += weight[i];
      sum += weight[i] * y[i];
      squares += weight[i] * y[i] * y[i];
    }
    const spread = squares - (sum * sum) / w;
    const split =
      own.length >= 2 * leaf && spread > TIE * Math.max(squares, 1e-300)
        ? bestSplit(rows, w, sum, TIE * spread)
        : null;
    if (!split) {
      leaves.push({ ...box, value: sum / w });
      for (const i of out) {
        outOfBag.sum[i] += sum / w;
        outOfBag.trees[i]++;
      }
      return;
    }
    const { dim, threshold, left } = split;
    const mark = (i: number) => {
      goesLeft[i] = left ? left[x[dim][i]] : x[dim][i] <= threshold ? 1 : 0;
    };
    own.forEach(mark);
    out.forEach(mark);
    const part = (list: Int32Array, side: number) => list.filter((i) => goesLeft[i] === side);
    // Both halves are cut before either grows: the marks are shared.
    const halves = [1, 0].map((side) => ({ rows: rows.map((r) => part(r, side)), out: part(out, side) }));
    const [below, above] = cut(box, split);
    grow(halves[0].rows, halves[0].out, below);
    grow(halves[1].rows, halves[1].out, above);
  };

  function bestSplit(rows: readonly Int32Array[], w: number, sum: number, tie: number): Split | null {
    let best: Split | null = null;
    let most = (sum * sum) / w + tie;
    for (const dim of rng.shuffle(dims)) {
      const found = levels[dim] > 0 ? cutCategories(rows[dim], dim) : cutNumber(rows[dim], dim);
      if (found && found.gain > most) {
        best = found.split;
        most = found.gain + tie;
      }
    }
    return best;

    function cutNumber(order: Int32Array, dim: number) {
      let [wl, sl, gain, threshold] = [0, 0, Number.NEGATIVE_INFINITY, Number.NaN];
      for (let k = 0; k + leaf < order.length; k++) {
        const i = order[k];
        wl += weight[i];
        sl += weight[i] * y[i];
        const [here, next] = [x[dim][i], x[dim][order[k + 1]]];
        if (k + 1 < leaf || !(next > here)) continue;
        const g = (sl * sl) / wl + (sum - sl) ** 2 / (w - wl);
        if (g > gain) [gain, threshold] = [g, (here + next) / 2];
      }
      return gain > 0 ? { gain, split: { dim, threshold, left: null } } : null;
    }

    function cutCategories(order: Int32Array, dim: number) {
      const k = levels[dim];
      const [ws, ss, ns] = [new Float64Array(k), new Float64Array(k), new Int32Array(k)];
      for (const i of order) {
        const c = x[dim][i];
        ws[c] += weight[i];
        ss[c] += weight[i] * y[i];
        ns[c]++;
      }
      const there = Array.from(ws.keys()).filter((c) => ws[c] > 0);
      there.sort((a, b) => ss[a] / ws[a] - ss[b] / ws[b]);
      let [wl, sl, nl, gain, at] = [0, 0, 0, Number.NEGATIVE_INFINITY, -1];
      let heavier = 0;
      for (let c = 0; c + 1 < there.length; c++) {
        wl += ws[there[c]];
        sl += ss[there[c]];
        nl += ns[there[c]];
        if (nl < leaf || order.length - nl < leaf) continue;
        const g = (sl * sl) / wl + (sum - sl) ** 2 / (w - wl);
        if (g > gain) [gain, at, heavier] = [g, c, 2 * wl >= w ? 1 : 0];
      }
      if (at < 0) return null;
      const left = new Uint8Array(k).fill(heavier);
      there.forEach((c, place) => {
        left[c] = place <= at ? 1 : 0;
      });
      return { gain, split: { dim, threshold: Number.NaN, left } };
    }
  }

  const inBag = orders.map((order) => order.filter((i) => weight[i] > 0));
  const out = Int32Array.from(weight.keys()).filter((i) => weight[i] === 0);
  grow(inBag, out, {
    low: new Float64Array(levels.length),
    high: new Float64Array(levels.length).fill(1),
    sets: levels.map((k) => (k > 0 ? new Uint8Array(k).fill(1) : null)),
  });
  return leaves;
}

/** The two parts of a box. */
function cut(box: Omit<Leaf, 'value'>, { dim, threshold, left }: Split): Omit<Leaf, 'value'>[] {
  const set = box.sets[dim];
  if (left && set)
    return [1, 0].map((side) => ({
      ...box,
      sets: box.sets.with(
        dim,
        set.map((here, c) => (here && left[c] === side ? 1 : 0)),
      ),
    }));
  return [
    { ...box, high: box.high.with(dim, threshold) },
    { ...box, low: box.low.with(dim, threshold) },
  ];
}
