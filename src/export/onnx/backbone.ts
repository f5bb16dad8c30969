import { cutAt, FEATURES, featureGraph } from '../../models/backbones/efficientnet-lite0';
import manifest from '../../models/backbones/efficientnet-lite0.json';
import type { GraphSpec } from '../../models/graph';
import { inferShapes, sizeOf } from '../../models/graph-shapes';
import type { BackboneCut } from '../../prep/image/encode';
import type { Weights } from '../../train/trainer';
import { graphOperations } from './graph-operations';
import { type Operation, onnxModel } from './model';

const { subtract, divide } = manifest.input;

/** A head that stands for none: where the backbone is cut does not depend on it. */
const NO_HEAD = { inputs: FEATURES, layers: [], loss: 'binary' as const };

/** What a backbone does up to a cut; its last node is the features. */
export const backboneSpec = (at: BackboneCut): GraphSpec =>
  at === 'pooled' ? featureGraph() : cutAt(at, NO_HEAD, featureGraph().optimizer).below;

/**
 * The frozen backbone as backbone/model.onnx. Input `picture` [n, 224, 224, 3], as `toBackboneInput` makes it: what 0 to
 * 255 means depends on each picture's own range, so scaling stays outside. Output `features` [n, size], a map flattened
 * channels last.
 *
 * @param weights the whole backbone's, an entry a convolution (`backboneWeights` of train/)
 */
export function backboneOnnx(at: BackboneCut, weights: Weights): Uint8Array {
  const spec = backboneSpec(at);
  const convolutions = spec.nodes.filter(({ op }) => op === 'conv' || op === 'depthwise').length;
  const net = graphOperations(spec, weights.slice(0, convolutions), {
    picture: 'channels_first',
    table: '',
  });
  const shape = inferShapes(spec).at(-1) ?? [];
  const beginning: Operation = {
    op: 'Transpose',
    inputs: ['picture'],
    output: 'channels_first',
    attributes: { perm: [0, 3, 1, 2] },
  };
  const ending: Operation[] =
    shape.length === 1
      ? [{ op: 'Identity', inputs: [net.top], output: 'features' }]
      : [
          { op: 'Transpose', inputs: [net.top], output: 'map', attributes: { perm: [0, 2, 3, 1] } },
          { op: 'Flatten', inputs: ['map'], output: 'features', attributes: { axis: 1 } },
        ];
  return onnxModel({
    name: manifest.name,
    inputs: [
      {
        name: 'picture',
        shape: spec.picture,
        doc: `(v - ${subtract}) / ${divide} of red, green and blue from 0 to 255, channels last.`,
      },
    ],
    output: { name: 'features', shape: [sizeOf(shape)], doc: `What ${manifest.name} says of each picture.` },
    constants: net.constants,
    operations: [beginning, ...net.operations, ...ending],
  });
}
