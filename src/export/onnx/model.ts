import { floatsToBytes } from '../floats';
import { bytes, float, message, text, whole } from './protobuf';

/** Messages of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto that a network of ours is written in. */

const IR_VERSION = 8;
const OPSET = 17;
/** TensorProto.DataType. */
const FLOAT = 1;
/** AttributeProto.AttributeType. */
const AS = { float: 1, whole: 2, wholes: 7 } as const;

/** Values of an operation's attributes: a list or an integer is written as integers. */
export type Attributes = Record<string, number | number[] | { float: number }>;

export interface Operation {
  op: string;
  inputs: string[];
  output: string;
  attributes?: Attributes;
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

function attribute(name: string, value: Attributes[string]): Uint8Array {
  if (Array.isArray(value))
    return message(text(1, name), ...value.map((one) => whole(8, one)), whole(20, AS.wholes));
  if (typeof value === 'number') return message(text(1, name), whole(3, value), whole(20, AS.whole));
  return message(text(1, name), float(2, value.float), whole(20, AS.float));
}

const operation = ({ op, inputs, output, attributes = {} }: Operation): Uint8Array =>
  message(
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
  );

const constant = ({ name, shape, values }: Constant): Uint8Array =>
  message(
    ...shape.map((side) => whole(1, side)),
    whole(2, FLOAT),
    text(8, name),
    bytes(9, floatsToBytes([values])),
  );

function value({ name, shape, doc }: Value): Uint8Array {
  const rows = message(text(2, 'n'));
  const sides = [rows, ...shape.map((side) => message(whole(1, side)))];
  const tensor = message(whole(1, FLOAT), bytes(2, message(...sides.map((side) => bytes(1, side)))));
  return message(text(1, name), bytes(2, message(bytes(1, tensor))), text(3, doc));
}

/** A model.onnx: IR version 8, opset 17, float32. The same bytes for the same graph. */
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
  );
}
