import { floatsToBytes } from '../floats';
import { bytes, float, message, text, texts, whole, wholes } from './protobuf';

/** Messages of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto that a network of ours is written in. */

const IR_VERSION = 8;
const OPSET = 17;
/** The operations of https://github.com/onnx/onnx/blob/main/docs/Operators-ml.md, of which trees are one. */
const ML = { domain: 'ai.onnx.ml', opset: 3 };
/** TensorProto.DataType. */
export const FLOAT = 1;
export const DOUBLE = 11;
/** AttributeProto.AttributeType. */
const AS = { float: 1, whole: 2, text: 3, tensor: 4, graph: 5, wholes: 7, texts: 8 } as const;

/** Values of an operation's attributes: a list or an integer is written as integers, doubles as a tensor of float64. */
export type Attributes = Record<
  string,
  | number
  | number[]
  | Int32Array
  | string
  | string[]
  | { float: number }
  | { doubles: Float64Array }
  | { graph: Body }
>;

export interface Operation {
  op: string;
  /** Whether it is one of machine learning's own: `ai.onnx.ml`. */
  ml?: true;
  inputs: string[];
  output: string;
  /** Further outputs, of an operation that has several. */
  also?: string[];
  attributes?: Attributes;
}

/** A graph inside an operation, as the body of Scan; it may read what stands before it outside. */
export interface Body {
  name: string;
  inputs: Part[];
  outputs: Part[];
  operations: Operation[];
}

/** What goes into a body or out of it. */
interface Part {
  name: string;
  shape: readonly number[];
  type: typeof FLOAT | typeof DOUBLE;
}

/** A value that goes in or out. `shape`: without the rows, whose number is open. */
export interface Value {
  name: string;
  shape: readonly number[];
  /** Unit, range and order of the numbers, for whoever opens the file. */
  doc: string;
}

/** Float32 numbers that belong to the net. */
export interface Constant {
  name: string;
  shape: readonly number[];
  values: Float32Array;
}

export interface Graph {
  name: string;
  inputs: Value[];
  output: Value;
  constants: Constant[];
  /** In an order in which each reads only what stands before it. */
  operations: Operation[];
}

const isTexts = (value: Attributes[string]): value is string[] =>
  Array.isArray(value) && typeof value[0] === 'string';

function attribute(name: string, value: Attributes[string]): Uint8Array {
  const written = (field: Uint8Array, as: keyof typeof AS) =>
    message(text(1, name), field, whole(20, AS[as]));
  if (typeof value === 'number') return written(whole(3, value), 'whole');
  if (typeof value === 'string') return written(text(4, value), 'text');
  if (isTexts(value)) return written(texts(9, value), 'texts');
  if (Array.isArray(value) || value instanceof Int32Array) return written(wholes(8, value), 'wholes');
  if ('graph' in value) return written(bytes(6, bodyOf(value.graph)), 'graph');
  if ('float' in value) return written(float(2, value.float), 'float');
  return written(bytes(5, doubles(name, value.doubles)), 'tensor');
}

function doubles(name: string, values: Float64Array): Uint8Array {
  const raw = new Uint8Array(values.length * 8);
  const view = new DataView(raw.buffer);
  values.forEach((value, i) => {
    view.setFloat64(i * 8, value, true);
  });
  return message(whole(1, values.length), whole(2, DOUBLE), text(8, name), bytes(9, raw));
}

const operation = ({ op, ml, inputs, output, also = [], attributes = {} }: Operation): Uint8Array =>
  message(
    ...inputs.map((name) => text(1, name)),
    ...[output, ...also].map((name) => text(2, name)),
    text(3, output),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
    ...(ml ? [text(7, ML.domain)] : []),
  );

const constant = ({ name, shape, values }: Constant): Uint8Array =>
  message(
    ...shape.map((side) => whole(1, side)),
    whole(2, FLOAT),
    text(8, name),
    bytes(9, floatsToBytes([values])),
  );

const sidesOf = (shape: readonly number[]): Uint8Array[] => shape.map((side) => message(whole(1, side)));

function typed(type: number, sides: readonly Uint8Array[]): Uint8Array {
  const tensor = message(whole(1, type), bytes(2, message(...sides.map((side) => bytes(1, side)))));
  return bytes(2, message(bytes(1, tensor)));
}

const value = ({ name, shape, doc }: Value): Uint8Array =>
  message(text(1, name), typed(FLOAT, [message(text(2, 'n')), ...sidesOf(shape)]), text(3, doc));

const partOf = ({ name, shape, type }: Part): Uint8Array =>
  message(text(1, name), typed(type, sidesOf(shape)));

const bodyOf = ({ name, inputs, outputs, operations }: Body): Uint8Array =>
  message(
    ...operations.map((one) => bytes(1, operation(one))),
    text(2, name),
    ...inputs.map((one) => bytes(11, partOf(one))),
    ...outputs.map((one) => bytes(12, partOf(one))),
  );

/** A model.onnx: IR version 8, opset 17 (of trees ai.onnx.ml 3 too), float32. The same bytes for the same graph. */
export function onnxModel({ name, inputs, output, constants, operations }: Graph): Uint8Array {
  const graph = message(
    ...operations.map((one) => bytes(1, operation(one))),
    text(2, name),
    ...constants.map((one) => bytes(5, constant(one))),
    ...inputs.map((one) => bytes(11, value(one))),
    bytes(12, value(output)),
  );
  return message(
    whole(1, IR_VERSION),
    text(2, 'Benchside'),
    bytes(7, graph),
    bytes(8, message(text(1, ''), whole(2, OPSET))),
    ...(operations.some(({ ml }) => ml) ? [bytes(8, message(text(1, ML.domain), whole(2, ML.opset)))] : []),
  );
}
