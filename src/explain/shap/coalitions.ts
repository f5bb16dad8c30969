import type { Rng } from '../../study/random';

/** Which players take part, with the weight of each coalition in the regression of Kernel SHAP. */
export interface Coalitions {
  players: number;
  /** A coalition a row of `players` zeros and ones; neither the empty nor the whole one. */
  masks: Uint8Array[];
  weights: Float64Array;
  /** True where every coalition is among them: Shapley values are then exact. */
  complete: boolean;
}

/**
 * The coalitions of Kernel SHAP (Lundberg & Lee 2017), at most about `limit`. Sizes are taken from the outside in,
 * 1 with d - 1, then 2 with d - 2, whole as long as they fit, since those weigh most; the rest is drawn by the kernel's
 * weights, each coalition with its complement (paired sampling, Covert & Lee 2021).
 */
export function coalitionsOf(players: number, limit: number, rng: Rng): Coalitions {
  const found = new Map<string, { mask: Uint8Array; weight: number }>();
  const add = (mask: Uint8Array, weight: number) => {
    const key = mask.join('');
    const before = found.get(key);
    if (before) before.weight += weight;
    else found.set(key, { mask, weight });
  };
  const half = Math.floor(players / 2);
  /** Weight of a size together with its complement's. */
  const share = Array.from({ length: half }, (_, i) => {
    const size = i + 1;
    return ((players - 1) / (size * (players - size))) * (2 * size === players ? 1 : 2);
  });
  let left = limit;
  let size = 1;
  for (; size <= half; size++) {
    const own = 2 * size === players;
    const count = choose(players, size) * (own ? 1 : 2);
    if (count > left) break;
    for (const mask of subsets(players, size)) {
      add(mask, share[size - 1] / count);
      if (!own) add(complement(mask), share[size - 1] / count);
    }
    left -= count;
  }
  const complete = size > half;
  if (!complete && left >= 2) {
    const sizes = share.slice(size - 1);
    const total = sizes.reduce((sum, weight) => sum + weight, 0);
    const pairs = Math.floor(left / 2);
    const order = Uint32Array.from({ length: players }, (_, i) => i);
    for (let pair = 0; pair < pairs; pair++) {
      let at = rng.next() * total;
      let chosen = 0;
      while (chosen < sizes.length - 1 && at >= sizes[chosen]) at -= sizes[chosen++];
      rng.shuffle(order);
      const mask = new Uint8Array(players);
      for (let i = 0; i < size + chosen; i++) mask[order[i]] = 1;
      add(mask, total / (2 * pairs));
      add(complement(mask), total / (2 * pairs));
    }
  }
  const all = [...found.values()];
  return {
    players,
    masks: all.map(({ mask }) => mask),
    weights: Float64Array.from(all, ({ weight }) => weight),
    complete,
  };
}

const complement = (mask: Uint8Array): Uint8Array => mask.map((in_) => 1 - in_);

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return Math.round(ways);
}

/** Every subset of the size, in lexicographic order. */
function* subsets(n: number, size: number): Generator<Uint8Array> {
  const at = Array.from({ length: size }, (_, i) => i);
  for (;;) {
    const mask = new Uint8Array(n);
    for (const i of at) mask[i] = 1;
    yield mask;
    let last = size - 1;
    while (last >= 0 && at[last] === n - size + last) last--;
    if (last < 0) return;
    at[last]++;
    for (let i = last + 1; i < size; i++) at[i] = at[i - 1] + 1;
  }
}
