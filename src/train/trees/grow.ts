import type { Rng } from '../../study/random';
import type { Binned } from './bins';
import { type Cut, type CutNode, type CutRules, CutSearch, leafValue, leftOf } from './cut';
import type { TreeKernel } from './kernel';
import { searchLevels } from './level-cuts';
import { NodeList, type Tree } from './node-list';
import { searchNumbers } from './number-cuts';
import { Queue } from './queue';

export interface GrowJob {
  binned: Binned;
  /** Begun with the gradients and rows of this tree. */
  kernel: TreeKernel;
  rules: CutRules;
  maxDepth: number;
  maxLeaves: number;
  /** Inputs that this tree may cut. */
  inputs: readonly number[];
  /** Share of these that each cut may choose from. */
  cutShare: number;
  random: Rng;
  /** Whether cuts are drawn, too. */
  randomCuts: boolean;
  /** What leaves are multiplied by. */
  rate: number;
  /** Weights of the rows for `cover`; without them each counts 1. */
  weight?: ArrayLike<number>;
}

/** A leaf, as long as the tree grows: its rows stand together in the kernel's order. */
export interface Leaf {
  node: number;
  from: number;
  to: number;
}

interface Growing extends Leaf, CutNode {
  depth: number;
  penalty: number;
  /** Where its histograms are kept; -1: nowhere. */
  slot: number;
  cut: Cut | null;
}

/**
 * Grows one tree, best cut first (Shi 2007; LightGBM), and pauses after each cut. Where each cut may choose from all
 * inputs, the smaller part's histograms are built, and the larger part's are what is left of the parent's.
 */
export function* growTree(job: GrowJob): Generator<void, { tree: Tree; leaves: Leaf[] }> {
  const { kernel, rules, maxLeaves, maxDepth, random } = job;
  const nodes = new NodeList(rules.outputs, job.binned);
  const search = new CutSearch(rules, kernel.found, job.randomCuts ? random : null);
  const slots = Array.from({ length: job.cutShare < 1 ? 0 : kernel.slots }, (_, slot) => slot).reverse();
  const queue = new Queue<Growing>(({ cut }) => cut?.gain ?? 0);
  const done: Leaf[] = [];

  const mayCut = ({ depth, rows }: Growing) =>
    depth < maxDepth && rows >= 2 * rules.minLeafRows && rows > 1 && queue.size + done.length + 1 < maxLeaves;
  const release = (leaf: Growing) => {
    if (leaf.slot >= 0) slots.push(leaf.slot);
    leaf.slot = -1;
  };
  const add = (leaf: Growing) => {
    leaf.cut = mayCut(leaf) ? bestCut(job, search, leaf) : null;
    if (leaf.cut) queue.push(leaf);
    else {
      release(leaf);
      done.push(leaf);
    }
  };

  const rows = kernel.order.length;
  const root: Growing = {
    ...kernel.sums(0, rows),
    node: nodes.add(),
    from: 0,
    to: rows,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    depth: 0,
    penalty: rules.lambda,
    slot: slots.pop() ?? -1,
    cut: null,
  };
  nodes.say(root.node, saidBy(root, job.rate));
  if (root.slot >= 0 && mayCut(root)) kernel.build(root.slot, 0, rows);
  add(root);
  while (queue.size > 0 && queue.size + done.length < maxLeaves) {
    const parent = queue.pop();
    const { cut } = parent;
    if (!cut) break;
    const left = leftOf(cut, job.binned.inputs[cut.input].count);
    const middle = parent.from + kernel.partition(cut.input, parent.from, parent.to, left);
    const children = parted(parent, cut, middle, rules, nodes.cut(parent.node, cut));
    for (const child of children) nodes.say(child.node, saidBy(child, job.rate));
    if (children.some(mayCut)) shareHistograms(kernel, parent, children, slots);
    else release(parent);
    for (const child of children) add(child);
    yield;
  }
  while (queue.size > 0) done.push(queue.pop());
  for (const { node, from, to } of done) nodes.cover(node, weightOf(job, from, to));
  return { tree: nodes.tree(), leaves: done };
}

const saidBy = ({ g, h, penalty, low, high }: Growing, rate: number): number[] =>
  Array.from(g, (sum) => rate * leafValue(sum, h, penalty, low, high));

function weightOf({ kernel, weight }: GrowJob, from: number, to: number): number {
  if (!weight) return to - from;
  let sum = 0;
  for (let i = from; i < to; i++) sum += weight[kernel.order[i]];
  return sum;
}

function bestCut(job: GrowJob, search: CutSearch, leaf: Growing): Cut | null {
  const { kernel, binned, inputs, random } = job;
  search.start(leaf);
  const most = Math.max(1, Math.round(job.cutShare * inputs.length));
  const list = most < inputs.length ? random.shuffle([...inputs]) : inputs;
  let varied = false;
  for (const [i, input] of list.entries()) {
    // As many as may be chosen from, and on until one of them is no constant here.
    if (i >= most && varied) break;
    const entries =
      leaf.slot >= 0 ? kernel.entries(leaf.slot, input) : kernel.entriesOf(input, leaf.from, leaf.to);
    if (entries < 2) continue;
    varied = true;
    const { kind, count } = binned.inputs[input];
    if (kind === 'numbers') searchNumbers(search, input, entries, count);
    else searchLevels(search, input, entries, count);
  }
  return search.best;
}

/** The two parts of a leaf; monotone inputs bound what comes below each (LightGBM's basic method). */
function parted(
  parent: Growing,
  cut: Cut,
  middle: number,
  rules: CutRules,
  [left, right]: [number, number],
): [Growing, Growing] {
  const { g, h, rows, low, high } = parent;
  const shared = { low, high, depth: parent.depth + 1, penalty: cut.penalty, slot: -1, cut: null };
  const rest = { g: g.map((sum, k) => sum - cut.sums.g[k]), h: h - cut.sums.h, rows: rows - cut.sums.rows };
  const parts: [Growing, Growing] = [
    { ...shared, ...cut.sums, node: left, from: parent.from, to: middle },
    { ...shared, ...rest, node: right, from: middle, to: parent.to },
  ];
  const sign = cut.bin >= 0 ? (rules.monotone?.[cut.input] ?? 0) : 0;
  if (sign !== 0) {
    const [lower, upper] = sign > 0 ? parts : [parts[1], parts[0]];
    const [a, b] = parts.map(({ g: [sum], h: weight }) => leafValue(sum, weight, cut.penalty, low, high));
    lower.high = (a + b) / 2;
    upper.low = (a + b) / 2;
  }
  return parts;
}

/** The parent's histograms become the larger child's. */
function shareHistograms(
  kernel: TreeKernel,
  parent: Growing,
  [left, right]: [Growing, Growing],
  slots: number[],
): void {
  if (parent.slot < 0) return;
  const [small, large] = left.rows <= right.rows ? [left, right] : [right, left];
  const free = slots.pop();
  if (free === undefined) {
    slots.push(parent.slot);
    parent.slot = -1;
    return;
  }
  small.slot = free;
  kernel.build(free, small.from, small.to);
  kernel.subtract(parent.slot, free);
  large.slot = parent.slot;
}
