import { type TreeModel, treesOfWeights } from '../../models/trees/model';
import { hasLink } from '../../models/trees/predict';
import type { TreesSpec } from '../../models/trees/spec';
import type { Weights } from '../../train/trainer';
import { type Attributes, DOUBLE, type Operation, onnxModel } from './model';
import { ending, outputOf } from './output';

/** What TreeEnsembleRegressor is told of each node, a list a field. */
class Nodes {
  readonly tree: number[] = [];
  readonly id: number[] = [];
  readonly feature: number[] = [];
  readonly value: number[] = [];
  readonly mode: string[] = [];
  readonly yes: number[] = [];
  readonly no: number[] = [];
  readonly missingYes: number[] = [];

  /** A node whose place in its tree is the next one; returns where it stands in the lists. */
  add(tree: number, id: number, mode: string, feature = 0, value = 0, missingYes = 0): number {
    this.tree.push(tree);
    this.id.push(id);
    this.mode.push(mode);
    this.feature.push(feature);
    this.value.push(value);
    this.missingYes.push(missingYes);
    this.yes.push(0);
    return this.no.push(0) - 1;
  }
}

/** The levels of a cut's set that go left, or all others that it speaks of. */
function levelsOf({ sets, setAt, setWords }: TreeModel, node: number, left: boolean): number[] {
  const levels: number[] = [];
  for (let level = 0; level < 16 * setWords[node]; level++) {
    const isLeft = ((sets[setAt[node] + (level >>> 4)] >>> (level & 15)) & 1) === 1;
    if (isLeft === left) levels.push(level);
  }
  return levels;
}

/** The node itself, or the first below it that does not send all there is to where missing values go. */
function firstThatAsks(model: TreeModel, node: number): number {
  const { feature, setAt, left, right, missingLeft } = model;
  let at = node;
  while (feature[at] >= 0 && setAt[at] >= 0 && levelsOf(model, at, missingLeft[at] === 0).length === 0)
    at = missingLeft[at] === 1 ? left[at] : right[at];
  return at;
}

/**
 * All trees as the attributes of a TreeEnsembleRegressor. A cut by level is a chain of nodes that ask for one level
 * each: those that go where missing values do not go share that branch as their yes, and what no node names (missing and
 * unknown levels among it) takes the last no. LightGBM's converter writes sets in that way too, and onnxruntime makes a
 * chain of small levels one node again.
 */
function ensemble(model: TreeModel): Attributes {
  const { roots, feature, threshold, setAt, left, right, missingLeft, value, scores } = model;
  const nodes = new Nodes();
  const leaf = { tree: [] as number[], node: [] as number[], target: [] as number[], weight: [] as number[] };
  for (let t = 0; t + 1 < roots.length; t++) {
    let next = 0;
    /** Nodes that wait for the place of their branch. */
    const open: { at: number; links: [list: number[], at: number][] }[] = [{ at: roots[t], links: [] }];
    while (open.length > 0) {
      const waiting = open.pop() as (typeof open)[number];
      const at = firstThatAsks(model, waiting.at);
      const id = next++;
      for (const [list, place] of waiting.links) list[place] = id;
      if (feature[at] < 0) {
        nodes.add(t, id, 'LEAF');
        // Of several classes a boosted leaf speaks of one; a leaf that says nothing says so once.
        const said = Array.from({ length: scores }, (_, k) => k).filter((k) => value[at * scores + k] !== 0);
        for (const k of said.length > 0 ? said : [0]) {
          leaf.tree.push(t);
          leaf.node.push(id);
          leaf.target.push(k);
          leaf.weight.push(value[at * scores + k]);
        }
        continue;
      }
      if (setAt[at] < 0) {
        const place = nodes.add(t, id, 'BRANCH_LEQ', feature[at], threshold[at], missingLeft[at]);
        open.push(
          { at: right[at], links: [[nodes.no, place]] },
          { at: left[at], links: [[nodes.yes, place]] },
        );
        continue;
      }
      const toLeft = missingLeft[at] === 0;
      const places = levelsOf(model, at, toLeft).map((level, i) => {
        const own = i === 0 ? id : next++;
        const place = nodes.add(t, own, 'BRANCH_EQ', feature[at], level);
        if (i > 0) nodes.no[place - 1] = own;
        return place;
      });
      open.push(
        {
          at: toLeft ? right[at] : left[at],
          links: [[nodes.no, places[places.length - 1]]],
        },
        {
          at: toLeft ? left[at] : right[at],
          links: places.map((place) => [nodes.yes, place]),
        },
      );
    }
  }
  return {
    n_targets: scores,
    aggregate_function: 'SUM',
    post_transform: 'NONE',
    base_values_as_tensor: { doubles: Float64Array.from(model.base) },
    nodes_treeids: nodes.tree,
    nodes_nodeids: nodes.id,
    nodes_featureids: nodes.feature,
    nodes_modes: nodes.mode,
    nodes_values_as_tensor: { doubles: Float64Array.from(nodes.value) },
    nodes_truenodeids: nodes.yes,
    nodes_falsenodeids: nodes.no,
    nodes_missing_value_tracks_true: nodes.missingYes,
    target_treeids: leaf.tree,
    target_nodeids: leaf.node,
    target_ids: leaf.target,
    target_weights_as_tensor: { doubles: Float64Array.from(leaf.weight) },
  };
}

/** Where no tree has grown, the base scores are all: one leaf that adds nothing. */
const planted = (model: TreeModel): TreeModel =>
  model.feature.length > 0
    ? model
    : {
        ...model,
        roots: Int32Array.of(0, 1),
        feature: Int32Array.of(-1),
        value: new Float32Array(model.scores),
      };

/**
 * Trees as model.onnx. Input `x` [n, inputs], in which NaN is a missing value and levels are their codes; output `y`
 * [n, scores] as a net's. Sums are made in float64, as ours: of hundreds of trees float32 would show in the fifth
 * decimal. That a float32 number goes the same way at a float32 threshold holds in float64 too.
 */
export function treesOnnx(spec: TreesSpec, weights: Weights): Uint8Array {
  const model = planted(treesOfWeights(spec, weights));
  const operations: Operation[] = [
    { op: 'Cast', inputs: ['x'], output: 'x_double', attributes: { to: DOUBLE } },
    {
      op: 'TreeEnsembleRegressor',
      ml: true,
      inputs: ['x_double'],
      output: 'raw',
      attributes: ensemble(model),
    },
    ending(hasLink(spec) ? spec.loss : 'mse', 'raw'),
  ];
  const doc = 'A row of prepared columns; NaN is a missing value.';
  return onnxModel({
    name: 'benchside',
    inputs: [{ name: 'x', shape: [spec.inputs], doc }],
    output: outputOf(spec.loss, model.scores),
    constants: [],
    operations,
  });
}
