import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELDS, type TreeModel, treesOfWeights, weightsOfTrees } from '../models/trees/model';
import { rawScores } from '../models/trees/predict';
import {
  cut,
  leaf,
  modelOfNodes,
  type RandomTrees,
  randomRows,
  randomTrees,
  treesSpec,
} from '../models/trees/random-trees';
import type { TreesSpec } from '../models/trees/spec';
import { errorRecord } from '../study/errors';
import type { Weights } from '../train/trainer';
import { checkTrees } from './check-trees';

const codeOf = (spec: TreesSpec, weights: Weights): string => {
  try {
    checkTrees(spec, weights);
    return 'none';
  } catch (error) {
    return errorRecord(error).code;
  }
};

const shapes: fc.Arbitrary<RandomTrees> = fc.record({
  depth: fc.nat(7),
  levels: fc.integer({ min: 1, max: 70 }),
  spec: fc.record({
    trees: fc.nat(6),
    loss: fc.constantFrom('binary' as const, 'softmax' as const, 'mse' as const),
    grow: fc.constantFrom('boosting' as const, 'forest' as const),
    classes: fc.integer({ min: 2, max: 4 }),
  }),
});

describe('trees as weights', () => {
  it('are the same trees when they are read, whatever their shape', () => {
    fc.assert(
      fc.property(fc.string(), shapes, (seed, about) => {
        const { spec, model } = randomTrees(seed, about);
        const read = checkTrees(spec, weightsOfTrees(model));
        expect(read).toEqual(model);
        expect(treesOfWeights(spec, weightsOfTrees(read))).toEqual(model);
      }),
      { numRuns: 200 },
    );
  });
});

describe('weights of a stranger', () => {
  const spec = treesSpec();
  // 0: number, 1: leaf, 2: levels, 3: leaf, 4: leaf; 5: number, 6 and 7: leaves.
  const model = modelOfNodes(
    spec,
    [0.5],
    [cut(0, 0, leaf([1]), cut(2, [3, 1], leaf([2]), leaf([3]))), cut(1, 0, leaf([4]), leaf([5]))],
  );
  const fields = ['feature', 'threshold', 'setAt', 'setWords', 'left', 'right', 'missingLeft', 'cover'];
  const withField = (node: number, field: string, value: number): Weights => {
    const weights = weightsOfTrees(model);
    weights[0].kernel[node * FIELDS + fields.indexOf(field)] = value;
    return weights;
  };

  it('are taken where they are trees', () => {
    expect(codeOf(spec, weightsOfTrees(model))).toBe('none');
    expect(codeOf(spec, withField(0, 'threshold', 1e30))).toBe('none');
    expect(codeOf(spec, withField(0, 'missingLeft', 1))).toBe('none');
  });

  it.each<[string, number, string, number]>([
    ['an input that is not there', 0, 'feature', 4],
    ['no input', 0, 'feature', 1.5],
    ['less than a leaf', 0, 'feature', -2],
    ['a number cut by levels', 0, 'setAt', 0],
    ['levels cut by a number', 2, 'setAt', -1],
    ['levels of a number', 2, 'feature', 1],
    ['a set beyond the sets', 2, 'setAt', 1],
    ['a set of nothing', 2, 'setWords', 0],
    ['a set of half a word', 2, 'setWords', 0.5],
    ['a child before its parent', 2, 'left', 1],
    ['itself as child', 2, 'left', 2],
    ['one child twice', 0, 'left', 2],
    ["another's child", 0, 'left', 3],
    ["another tree's root", 0, 'right', 5],
    ["another tree's leaf", 2, 'right', 6],
    ['a child beyond all nodes', 5, 'right', 8],
    ['half a child', 5, 'right', 6.5],
    ['a side that is none', 0, 'missingLeft', 2],
    ['less than no rows', 1, 'cover', -1],
    ['a threshold without end', 0, 'threshold', Number.POSITIVE_INFINITY],
    ['no threshold', 0, 'threshold', Number.NaN],
  ])('are refused with %s', (_, node, field, value) => {
    expect(codeOf(spec, withField(node, field, value))).toBe('bundle.broken');
  });

  it('are refused where lengths or values are others', () => {
    const changed = (change: (weights: Weights) => void): string => {
      const weights: Weights = weightsOfTrees(model).map(({ kernel, bias }) => ({
        kernel: kernel.slice(),
        bias: bias.slice(),
      }));
      change(weights);
      return codeOf(spec, weights);
    };
    const changes: ((weights: Weights) => void)[] = [
      (weights) => weights.pop(),
      (weights) => weights.push(weights[0]),
      (weights) => (weights[0].kernel = weights[0].kernel.slice(1)),
      (weights) => (weights[0].kernel = weights[0].kernel.slice(FIELDS)),
      (weights) => (weights[0].bias = new Float32Array(2)),
      (weights) => (weights[0].bias[0] = Number.NaN),
      (weights) => (weights[1].kernel = weights[1].kernel.slice(1)),
      (weights) => (weights[1].kernel[1] = Number.POSITIVE_INFINITY),
      (weights) => (weights[1].bias[0] = 65536),
      (weights) => (weights[1].bias[0] = 0.5),
      (weights) => (weights[1].bias = new Float32Array(0)),
    ];
    expect(changed(() => {})).toBe('none');
    for (const change of changes) expect(changed(change), String(change)).toBe('bundle.broken');
    expect(codeOf(treesSpec({ loss: 'softmax', classes: 3 }), weightsOfTrees(model))).toBe('bundle.broken');
    expect(codeOf(spec, [])).toBe('bundle.broken');
  });

  it('are refused where a way is longer than recursion bears', () => {
    const chain = (cuts: number) => {
      let tree = leaf([1]);
      for (let i = 0; i < cuts; i++) tree = cut(0, i, tree, leaf([2]));
      return weightsOfTrees(modelOfNodes(spec, [0], [tree]));
    };
    expect(codeOf(spec, chain(255))).toBe('none');
    expect(codeOf(spec, chain(256))).toBe('bundle.broken');
  });

  it('are refused, or are trees that predict, whatever is changed in them', () => {
    const numbers = fc.oneof(
      fc.integer({ min: -3, max: 40 }),
      fc.float(),
      fc.constantFrom(2 ** 24, -(2 ** 31), 2 ** 32),
    );
    const changes = fc.array(fc.tuple(fc.nat(), numbers), { minLength: 1, maxLength: 4 });
    let [refused, taken] = [0, 0];
    fc.assert(
      fc.property(fc.string(), shapes, changes, (seed, about, places) => {
        const random = randomTrees(seed, about);
        const weights = weightsOfTrees(random.model);
        const { kernel } = weights[0];
        for (const [place, value] of places) if (kernel.length > 0) kernel[place % kernel.length] = value;
        let read: TreeModel;
        try {
          read = checkTrees(random.spec, weights);
        } catch (error) {
          refused++;
          expect(errorRecord(error).code).toBe('bundle.broken');
          return;
        }
        taken++;
        const scores = rawScores(read, randomRows(seed, random.spec, 20), 20);
        expect(scores.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect([refused > 50, taken > 50]).toEqual([true, true]);
  });
});
