import type { TreeModel } from '../../models/trees/model';
import type { Binned } from './bins';
import type { Cut } from './cut';

/** One tree, as `TreeModel` has it: its nodes from 0 on, its sets, and [nodes, outputs] of values. */
export type Tree = Omit<TreeModel, 'inputs' | 'scores' | 'base' | 'roots'>;

/** What stands for no bound: no number of float32 is above it. */
const HIGHEST = 3.4028234663852886e38;

/** The nodes of a tree that grows. */
export class NodeList {
  private readonly feature: number[] = [];
  private readonly threshold: number[] = [];
  private readonly setAt: number[] = [];
  private readonly setWords: number[] = [];
  private readonly sets: number[] = [];
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly missingLeft: number[] = [];
  private readonly value: number[] = [];
  private readonly covers: number[] = [];

  constructor(
    private readonly outputs: number,
    private readonly binned: Binned,
  ) {}

  /** A leaf that says 0; its number. */
  add(): number {
    const node = this.feature.push(-1) - 1;
    this.threshold.push(0);
    this.setAt.push(-1);
    for (const list of [this.setWords, this.left, this.right, this.missingLeft, this.covers]) list.push(0);
    for (let k = 0; k < this.outputs; k++) this.value.push(0);
    return node;
  }

  say(node: number, values: readonly number[]): void {
    for (let k = 0; k < this.outputs; k++) this.value[node * this.outputs + k] = values[k];
  }

  cover(node: number, weight: number): void {
    this.covers[node] = weight;
  }

  /** Makes a leaf an inner node; its new leaves. */
  cut(node: number, { input, bin, left, missingLeft }: Cut): [number, number] {
    const binned = this.binned.inputs[input];
    this.feature[node] = input;
    this.missingLeft[node] = missingLeft ? 1 : 0;
    if (binned.kind === 'numbers') this.threshold[node] = binned.cuts[bin] ?? HIGHEST;
    else {
      this.setAt[node] = this.sets.length;
      this.setWords[node] = binned.words;
      // Levels without a bin go where what is missing goes.
      const words = new Uint16Array(binned.words).fill(missingLeft ? 0xffff : 0);
      binned.codes.forEach((code, level) => {
        if (left?.[level]) words[code >> 4] |= 1 << (code & 15);
        else words[code >> 4] &= ~(1 << (code & 15));
      });
      this.sets.push(...words);
    }
    this.left[node] = this.add();
    this.right[node] = this.add();
    return [this.left[node], this.right[node]];
  }

  /** With the covers of inner nodes, from those of the leaves. */
  tree(): Tree {
    const { feature, outputs } = this;
    const inner = feature.map((input) => input >= 0);
    for (let node = feature.length - 1; node >= 0; node--) {
      if (!inner[node]) continue;
      this.covers[node] = this.covers[this.left[node]] + this.covers[this.right[node]];
      this.value.fill(0, node * outputs, (node + 1) * outputs);
    }
    return {
      feature: Int32Array.from(feature),
      threshold: Float32Array.from(this.threshold),
      setAt: Int32Array.from(this.setAt),
      setWords: Int32Array.from(this.setWords),
      sets: Uint16Array.from(this.sets),
      left: Int32Array.from(this.left),
      right: Int32Array.from(this.right),
      missingLeft: Uint8Array.from(this.missingLeft),
      value: Float32Array.from(this.value),
      cover: Float32Array.from(this.covers),
    };
  }
}
