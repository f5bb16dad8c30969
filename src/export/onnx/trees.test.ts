import { describe, expect, it } from 'vitest';
import { weightsOfTrees } from '../../models/trees/model';
import { cut, leaf, modelOfNodes, treesSpec } from '../../models/trees/random-trees';
import type { TreesSpec } from '../../models/trees/spec';
import { exampleTrees } from './example-trees';
import { readModel } from './read-model';
import { treesOnnx } from './trees';

type Trees = Parameters<typeof modelOfNodes>[2];
const written = (changed: Partial<TreesSpec>, trees: Trees, base = [0.5]) => {
  const spec = treesSpec(changed);
  return readModel(treesOnnx(spec, weightsOfTrees(modelOfNodes(spec, base, trees))));
};
const ensembleOf = (...asked: Parameters<typeof written>) => written(...asked).operations[1].attributes;

describe('model.onnx of trees', () => {
  it('is one TreeEnsembleRegressor in float64 between Cast and the link', () => {
    const trees = [cut(1, 2.5, leaf([-1]), leaf([1]), 1), leaf([0.25])];
    const model = written({}, trees);
    expect(model.opsets).toEqual([
      ['', 17],
      ['ai.onnx.ml', 3],
    ]);
    expect(model.inputs).toEqual([{ name: 'x', type: 1, shape: ['n', 4] }]);
    expect(model.outputs).toEqual([{ name: 'y', type: 1, shape: ['n', 1] }]);
    expect(
      model.operations.map(({ op, inputs, outputs }) => [op, ...inputs, '->', ...outputs].join(' ')),
    ).toEqual(['Cast x -> x_double', 'TreeEnsembleRegressor x_double -> raw', 'Sigmoid raw -> y']);
    expect(model.operations.map(({ domain }) => domain)).toEqual([undefined, 'ai.onnx.ml', undefined]);
    expect(model.operations[0].attributes).toEqual({ to: 11 });
    expect(model.operations[1].attributes).toEqual({
      n_targets: 1,
      aggregate_function: 'SUM',
      post_transform: 'NONE',
      base_values_as_tensor: [0.5],
      nodes_treeids: [0, 0, 0, 1],
      nodes_nodeids: [0, 1, 2, 0],
      nodes_featureids: [1, 0, 0, 0],
      nodes_modes: ['BRANCH_LEQ', 'LEAF', 'LEAF', 'LEAF'],
      nodes_values_as_tensor: [2.5, 0, 0, 0],
      nodes_truenodeids: [1, 0, 0, 0],
      nodes_falsenodeids: [2, 0, 0, 0],
      nodes_missing_value_tracks_true: [1, 0, 0, 0],
      target_treeids: [0, 0, 1],
      target_nodeids: [1, 2, 0],
      target_ids: [0, 0, 0],
      target_weights_as_tensor: [-1, 1, 0.25],
    });
  });

  it('asks for one level after the other, the branch of those that are asked for being shared', () => {
    // Levels 0, 3 and 17 go left, missing and unknown ones right.
    const right = ensembleOf({}, [cut(2, [0b1001, 0b10], leaf([-1]), leaf([1]))]);
    expect(right.nodes_modes).toEqual(['BRANCH_EQ', 'BRANCH_EQ', 'BRANCH_EQ', 'LEAF', 'LEAF']);
    expect(right.nodes_values_as_tensor).toEqual([0, 3, 17, 0, 0]);
    expect(right.nodes_truenodeids).toEqual([3, 3, 3, 0, 0]);
    expect(right.nodes_falsenodeids).toEqual([1, 2, 4, 0, 0]);
    expect(right.nodes_missing_value_tracks_true).toEqual([0, 0, 0, 0, 0]);
    expect(right.target_weights_as_tensor).toEqual([-1, 1]);
    // Missing and unknown ones go left: asked for are those that the set sends right.
    const left = ensembleOf({}, [cut(2, [0xfff5], leaf([-1]), leaf([1]), 1)]);
    expect(left.nodes_values_as_tensor).toEqual([1, 3, 0, 0]);
    expect(left.nodes_truenodeids).toEqual([2, 2, 0, 0]);
    expect(left.nodes_falsenodeids).toEqual([1, 3, 0, 0]);
    expect(left.nodes_missing_value_tracks_true).toEqual([0, 0, 0, 0]);
    expect(left.target_weights_as_tensor).toEqual([1, -1]);
  });

  it('leaves out a cut that sends every level where missing ones go', () => {
    const { nodes_modes: modes, target_weights_as_tensor: weights } = ensembleOf({}, [
      cut(2, [0], leaf([-1]), cut(3, [0xffff], leaf([1]), leaf([2]), 1)),
    ]);
    expect(modes).toEqual(['LEAF']);
    expect(weights).toEqual([1]);
  });

  it('names of several classes those alone that a leaf speaks of', () => {
    const model = written({ loss: 'softmax', classes: 3 }, [leaf([0, 2, 0]), leaf([0, 0, 0])], [1, 2, 3]);
    expect(model.operations[2]).toMatchObject({ op: 'Softmax', attributes: { axis: 1 } });
    expect(model.operations[1].attributes).toMatchObject({
      n_targets: 3,
      base_values_as_tensor: [1, 2, 3],
      target_treeids: [0, 1],
      target_ids: [1, 0],
      target_weights_as_tensor: [2, 0],
    });
    expect(model.outputs[0].shape).toEqual(['n', 3]);
  });

  it.each([
    { grow: 'forest', loss: 'binary' },
    { grow: 'extra', loss: 'softmax', classes: 2 },
    { grow: 'boosting', loss: 'mse' },
  ] as const)('says as it is what $grow of $loss has summed', (changed) => {
    const values = changed.loss === 'softmax' ? [0.5, 0.5] : [0.5];
    expect(written(changed, [leaf(values)], values).operations[2].op).toBe('Identity');
  });

  it('has every node reached from its root once, or by a chain of levels', () => {
    for (const { name, spec, weights } of exampleTrees()) {
      const read = readModel(treesOnnx(spec, weights)).operations[1].attributes as Record<string, number[]>;
      const modes = read.nodes_modes as unknown as string[];
      const place = new Map(modes.map((_, i) => [`${read.nodes_treeids[i]}/${read.nodes_nodeids[i]}`, i]));
      expect(place.size, name).toBe(modes.length);
      const parents = modes.map(() => new Set<string>());
      modes.forEach((mode, i) => {
        if (mode === 'LEAF') return;
        const [yes, no] = [read.nodes_truenodeids[i], read.nodes_falsenodeids[i]].map(
          (id) => place.get(`${read.nodes_treeids[i]}/${id}`) as number,
        );
        // The chain that begins at a node is told by its input and its yes.
        parents[yes].add(mode === 'BRANCH_EQ' ? `${read.nodes_featureids[i]} ${yes}` : `${i}`);
        parents[no].add(`${i}`);
      });
      const wrong = modes.filter((_, i) => parents[i].size !== (read.nodes_nodeids[i] === 0 ? 0 : 1));
      expect(wrong, name).toEqual([]);
    }
  });
});
