import type { AnySpec, NetSpec } from '../../models/family';
import { type GraphSpec, readsPicture } from '../../models/graph';
import { inferShapes } from '../../models/graph-shapes';
import type { Weights } from '../../train/trainer';
import { graphOperations } from './graph-operations';
import { type Constant, type Graph, type Operation, onnxModel } from './model';
import { neighboursOnnx } from './neighbours';
import { ending, outputOf } from './output';
import { treesOnnx } from './trees';

const TO_CHANNELS_FIRST: Operation = {
  op: 'Transpose',
  inputs: ['picture'],
  output: 'channels_first',
  attributes: { perm: [0, 3, 1, 2] },
};

/**
 * A model as model.onnx. Of a table alone, neighbours, and trees, to which NaN is a missing value: input `x` [n, inputs]. Graph net:
 * `picture` [n, height, width, channels] and, where columns stand beside it, `table` [n, table]. Output `y` [n, units]:
 * probabilities, or the standardized value.
 */
export function netOnnx(spec: AnySpec, weights: Weights): Uint8Array {
  if (spec.kind === 'trees') return treesOnnx(spec, weights);
  if (spec.kind === 'neighbours') return neighboursOnnx(spec, weights);
  return onnxModel(spec.kind === 'graph' ? graphOf(spec, weights) : denseOf(spec, weights));
}

function denseOf(spec: NetSpec, weights: Weights): Graph {
  const constants: Constant[] = [];
  const operations: Operation[] = [];
  let top = 'x';
  let inputs = spec.inputs;
  for (const [i, { units, activation }] of spec.layers.entries()) {
    const [kernel, bias] = [`layers.${i}.kernel`, `layers.${i}.bias`];
    constants.push(
      { name: kernel, shape: [inputs, units], values: weights[i].kernel },
      { name: bias, shape: [units], values: weights[i].bias },
    );
    operations.push({ op: 'Gemm', inputs: [top, kernel, bias], output: `layer_${i}` });
    top = `layer_${i}`;
    if (activation === 'relu') {
      operations.push({ op: 'Relu', inputs: [top], output: `${top}_relu` });
      top = `${top}_relu`;
    }
    inputs = units;
  }
  operations.push(ending(spec.loss, top));
  const x = { name: 'x', shape: [spec.inputs], doc: 'A row of prepared columns.' };
  return { name: 'benchside', inputs: [x], output: outputOf(spec.loss, inputs), constants, operations };
}

function graphOf(spec: GraphSpec, weights: Weights): Graph {
  const pictures = readsPicture(spec);
  const { operations, constants, top } = graphOperations(spec, weights, {
    picture: 'channels_first',
    table: pictures ? 'table' : 'x',
  });
  const units = inferShapes(spec).at(-1)?.[0] ?? 0;
  const picture = { name: 'picture', shape: spec.picture, doc: 'A prepared picture, channels last.' };
  const table = { name: pictures ? 'table' : 'x', shape: [spec.table], doc: 'A row of prepared columns.' };
  return {
    name: 'benchside',
    inputs: [...(pictures ? [picture] : []), ...(spec.table > 0 ? [table] : [])],
    output: outputOf(spec.loss, units),
    constants,
    operations: [...(pictures ? [TO_CHANNELS_FIRST] : []), ...operations, ending(spec.loss, top)],
  };
}
