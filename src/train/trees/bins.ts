import { levelsOf, type SeenLevels } from './level-bins';
import { cutsOf, valuesOf } from './number-bins';

/** One input in bins: 0 … count - 1 of what was seen, and bin `count` for what is missing. */
export type BinnedInput =
  | {
      kind: 'numbers';
      count: number;
      /** [count - 1], ascending: a number is in the first bin whose cut it does not exceed. */
      cuts: Float32Array;
    }
  | ({ kind: 'levels'; count: number } & SeenLevels);

/** A training matrix in bins. */
export interface Binned {
  n: number;
  inputs: readonly BinnedInput[];
  /** [inputs][n]: the bin of each row. */
  bins: Uint8Array;
  /** Per input the bin that most rows are in. */
  common: Uint8Array;
  /** Inputs that have two bins with rows in them, or more: all others can be cut nowhere. */
  usable: readonly number[];
}

const LEVEL_BINS = 254;

function binned(x: Float32Array, n: number, d: number, most: number, categorical: readonly number[]): Binned {
  const bins = new Uint8Array(n * d);
  const common = new Uint8Array(d);
  const usable: number[] = [];
  const inputs = Array.from({ length: d }, (_, j): BinnedInput => {
    const to = bins.subarray(j * n, (j + 1) * n);
    const input = categorical.includes(j)
      ? levelsIn(x, n, d, j, to)
      : numbersIn(x, n, d, j, Math.min(255, most), to);
    const counts = new Uint32Array(256);
    for (let i = 0; i < n; i++) counts[to[i]]++;
    common[j] = counts.indexOf(Math.max(...counts));
    if (counts.filter((count) => count > 0).length > 1) usable.push(j);
    return input;
  });
  return { n, inputs, bins, common, usable };
}

function numbersIn(
  x: Float32Array,
  n: number,
  d: number,
  j: number,
  most: number,
  to: Uint8Array,
): BinnedInput {
  const column = new Float32Array(n);
  for (let i = 0; i < n; i++) column[i] = x[i * d + j];
  const seen = valuesOf(column);
  const cuts = cutsOf(seen, most);
  const count = seen.values.length === 0 ? 0 : cuts.length + 1;
  seen.place(column, cuts, count, to);
  return { kind: 'numbers', count, cuts };
}

function levelsIn(x: Float32Array, n: number, d: number, j: number, to: Uint8Array): BinnedInput {
  const column = new Float32Array(n);
  for (let i = 0; i < n; i++) column[i] = x[i * d + j];
  const seen = levelsOf(column, LEVEL_BINS);
  const count = seen.codes.length;
  for (let i = 0; i < n; i++) to[i] = seen.binOf(column[i]) ?? count;
  return { kind: 'levels', count, codes: seen.codes, words: seen.words };
}

const known = new WeakMap<Float32Array, Map<string, Binned>>();

/**
 * Rows [n, d], row-major, in bins: at most `most` quantile bins of a number, a bin each for the 254 most frequent levels
 * of the inputs named `categorical`. Made once of a matrix: the trials of a fold share it, for it costs as much as many
 * rounds.
 */
export function binsOf(
  x: Float32Array,
  n: number,
  d: number,
  most: number,
  categorical: readonly number[],
): Binned {
  const key = [n, d, most, ...categorical].join();
  const made = known.get(x) ?? new Map<string, Binned>();
  known.set(x, made);
  const found = made.get(key) ?? binned(x, n, d, most, categorical);
  made.set(key, found);
  return found;
}
