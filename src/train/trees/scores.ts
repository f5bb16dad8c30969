import { leafOf } from '../../models/trees/predict';
import type { Rows } from '../trainer';
import type { Leaf } from './grow';
import { joinTrees, type ScoredTree } from './join-trees';

/** Raw scores [n, scores] of rows, kept as trees are added: sums of what their leaves say. */
export class Scores {
  readonly raw: Float64Array;

  constructor(
    private readonly rows: Rows,
    private readonly base: Float32Array,
  ) {
    const { n } = rows;
    this.raw = new Float64Array(n * base.length);
    for (let i = 0; i < n; i++) this.raw.set(base, i * base.length);
  }

  /**
   * @param leaves with the order they are places of: which rows need no walk from the root, as the tree grew of them
   */
  add(grown: ScoredTree, leaves: readonly Leaf[] = [], order: Uint32Array = new Uint32Array(0)): void {
    for (const leaf of leaves) this.addLeaf(leaf, order, grown);
    if (order.length === this.rows.n) return;
    const came = new Uint8Array(this.rows.n);
    for (const row of order) came[row] = 1;
    const model = joinTrees([grown], { inputs: this.rows.d, base: this.base, divisor: 1 });
    for (let row = 0; row < came.length; row++)
      if (!came[row]) this.say(row, leafOf(model, 0, this.rows.x, row * this.rows.d), grown);
  }

  private addLeaf({ node, from, to }: Leaf, order: Uint32Array, grown: ScoredTree): void {
    const scores = this.base.length;
    if (grown.score < 0) for (let i = from; i < to; i++) this.say(order[i], node, grown);
    else {
      const { raw } = this;
      const value = grown.tree.value[node];
      for (let i = from; i < to; i++) raw[order[i] * scores + grown.score] += value;
    }
  }

  private say(row: number, node: number, { tree, score }: ScoredTree): void {
    const scores = this.base.length;
    if (score >= 0) this.raw[row * scores + score] += tree.value[node];
    else for (let k = 0; k < scores; k++) this.raw[row * scores + k] += tree.value[node * scores + k];
  }
}
