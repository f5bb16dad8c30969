import { cutAt, FEATURES, featureGraph } from '../../models/backbones/efficientnet-lite0';
import manifest from '../../models/backbones/efficientnet-lite0.json';
import type { GraphSpec } from '../../models/graph';
import { inferShapes, sizeOf } from '../../models/graph-shapes';
import type { BackboneCut } from '../../prep/image/encode';
import type { Weights } from '../../train/trainer';
import { graphOperations } from './graph-operations';
import { type Constant, type Operation, onnxModel } from './model';

/** A head that stands for none: where the backbone is cut does not depend on it. */
const NO_HEAD = { inputs: FEATURES, layers: [], loss: 'binary' as const };

/** What a backbone does up to a cut; its last node is the features. */
export const backboneSpec = (at: BackboneCut): GraphSpec =>
  at === 'pooled' ? featureGraph() : cutAt(at, NO_HEAD, featureGraph().optimizer).below;

const { subtract, divide } = manifest.input;
const scalar = (name: string, value: number): Constant => ({
  name,
  shape: [],
  values: Float32Array.of(value),
});

/**
 * The frozen backbone as backbone/model.onnx. Input `picture` [n, 224, 224, 3], numbers from 0 to 255: a picture made
 * that size, brought there from its own range, one channel shown in all three. Cutting what lies outside and the
 * scaling that the checkpoint was trained with are inside. Output `features` [n, size], a map flattened channels last.
 *
 * @param weights the whole backbone's, an entry a convolution (`backboneWeights` of train/)
 */
export function backboneOnnx(at: BackboneCut, weights: Weights): Uint8Array {
  const spec = backboneSpec(at);
  const convolutions = spec.nodes.filter(({ op }) => op === 'conv' || op === 'depthwise').length;
  const net = graphOperations(spec, weights.slice(0, convolutions), { picture: 'scaled', table: '' });
  const shape = inferShapes(spec).at(-1) ?? [];
  const scaling: Operation[] = [
    { op: 'Clip', inputs: ['picture', 'darkest', 'brightest'], output: 'within' },
    { op: 'Sub', inputs: ['within', 'subtract'], output: 'centred' },
    { op: 'Div', inputs: ['centred', 'divide'], output: 'channels_last' },
    {
      op: 'Transpose',
      inputs: ['channels_last'],
      output: 'scaled',
      attributes: { perm: [0, 3, 1, 2] },
    },
  ];
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
        doc: 'Red, green and blue from 0 to 255, channels last; what lies outside is cut.',
      },
    ],
    output: { name: 'features', shape: [sizeOf(shape)], doc: `What ${manifest.name} says of each picture.` },
    constants: [
      scalar('darkest', 0),
      scalar('brightest', 255),
      scalar('subtract', subtract),
      scalar('divide', divide),
      ...net.constants,
    ],
    operations: [...scaling, ...net.operations, ...ending],
  });
}
