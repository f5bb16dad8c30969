import { FARTHEST } from '../../models/neighbours/nearest';
import { type NeighboursSpec, outputsOfNeighbours } from '../../models/neighbours/spec';
import type { Weights } from '../../train/trainer';
import { type Body, DOUBLE, FLOAT, type Operation, onnxModel } from './model';
import { outputOf } from './output';

const toDouble = (from: string, output: string): Operation => ({
  op: 'Cast',
  inputs: [from],
  output,
  attributes: { to: DOUBLE },
});
const whole = (output: string, value: number): Operation => ({
  op: 'Constant',
  inputs: [],
  output,
  attributes: { value_ints: [value] },
});

/** Distances of the scaled row from all rows, in float64. */
const distances = (metric: NeighboursSpec['metric']): Operation[] =>
  metric === 'euclidean'
    ? [
        {
          op: 'ReduceSumSquare',
          inputs: ['gap'],
          output: 'sum',
          attributes: { axes: [1], keepdims: 0 },
        },
        { op: 'Sqrt', inputs: ['sum'], output: 'distance' },
      ]
    : [
        { op: 'Abs', inputs: ['gap'], output: 'size' },
        { op: 'ReduceSum', inputs: ['size', 'along'], output: 'distance', attributes: { keepdims: 0 } },
      ];

/** What each neighbour's word weighs: its row's weight, by distance times that of the nearest over its own. */
const words = (weights: NeighboursSpec['weights']): Operation[] =>
  weights === 'uniform'
    ? [toDouble('row_weight', 'word')]
    : [
        { op: 'ReduceMin', inputs: ['near'], output: 'nearest', attributes: { keepdims: 1 } },
        // Of the nearest 1, also where it is at no distance at all and all others get 0.
        { op: 'Equal', inputs: ['near', 'nearest'], output: 'is_nearest' },
        toDouble('near', 'near_double'),
        toDouble('nearest', 'nearest_double'),
        { op: 'Div', inputs: ['nearest_double', 'near_double'], output: 'ratio' },
        { op: 'Where', inputs: ['is_nearest', 'one_double', 'ratio'], output: 'share' },
        toDouble('row_weight', 'row_weight_double'),
        { op: 'Mul', inputs: ['share', 'row_weight_double'], output: 'word' },
      ];

/** What is said of one row. */
function bodyOf(spec: NeighboursSpec): Body {
  return {
    name: 'one_row',
    inputs: [{ name: 'row', shape: [spec.inputs], type: DOUBLE }],
    outputs: [{ name: 'said', shape: [outputsOfNeighbours(spec)], type: FLOAT }],
    operations: [
      { op: 'Sub', inputs: ['rows_scaled', 'row'], output: 'gap' },
      ...distances(spec.metric),
      { op: 'Min', inputs: ['distance', 'farthest_double'], output: 'bounded' },
      { op: 'Cast', inputs: ['bounded'], output: 'far', attributes: { to: FLOAT } },
      {
        op: 'TopK',
        inputs: ['far', 'k'],
        output: 'near',
        also: ['place'],
        attributes: { axis: 0, largest: 0, sorted: 1 },
      },
      { op: 'Gather', inputs: ['row_weights', 'place'], output: 'row_weight' },
      ...words(spec.weights),
      { op: 'Gather', inputs: ['outcomes', 'place'], output: 'outcome' },
      toDouble('outcome', 'outcome_double'),
      { op: 'MatMul', inputs: ['word', 'outcome_double'], output: 'spoken' },
      { op: 'ReduceSum', inputs: ['word'], output: 'total', attributes: { keepdims: 0 } },
      { op: 'Div', inputs: ['spoken', 'total'], output: 'mean' },
      { op: 'Cast', inputs: ['mean'], output: 'said', attributes: { to: FLOAT } },
    ],
  };
}

/** [n, units]: 1 at the class of several, else the outcome itself. */
function outcomesOf(spec: NeighboursSpec, y: Float32Array): Float32Array {
  const units = outputsOfNeighbours(spec);
  if (spec.loss !== 'softmax') return y;
  const values = new Float32Array(y.length * units);
  y.forEach((label, i) => {
    values[i * units + label] = 1;
  });
  return values;
}

/**
 * Neighbours as model.onnx. Input `x` [n, inputs], output `y` [n, units]. Scan goes through the rows one by one: all
 * differences at once would be of rows x rows x inputs. Distances are in float64 and compared as float32, and of equally
 * near rows TopK takes the first, both as here.
 */
export function neighboursOnnx(spec: NeighboursSpec, [rows, said]: Weights): Uint8Array {
  const n = said.kernel.length;
  const units = outputsOfNeighbours(spec);
  return onnxModel({
    name: 'benchside',
    inputs: [{ name: 'x', shape: [spec.inputs], doc: 'A row of prepared columns.' }],
    output: outputOf(spec.loss, units),
    constants: [
      { name: 'rows', shape: [n, spec.inputs], values: rows.kernel },
      { name: 'scale', shape: [spec.inputs], values: rows.bias },
      { name: 'outcomes', shape: [n, units], values: outcomesOf(spec, said.kernel) },
      { name: 'row_weights', shape: [n], values: said.bias },
      { name: 'farthest', shape: [], values: Float32Array.of(FARTHEST) },
      ...(spec.weights === 'distance' ? [{ name: 'one', shape: [], values: Float32Array.of(1) }] : []),
    ],
    operations: [
      toDouble('x', 'x_double'),
      toDouble('scale', 'scale_double'),
      toDouble('rows', 'rows_double'),
      toDouble('farthest', 'farthest_double'),
      ...(spec.weights === 'distance' ? [toDouble('one', 'one_double')] : []),
      ...(spec.metric === 'manhattan' ? [whole('along', 1)] : []),
      whole('k', Math.min(spec.k, n)),
      { op: 'Mul', inputs: ['x_double', 'scale_double'], output: 'asked' },
      { op: 'Mul', inputs: ['rows_double', 'scale_double'], output: 'rows_scaled' },
      {
        op: 'Scan',
        inputs: ['asked'],
        output: 'y',
        attributes: { body: { graph: bodyOf(spec) }, num_scan_inputs: 1 },
      },
    ],
  });
}
