import type { Rng } from '../../study/random';
import type { Entries, RowSums } from './kernel';

/** What a cut must keep to. */
export interface CutRules {
  /** Gradients a row: 1, or one a class where a leaf holds a vector. */
  outputs: number;
  lambda: number;
  levelPenalty: number;
  minGain: number;
  minLeafRows: number;
  minLeafWeight: number;
  /** Per input 1, -1 or 0; of one output alone. */
  monotone?: readonly number[];
}

/** Rows that may be cut, and between which values what is said of them must stay. */
export interface CutNode extends RowSums {
  low: number;
  high: number;
}

/** A cut of one input. */
export interface Cut {
  input: number;
  gain: number;
  /** The part that goes left. */
  sums: RowSums;
  /** Numbers: the last bin that goes left. Levels: -1. */
  bin: number;
  /** Levels: [256] 1 where rows of this bin go left. */
  left: Uint8Array | null;
  missingLeft: boolean;
  /** L2 penalty on what both parts say. */
  penalty: number;
}

/** [256] 1 where rows of a bin go left. `missing`: the bin of missing values. */
export function leftOf({ left, bin, missingLeft }: Cut, missing: number): Uint8Array {
  if (left) return left;
  const upTo = new Uint8Array(256).fill(1, 0, bin + 1);
  upTo[missing] = missingLeft ? 1 : 0;
  return upTo;
}

/** What rounding may make of a gain of 0, over the worth of the node. */
const ROUNDING = 1e-12;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** What a leaf says: the Newton step, within its bounds. Without any weight 0. */
export const leafValue = (g: number, h: number, penalty: number, low: number, high: number): number =>
  h + penalty > 0 ? clamp(-g / (h + penalty), low, high) : clamp(0, low, high);

/** By how much a leaf that says `value` lessens twice the loss. */
const worthOfValue = (g: number, h: number, penalty: number, value: number): number =>
  -(2 * g * value + (h + penalty) * value * value);

/** Looks for the best cut of one node: sums go to its left part bit by bit, and `consider` judges where they stand. */
export class CutSearch {
  readonly g: Float64Array;
  h = 0;
  rows = 0;
  /** The best so far; null: none is allowed and gains. */
  best: Cut | null = null;
  private node: CutNode = { g: new Float64Array(0), h: 0, rows: 0, low: 0, high: 0 };
  private worth = 0;
  private floor = 0;

  constructor(
    readonly rules: CutRules,
    readonly found: Entries,
    /** Where cuts are drawn at random. */
    readonly random: Rng | null,
  ) {
    this.g = new Float64Array(rules.outputs);
  }

  /** A new node, without a cut so far. */
  start(node: CutNode): void {
    const { outputs, lambda, minGain } = this.rules;
    this.node = node;
    this.best = null;
    this.worth = 0;
    for (let k = 0; k < outputs; k++) this.worth += this.worthOf(node.g[k], node.h, lambda);
    this.floor = minGain + ROUNDING * Math.abs(this.worth);
  }

  nothing(): void {
    this.g.fill(0);
    this.h = 0;
    this.rows = 0;
  }

  /** Rows of an entry go left. */
  add(entry: number): void {
    const { g, h, rows } = this.found;
    const { outputs } = this.rules;
    for (let k = 0; k < outputs; k++) this.g[k] += g[entry * outputs + k];
    this.h += h[entry];
    this.rows += rows[entry];
  }

  /** Whether what stands left now is better than the best so far: the caller then says what cut it is by `take`. */
  consider(input: number, penalty: number, monotone: number): boolean {
    const { outputs, minLeafRows, minLeafWeight } = this.rules;
    const { node, g, h } = this;
    const rightH = node.h - h;
    if (this.rows < minLeafRows || node.rows - this.rows < minLeafRows) return false;
    if (h < minLeafWeight || rightH < minLeafWeight) return false;
    let gain = -this.worth;
    for (let k = 0; k < outputs; k++)
      gain += this.worthOf(g[k], h, penalty) + this.worthOf(node.g[k] - g[k], rightH, penalty);
    if (!(gain > this.floor && gain > (this.best?.gain ?? 0))) return false;
    if (monotone !== 0) {
      const rise =
        leafValue(node.g[0] - g[0], rightH, penalty, node.low, node.high) -
        leafValue(g[0], h, penalty, node.low, node.high);
      if (rise * monotone < 0) return false;
    }
    // One object a node: cuts get better often.
    this.best ??= {
      input,
      gain,
      sums: { g: new Float64Array(outputs), h, rows: 0 },
      bin: -1,
      left: null,
      missingLeft: false,
      penalty,
    };
    const { best } = this;
    best.input = input;
    best.gain = gain;
    best.penalty = penalty;
    best.sums.g.set(g);
    best.sums.h = h;
    best.sums.rows = this.rows;
    return true;
  }

  /** How the cut just found stands to a missing value: as said, or, where none was seen here, with most rows. */
  take(bin: number, left: Uint8Array | null, missingLeft: boolean | null): void {
    if (!this.best) return;
    this.best.bin = bin;
    this.best.left = left;
    this.best.missingLeft = missingLeft ?? 2 * this.rows >= this.node.rows;
  }

  /** Best that a leaf can do within the node's bounds. */
  private worthOf(g: number, h: number, penalty: number): number {
    const { low, high } = this.node;
    if (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY)
      return h + penalty > 0 ? (g * g) / (h + penalty) : 0;
    return worthOfValue(g, h, penalty, leafValue(g, h, penalty, low, high));
  }
}
