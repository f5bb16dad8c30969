import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeModel } from '../../models/trees/model';
import { goesLeft, rawScores } from '../../models/trees/predict';
import {
  cut,
  leaf,
  modelOfNodes,
  type RandomTrees,
  randomRows,
  randomTrees,
  treesSpec,
} from '../../models/trees/random-trees';
import { scoresOf } from '../../models/trees/spec';
import golden from './lightgbm-trees.json';
import { gaussLegendre, treeShap } from './tree-shap';

/** What trees say of a row of which only the inputs in `known` are known: TreeSHAP's algorithm 1, as it is printed. */
function withKnown(model: TreeModel, row: Float32Array, known: ReadonlySet<number>): number[] {
  const { feature, left, right, cover, value, scores } = model;
  const below = (node: number): number[] => {
    const cutBy = feature[node];
    if (cutBy < 0) return Array.from(value.subarray(node * scores, (node + 1) * scores));
    if (known.has(cutBy)) return below(goesLeft(model, node, row[cutBy]) ? left[node] : right[node]);
    const [a, b] = [below(left[node]), below(right[node])];
    const [to, all] = [cover[left[node]], cover[left[node]] + cover[right[node]]];
    return a.map((one, k) => (to * one + (all - to) * b[k]) / all);
  };
  const sums = Array.from(model.base);
  for (const root of model.roots.subarray(0, -1))
    below(root).forEach((said, k) => {
      sums[k] += said;
    });
  return sums;
}

/** Shapley values by their definition, [inputs, scores]: what an input adds to each set of the others. */
function byDefinition(model: TreeModel, row: Float32Array): number[] {
  const { inputs, scores } = model;
  const factorial = (m: number): number => (m < 2 ? 1 : m * factorial(m - 1));
  const members = (mask: number) => new Set([...Array(inputs).keys()].filter((j) => (mask >> j) & 1));
  const values = Array<number>(inputs * scores).fill(0);
  for (let mask = 0; mask < 1 << inputs; mask++) {
    const size = members(mask).size;
    for (let j = 0; j < inputs; j++) {
      if ((mask >> j) & 1) continue;
      const weight = (factorial(size) * factorial(inputs - size - 1)) / factorial(inputs);
      const without = withKnown(model, row, members(mask));
      withKnown(model, row, members(mask | (1 << j))).forEach((said, k) => {
        values[j * scores + k] += weight * (said - without[k]);
      });
    }
  }
  return values;
}

const near = (digits: number) => (value: number) => expect.closeTo(value, digits);

describe('SHAP values of trees', () => {
  it('of one cut are the leaf less the mean of both', () => {
    const model = modelOfNodes(treesSpec(), [10], [cut(0, 0, leaf([1], 30), leaf([5], 10))]);
    const { base, values } = treeShap(model, Float32Array.of(-1, 0, 0, 0, 1, 0, 0, 0), 2);
    expect(Array.from(base)).toEqual([12]);
    expect(Array.from(values).map((value) => value + 0)).toEqual([-1, 0, 0, 0, 3, 0, 0, 0]);
  });

  // Lundberg et al., Consistent individualized feature attribution for tree ensembles (arXiv:1802.03888), figure 1,
  // model A: fever and cough each of half the people; 80 where both are, else 0. Both have 30 where both are there.
  it('are those of the published example', () => {
    const tree = cut(0, 0.5, leaf([0], 2), cut(1, 0.5, leaf([0], 1), leaf([80], 1)));
    const { base, values } = treeShap(
      modelOfNodes(treesSpec({ inputs: 2 }), [0], [tree]),
      Float32Array.of(1, 1),
      1,
    );
    expect(Array.from(base)).toEqual([20]);
    expect(Array.from(values)).toEqual([30, 30].map(near(12)));
  });

  it.each<[string, RandomTrees, number]>([
    ['numbers, levels and gaps', { depth: 4, spec: { trees: 4 } }, 20],
    ['inputs cut again and again', { depth: 6, spec: { inputs: 2, categorical: [1], trees: 3 } }, 20],
    ['many levels', { depth: 4, levels: 60, spec: { inputs: 3, categorical: [1, 2], trees: 3 } }, 60],
    [
      'leaves of several scores',
      { depth: 4, spec: { loss: 'softmax', classes: 3, grow: 'forest', trees: 3 } },
      20,
    ],
    ['more inputs', { depth: 7, cut: 0.8, spec: { inputs: 7, categorical: [2], trees: 2 } }, 20],
  ])('are what the definition gives: %s', (name, about, levels) => {
    const { spec, model } = randomTrees(name, about);
    const n = 8;
    const x = randomRows(name, spec, n, levels);
    const { base, values } = treeShap(model, x, n);
    const size = spec.inputs * model.scores;
    expect(Array.from(base)).toEqual(withKnown(model, x, new Set()).map(near(12)));
    for (let i = 0; i < n; i++)
      expect(Array.from(values.subarray(i * size, (i + 1) * size))).toEqual(
        byDefinition(model, x.slice(i * spec.inputs, (i + 1) * spec.inputs)).map(near(11)),
      );
  });

  it('add up to the raw scores, of deep trees too', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(14), fc.integer({ min: 1, max: 12 }), (seed, depth, inputs) => {
        const asked = { depth, cut: 0.7, spec: { inputs, categorical: [0], trees: 4 } };
        const { spec, model } = randomTrees(seed, asked);
        const x = randomRows(seed, spec, 5);
        const { base, values } = treeShap(model, x, 5);
        rawScores(model, x, 5).forEach((raw, i) => {
          const sum = values.subarray(i * inputs, (i + 1) * inputs).reduce((a, b) => a + b, base[0]);
          expect(Math.abs(sum - raw)).toBeLessThan(1e-10);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('stay finite where no training row went along a branch, or through a cut at all', () => {
    const unseen = cut(1, 0, leaf([8], 0), leaf([16], 0));
    const model = modelOfNodes(treesSpec({ inputs: 2 }), [0], [cut(0, 0, leaf([1], 4), unseen)]);
    const { base, values } = treeShap(model, Float32Array.of(-1, -1, 1, -1), 2);
    expect(Array.from(base)).toEqual([1]);
    // Of the branch that nobody took both halves count alike: 12; half of what is left is each one's.
    expect(Array.from(values)).toEqual([0, 0, 7 + 2, -2].map(near(12)));
  });
});

// LightGBM 4.7.0, predict(pred_contrib=True): three rounds of 7 leaves on 400 rows of four inputs, two of them levels.
// Its thresholds and leaves are doubles; ours are float32.
describe('SHAP values against LightGBM', () => {
  interface Dumped {
    value?: number;
    count?: number;
    feature?: number;
    threshold?: number | string;
    defaultLeft?: boolean;
    left?: Dumped;
    right?: Dumped;
  }
  type Node = ReturnType<typeof leaf>;

  function nodeOf(dumped: Dumped, score: number, scores: number): Node {
    const { value, count, feature, threshold, defaultLeft, left, right } = dumped;
    if (value !== undefined || !left || !right || feature === undefined)
      return leaf(
        Array.from({ length: scores }, (_, k) => (k === score ? (value ?? 0) : 0)),
        count,
      );
    const branches = [nodeOf(left, score, scores), nodeOf(right, score, scores)] as const;
    if (typeof threshold !== 'string') return cut(feature, threshold ?? 0, ...branches, defaultLeft ? 1 : 0);
    const words = [0, 0];
    for (const level of threshold.split('||').map(Number)) words[level >> 4] |= 1 << (level & 15);
    return cut(feature, words, ...branches, 0);
  }

  it.each(['binary', 'multiclass'] as const)('%s', (kind) => {
    expect(golden.lightgbm).toBe('4.7.0');
    const { trees, rows, contributions } = golden[kind];
    const spec = treesSpec(kind === 'binary' ? {} : { loss: 'softmax', classes: 3 });
    const scores = scoresOf(spec);
    const model = modelOfNodes(
      spec,
      Array<number>(scores).fill(0),
      trees.map((tree, t) => nodeOf(tree, t % scores, scores)),
    );
    const x = Float32Array.from(rows.flat(), (value) => value ?? Number.NaN);
    const { base, values } = treeShap(model, x, rows.length);
    rows.forEach((_, i) => {
      const told = Array.from({ length: scores }, (_, k) => [
        ...[0, 1, 2, 3].map((j) => values[(i * 4 + j) * scores + k]),
        base[k],
      ]);
      expect(told.flat()).toEqual(contributions[i].map(near(6)));
    });
  });
});

describe('Gauss-Legendre quadrature', () => {
  // Abramowitz & Stegun 1972, table 25.4, moved from -1..1 to 0..1.
  it('has the tabulated points and weights', () => {
    const { at, weight } = gaussLegendre(3);
    expect(Array.from(at).sort()).toEqual(
      [0.5 - 0.774596669241483 / 2, 0.5, 0.5 + 0.774596669241483 / 2].map(near(14)),
    );
    expect(Array.from(weight).sort()).toEqual([5 / 18, 5 / 18, 8 / 18].map(near(14)));
  });

  it('integrates polynomials exactly', () => {
    for (const n of [1, 2, 5, 16, 64, 128]) {
      const { at, weight } = gaussLegendre(n);
      for (const power of [0, 1, n, 2 * n - 1]) {
        const sum = at.reduce((total, t, q) => total + weight[q] * t ** power, 0);
        expect(sum).toBeCloseTo(1 / (power + 1), 13);
      }
    }
  });
});
