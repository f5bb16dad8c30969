import { describe, expect, it } from 'vitest';
import { goesLeft, leafOf, linked, predictTrees, rawScores } from './predict';
import { cut, leaf, modelOfNodes, randomRows, randomTrees, treesSpec } from './random-trees';

const nan = Number.NaN;
const spec = treesSpec({ inputs: 2, categorical: [1] });

describe('a cut', () => {
  const model = modelOfNodes(
    spec,
    [0],
    [
      cut(0, 0.1, leaf([1]), leaf([2]), 1),
      cut(0, 0.1, leaf([1]), leaf([2]), 0),
      // Levels 0, 5 and 16 go left.
      cut(1, [0b100001, 1], leaf([1]), leaf([2]), 0),
      cut(1, [0b100001, 1], leaf([1]), leaf([2]), 1),
    ],
  );
  const sides = (tree: number, values: number[]) =>
    values.map((v) => (goesLeft(model, model.roots[tree], Math.fround(v)) ? 'l' : 'r')).join('');

  it('by a number sends left what is at most the threshold, in float32, and missing ones to their side', () => {
    const values = [-1e30, 0, 0.1, 0.1 + 1e-9, 0.1 + 1e-8, 5, Number.POSITIVE_INFINITY, nan];
    expect(sides(0, values)).toBe('llllrrrl');
    expect(sides(1, values)).toBe('llllrrrr');
  });

  it('by level sends left the levels of its set; unknown ones are as missing', () => {
    const levels = [0, 1, 5, 6, 15, 16, 17, 31, 32, 1000, 2 ** 32, -1, nan];
    expect(sides(2, levels)).toBe('lrlrrlrrrrrrr');
    expect(sides(3, levels)).toBe('lrlrrlrrlllll');
  });
});

describe('raw scores', () => {
  it('are the base and what the leaves of all trees add', () => {
    const trees = [
      cut(0, 0, cut(1, [0b10], leaf([1]), leaf([2])), leaf([4])),
      cut(1, [0b11], leaf([8]), leaf([16]), 1),
      leaf([32]),
    ];
    const model = modelOfNodes(spec, [64], trees);
    const rows = Float32Array.of(-1, 1, -1, 0, 0, 2, 3, nan, nan, nan);
    expect(Array.from(rawScores(model, rows, 5))).toEqual([
      64 + 1 + 8 + 32,
      64 + 2 + 8 + 32,
      64 + 2 + 16 + 32,
      64 + 4 + 8 + 32,
      64 + 4 + 8 + 32,
    ]);
  });

  it('are as many as classes where leaves speak of several', () => {
    const several = treesSpec({ inputs: 1, loss: 'softmax', classes: 3, categorical: [] });
    const model = modelOfNodes(several, [1, 2, 3], [cut(0, 0, leaf([1, 0, 0]), leaf([0, 0.5, 0.25]))]);
    expect(Array.from(rawScores(model, Float32Array.of(-1, 1), 2))).toEqual([2, 2, 3, 1, 2.5, 3.25]);
  });

  it('are the base alone without any tree, and none of no row', () => {
    const model = modelOfNodes(spec, [0.25], []);
    expect(Array.from(rawScores(model, Float32Array.of(1, 2), 1))).toEqual([0.25]);
    expect(rawScores(model, new Float32Array(0), 0)).toHaveLength(0);
  });

  it('are in float64, whatever rows come along', () => {
    const random = randomTrees('blocks', { spec: { loss: 'softmax', classes: 2, trees: 30 } });
    const n = 1100;
    const x = randomRows('blocks', random.spec, n);
    const whole = rawScores(random.model, x, n);
    const { base, roots, value } = random.model;
    for (const i of [0, 511, 512, 1023, 1024, n - 1]) {
      const wanted = Array.from(base);
      for (const root of roots.subarray(0, -1))
        for (const k of [0, 1]) wanted[k] += value[2 * leafOf(random.model, root, x, 4 * i) + k];
      expect(Array.from(whole.subarray(2 * i, 2 * i + 2))).toEqual(wanted);
      expect(Array.from(rawScores(random.model, x.slice(4 * i, 4 * i + 4), 1))).toEqual(wanted);
    }
  });
});

describe('predictions', () => {
  it('of boosting are sigmoid or softmax of the scores, however large', () => {
    const raw = Float64Array.of(0, Math.log(3), -1000, 1000);
    expect(Array.from(linked({ loss: 'binary', grow: 'boosting' }, raw, 1))).toEqual([0.5, 0.75, 0, 1]);
    expect(Array.from(linked({ loss: 'softmax', grow: 'boosting' }, raw, 2))).toEqual([0.25, 0.75, 0, 1]);
  });

  it('of forests, and of a value, are the sums themselves', () => {
    const raw = Float64Array.of(0.25, 0.75);
    for (const loss of ['binary', 'softmax', 'mse'] as const)
      for (const grow of ['forest', 'extra', 'boosting'] as const)
        if (grow !== 'boosting' || loss === 'mse')
          expect(Array.from(linked({ loss, grow }, raw, 2))).toEqual([0.25, 0.75]);
  });

  it('are one a row', () => {
    const model = modelOfNodes(spec, [0], [cut(0, 0, leaf([Math.log(3)]), leaf([0]))]);
    expect(Array.from(predictTrees(spec, model, Float32Array.of(-1, 0, 1, 0), 2))).toEqual([0.75, 0.5]);
  });
});
