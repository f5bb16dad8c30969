import { BenchsideError } from '../../../study/errors';

export interface Size {
  width: number;
  height: number;
}

const viewOf = (bytes: Uint8Array, least: number): DataView => {
  if (bytes.length < least) throw new BenchsideError('image.truncated');
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

/** Size of a BMP by its header, OS/2's of 12 bytes or Windows' of 40 and more. `size`: of the whole file. */
export function bmpSize(bytes: Uint8Array, size: number): Size {
  const view = viewOf(bytes, 26);
  const form = view.getUint32(14, true);
  if (form === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  if (form < 40 || bytes.length < 34) throw new BenchsideError('image.damaged');
  // Top-down ones have a negative height.
  const found = { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
  const [bits, compression] = [view.getUint16(28, true), view.getUint32(30, true)];
  const line = Math.ceil((found.width * bits) / 32) * 4;
  // Uncompressed (0, or 3 with masks): all lines must be there.
  const packed = compression !== 0 && compression !== 3;
  if (!packed && view.getUint32(10, true) + line * found.height > size)
    throw new BenchsideError('image.truncated');
  return found;
}

const nameAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

/**
 * Size of a WebP by its first chunk (RFC 9649): lossy, lossless or extended. `size`: of the whole file. Throws
 * `image.animated`, `image.truncated`, `image.damaged`.
 */
export function webpSize(bytes: Uint8Array, size: number): Size {
  const view = viewOf(bytes, 30);
  if (view.getUint32(4, true) + 8 > size) throw new BenchsideError('image.truncated');
  const u24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  switch (nameAt(bytes, 12)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const packed = view.getUint32(21, true);
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      if (view.getUint8(20) & 2) throw new BenchsideError('image.animated', { format: 'WebP' });
      return { width: u24(24) + 1, height: u24(27) + 1 };
    default:
      throw new BenchsideError('image.damaged');
  }
}
