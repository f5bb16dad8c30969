import type { TreeModel } from '../../models/trees/model';
import { goesLeft } from '../../models/trees/predict';

/** SHAP values of trees, on the scale of their raw scores. */
export interface TreeShapValues {
  /** [scores]: what the trees say where nothing of a row is known. */
  base: Float64Array;
  /** [n, inputs, scores]: for each row and score they add up to the raw score less the base. */
  values: Float64Array;
}

/**
 * Exact SHAP values of trees, for rows `x` [n, inputs]. What a tree says while only some inputs are known is, as in
 * TreeSHAP (Lundberg et al., Nature Machine Intelligence 2020, algorithm 1): at a cut of a known input the branch that
 * the row takes, at one of an unknown input the mean of both, weighted by the training rows that went there.
 *
 * A leaf is then reached with weight Π o_j over the known inputs of its way times Π z_j over the unknown ones; o_j is 1
 * where the row goes that way at all cuts of j, else 0, and z_j is the share of training rows that did. The Shapley
 * value of such a product is the integral over t from 0 to 1 of its multilinear extension's slope (Owen 1972):
 * (o_i - z_i) ∫ Π_{j≠i} (t o_j + (1 - t) z_j) dt, a polynomial of t, which Gauss-Legendre quadrature integrates exactly.
 * The same values as those of algorithm 2, in less time and without its differences of nearly equal numbers.
 */
export function treeShap(model: TreeModel, x: Float32Array, n: number): TreeShapValues {
  const { inputs, scores, roots, base: before } = model;
  const shares = sharesOf(model);
  const base = Float64Array.from(before);
  const values = new Float64Array(n * inputs * scores);
  for (let t = 0; t + 1 < roots.length; t++) {
    const depth = depthOf(model, roots[t]);
    const walk = new Walk(model, shares, roots[t], depth);
    expected(model, shares, roots[t]).forEach((value, k) => {
      base[k] += value;
    });
    if (depth > 0) for (let i = 0; i < n; i++) walk.explain(x, i, values);
  }
  return { base, values };
}

/** Per node the share of its parent's training rows that came to it; of a parent without any half. */
function sharesOf({ feature, left, right, cover }: TreeModel): Float64Array {
  const shares = new Float64Array(feature.length).fill(1);
  feature.forEach((cut, node) => {
    if (cut < 0) return;
    const both = cover[left[node]] + cover[right[node]];
    shares[left[node]] = both > 0 ? cover[left[node]] / both : 0.5;
    shares[right[node]] = 1 - shares[left[node]];
  });
  return shares;
}

function depthOf(cuts: Pick<TreeModel, 'feature' | 'left' | 'right'>, node: number): number {
  const { feature, left, right } = cuts;
  if (feature[node] < 0) return 0;
  return 1 + Math.max(depthOf(cuts, left[node]), depthOf(cuts, right[node]));
}

/** [scores]: what a tree says of nobody in particular. */
function expected(model: TreeModel, shares: Float64Array, node: number): Float64Array {
  const { feature, left, right, value, scores } = model;
  if (feature[node] < 0) return Float64Array.from(value.subarray(node * scores, (node + 1) * scores));
  const a = expected(model, shares, left[node]);
  const b = expected(model, shares, right[node]);
  return a.map((one, k) => shares[left[node]] * one + shares[right[node]] * b[k]);
}

/** Goes down one tree with a row, once through every node that a coalition could come to. */
class Walk {
  private readonly points: number;
  private readonly at: Float64Array;
  private readonly weight: Float64Array;
  /** Per input what the way so far says: whether the row goes along, and the share of training rows that do. */
  private readonly along: Uint8Array;
  private readonly share: Float64Array;
  /** [depth + 1, points]: the product of the factors of all inputs, at each point. */
  private readonly products: Float64Array;
  /** [depth + 1, points, scores]: what the leaves below a node say, each times the product of its way. */
  private readonly sums: Float64Array;
  private x: Float32Array = new Float32Array(0);
  private row = 0;
  private values: Float64Array = new Float64Array(0);

  constructor(
    private readonly model: TreeModel,
    private readonly shares: Float64Array,
    private readonly root: number,
    depth: number,
  ) {
    // Of `depth` inputs on a way the others are a polynomial of degree depth - 1.
    this.points = Math.max(1, Math.ceil(depth / 2));
    const { at, weight } = gaussLegendre(this.points);
    this.at = at;
    this.weight = weight;
    this.along = new Uint8Array(model.inputs).fill(1);
    this.share = new Float64Array(model.inputs).fill(1);
    this.products = new Float64Array((depth + 1) * this.points).fill(1);
    this.sums = new Float64Array((depth + 1) * this.points * model.scores);
  }

  /** Adds a row's values of this tree to those of the trees before. */
  explain(x: Float32Array, row: number, values: Float64Array): void {
    this.x = x;
    this.row = row;
    this.values = values;
    this.visit(this.root, 0);
  }

  private visit(node: number, depth: number): void {
    const { points, sums, products, model } = this;
    const { scores, feature, left, right, value, inputs } = model;
    const own = depth * points * scores;
    const cut = feature[node];
    if (cut < 0) {
      for (let q = 0; q < points; q++)
        for (let k = 0; k < scores; k++)
          sums[own + q * scores + k] = products[depth * points + q] * value[node * scores + k];
      return;
    }
    sums.fill(0, own, own + points * scores);
    const isLeft = goesLeft(model, node, this.x[this.row * inputs + cut]);
    this.descend(left[node], cut, isLeft, depth);
    this.descend(right[node], cut, !isLeft, depth);
  }

  /** Along one branch; `goes`: the row takes it. */
  private descend(child: number, cut: number, goes: boolean, depth: number): void {
    const { points, at, weight, products, sums, along, share } = this;
    const { scores, inputs } = this.model;
    const [o, z] = [along[cut], share[cut]];
    const [o2, z2] = [goes ? o : 0, z * this.shares[child]];
    // No coalition comes here: neither the row, nor a training row.
    if (o2 === 0 && z2 === 0) return;
    along[cut] = o2;
    share[cut] = z2;
    const [here, below] = [depth * points, (depth + 1) * points];
    for (let q = 0; q < points; q++) {
      const t = at[q];
      products[below + q] = (products[here + q] * (t * o2 + (1 - t) * z2)) / (t * o + (1 - t) * z);
    }
    this.visit(child, depth + 1);
    along[cut] = o;
    share[cut] = z;
    const to = (this.row * inputs + cut) * scores;
    for (let q = 0; q < points; q++) {
      const t = at[q];
      // What is below counts with this cut's part of the input; what the cuts before said of it no longer holds there.
      const slope = (o2 - z2) / (t * o2 + (1 - t) * z2) - (o - z) / (t * o + (1 - t) * z);
      for (let k = 0; k < scores; k++) {
        const sum = sums[(below + q) * scores + k];
        this.values[to + k] += weight[q] * slope * sum;
        sums[(here + q) * scores + k] += sum;
      }
    }
  }
}

/** Points and weights on 0 to 1: exact for polynomials of degree 2 n - 1. Newton's method on Legendre's polynomials. */
export function gaussLegendre(n: number): { at: Float64Array; weight: Float64Array } {
  const at = new Float64Array(n);
  const weight = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < 100; step++) {
      let [before, p] = [0, 1];
      for (let k = 1; k <= n; k++) [before, p] = [p, ((2 * k - 1) * x * p - (k - 1) * before) / k];
      slope = (n * (x * p - before)) / (x * x - 1);
      const moved = p / slope;
      x -= moved;
      if (Math.abs(moved) < 1e-15) break;
    }
    at[i] = (1 + x) / 2;
    weight[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { at, weight };
}
