/**
 * Seeded randomness, keyed by where it is used: `rng(seed, 'trial', 3, 'fold', 0, 'epoch', 7)` gives the same
 * stream on every machine, whatever ran before it.
 */
export interface Rng {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform integer in [0, n). */
  int(n: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** A bootstrap sample: draws as many places of `counts` as there are, with replacement, and counts each; as `int`. */
  tally(counts: Int32Array): void;
  /** Fisher-Yates, in place; returns its argument. */
  shuffle<T extends { length: number; [i: number]: unknown }>(list: T): T;
}

/** cyrb128 by bryc (public domain): a string to four 32-bit words. */
function hash128(text: string): [number, number, number, number] {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  return [(h1 ^ h2 ^ h3 ^ h4) >>> 0, h2 >>> 0, h3 >>> 0, h4 >>> 0];
}

/** The state in which the stream of a key begins, for the same generator elsewhere: assembly/dense-layer.ts. */
export function rngWords(...key: (string | number)[]): Uint32Array {
  let [a, b, c, d] = hash128(key.join('/'));
  for (let i = 0; i < 12; i++) {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
  }
  return Uint32Array.of(a, b, c, d);
}

/** sfc32 (PractRand, Chris Doty-Humphrey): small, fast, passes BigCrush. */
export function rng(...key: (string | number)[]): Rng {
  let [a, b, c, d] = rngWords(...key);
  const bits = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  const next = () => bits() / 4294967296;
  const int = (n: number) => Math.floor(next() * n);
  return {
    next,
    int,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    tally(counts) {
      counts.fill(0);
      const n = counts.length;
      // The generator's words as local variables: several times as fast as through the closure.
      let [w, x, y, z] = [a, b, c, d];
      for (let i = 0; i < n; i++) {
        const t = (((w + x) | 0) + z) | 0;
        z = (z + 1) | 0;
        w = x ^ (x >>> 9);
        x = (y + (y << 3)) | 0;
        y = (((y << 21) | (y >>> 11)) + t) | 0;
        counts[Math.floor(((t >>> 0) / 4294967296) * n)]++;
      }
      [a, b, c, d] = [w, x, y, z];
    },
    shuffle(list) {
      for (let i = list.length - 1; i > 0; i--) {
        const j = int(i + 1);
        const kept = list[i];
        list[i] = list[j];
        list[j] = kept;
      }
      return list;
    },
  };
}
