import { BenchsideError } from '../study/errors';

/** Lists of numbers, one behind the other, as little-endian float32. */
export function floatsToBytes(lists: Float32Array[]): Uint8Array {
  const bytes = new Uint8Array(lists.reduce((sum, list) => sum + list.length, 0) * 4);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const list of lists)
    for (const value of list) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  return bytes;
}

/** Throws `bundle.broken` where there are not `total` numbers or one is not finite. */
export function bytesToFloats(bytes: Uint8Array, total: number): Float32Array {
  if (bytes.length !== total * 4) throw new BenchsideError('bundle.broken');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values = Float32Array.from({ length: total }, (_, i) => view.getFloat32(i * 4, true));
  if (!values.every(Number.isFinite)) throw new BenchsideError('bundle.broken');
  return values;
}
