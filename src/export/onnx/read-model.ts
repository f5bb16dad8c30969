// For tests alone: reads with field numbers of onnx.proto (1.17), by code that shares nothing with the writer.

type Field = { value: number; bytes: Uint8Array };
type Message = Map<number, Field[]>;

function readMessage(bytes: Uint8Array): Message {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const fields: Message = new Map();
  let at = 0;
  const varint = (): number => {
    let [value, scale, byte] = [0, 1, 128];
    while (byte >= 128) {
      byte = bytes[at++];
      value += (byte & 127) * scale;
      scale *= 128;
    }
    return value;
  };
  while (at < bytes.length) {
    const key = varint();
    const field: Field = { value: Number.NaN, bytes: new Uint8Array(0) };
    if (key % 8 === 0) field.value = varint();
    else if (key % 8 === 5) {
      field.value = view.getFloat32(at, true);
      at += 4;
    } else if (key % 8 === 2) {
      const length = varint();
      field.bytes = bytes.subarray(at, at + length);
      at += length;
    } else throw new Error(`wire type ${key % 8}`);
    const before = fields.get(key >> 3);
    if (before) before.push(field);
    else fields.set(key >> 3, [field]);
  }
  if (at !== bytes.length) throw new Error('a field reaches beyond its message');
  return fields;
}

const all = (message: Message, field: number): Field[] => message.get(field) ?? [];
const texts = (message: Message, field: number) =>
  all(message, field).map(({ bytes }) => new TextDecoder().decode(bytes));
const numbers = (message: Message, field: number) => all(message, field).map(({ value }) => value);
const messages = (message: Message, field: number) =>
  all(message, field).map(({ bytes }) => readMessage(bytes));

function readValue(message: Message) {
  const [tensor] = messages(messages(message, 2)[0], 1);
  const sides = messages(messages(tensor, 2)[0], 1);
  return {
    name: texts(message, 1)[0],
    type: numbers(tensor, 1)[0],
    shape: sides.map((side) => numbers(side, 1)[0] ?? texts(side, 2)[0]),
  };
}

function readDoubles(tensor: Message): number[] {
  const [{ bytes: raw }] = all(tensor, 9);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  if (numbers(tensor, 2)[0] !== 11) throw new Error('not float64');
  return Array.from({ length: raw.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
}

interface Operation {
  op: string;
  domain: string | undefined;
  inputs: string[];
  outputs: string[];
  attributes: Record<string, unknown>;
}

const readOperations = (graph: Message): Operation[] =>
  messages(graph, 1).map((node) => ({
    op: texts(node, 4)[0],
    domain: texts(node, 7)[0],
    inputs: texts(node, 1),
    outputs: texts(node, 2),
    attributes: Object.fromEntries(
      messages(node, 5).map((attribute) => {
        // AttributeType: 1 a float, 2 an integer, 3 a text, 4 a tensor, 5 a graph, 7 integers, 8 texts.
        const type = numbers(attribute, 20)[0];
        const of: Record<number, () => unknown> = {
          1: () => numbers(attribute, 2)[0],
          2: () => numbers(attribute, 3)[0],
          3: () => texts(attribute, 4)[0],
          4: () => readDoubles(messages(attribute, 5)[0]),
          5: () => readOperations(messages(attribute, 6)[0]),
          7: () => numbers(attribute, 8),
          8: () => texts(attribute, 9),
        };
        return [texts(attribute, 1)[0], of[type]()];
      }),
    ),
  }));

export function readModel(bytes: Uint8Array) {
  const model = readMessage(bytes);
  const [graph] = messages(model, 7);
  return {
    ir: numbers(model, 1),
    opsets: messages(model, 8).map((opset) => [texts(opset, 1)[0], numbers(opset, 2)[0]]),
    inputs: messages(graph, 11).map(readValue),
    outputs: messages(graph, 12).map(readValue),
    operations: readOperations(graph),
    constants: new Map(
      messages(graph, 5).map((tensor) => {
        const [{ bytes: raw }] = all(tensor, 9);
        const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
        const values = Array.from({ length: raw.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
        return [texts(tensor, 8)[0], { type: numbers(tensor, 2)[0], shape: numbers(tensor, 1), values }];
      }),
    ),
  };
}
