/**
 * Protocol buffers' wire format (https://protobuf.dev/programming-guides/encoding), as far as ONNX needs it, written
 * and not read. A message is the bytes of its fields, one behind the other; a field is a key (number × 8 + wire type)
 * and its value.
 */
const VARINT = 0;
const LENGTH = 2;
const FIXED32 = 5;
/** Bytes of 2^53. */
const LONGEST = 8;

const utf8 = new TextEncoder();

/** Whole numbers from 0 to 2^53: seven bits a byte, the lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) | 128);
    left = Math.floor(left / 128);
  }
  bytes.push(left);
  return bytes;
}

const key = (field: number, type: number): number[] => varint(field * 8 + type);

/** The fields of a message. */
export const message = (...fields: Uint8Array[]): Uint8Array => joined(fields);

/** Bytes one behind the other. A list, since a call takes no more than some ten thousand arguments. */
export function joined(fields: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const field of fields) {
    bytes.set(field, at);
    at += field.length;
  }
  return bytes;
}

/** A field of type int32, int64 or enum; not negative. */
export const whole = (field: number, value: number): Uint8Array =>
  Uint8Array.from([...key(field, VARINT), ...varint(value)]);

/** A repeated field of such numbers, each with its key, as proto2 has it. */
export function wholes(field: number, values: ArrayLike<number>): Uint8Array {
  const head = key(field, VARINT);
  const all = new Uint8Array(values.length * (head.length + LONGEST));
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    all.set(head, at);
    const number = varint(values[i]);
    all.set(number, at + head.length);
    at += head.length + number.length;
  }
  return all.slice(0, at);
}

/** A field of type float. */
export function float(field: number, value: number): Uint8Array {
  const four = new Uint8Array(4);
  new DataView(four.buffer).setFloat32(0, value, true);
  return message(Uint8Array.from(key(field, FIXED32)), four);
}

/** A field of type bytes, or another message. */
export const bytes = (field: number, value: Uint8Array): Uint8Array =>
  message(Uint8Array.from([...key(field, LENGTH), ...varint(value.length)]), value);

/** A field of type string. */
export const text = (field: number, value: string): Uint8Array => bytes(field, utf8.encode(value));

/** A repeated field of type string. */
export function texts(field: number, values: readonly string[]): Uint8Array {
  const made = new Map<string, Uint8Array>();
  return joined(
    values.map((value) => {
      const known = made.get(value) ?? text(field, value);
      made.set(value, known);
      return known;
    }),
  );
}
