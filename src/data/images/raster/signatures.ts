export const startsWith = (head: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, i) => head[at + i] === byte);

export const isPng = (head: Uint8Array): boolean =>
  startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export const isJpeg = (head: Uint8Array): boolean => startsWith(head, [0xff, 0xd8, 0xff]);

export const isBmp = (head: Uint8Array): boolean => startsWith(head, [0x42, 0x4d]);

/** RIFF....WEBP */
export const isWebp = (head: Uint8Array): boolean =>
  startsWith(head, [0x52, 0x49, 0x46, 0x46]) && startsWith(head, [0x57, 0x45, 0x42, 0x50], 8);

/** Little and big endian, plain and BigTIFF. */
export const isTiff = (head: Uint8Array): boolean =>
  startsWith(head, [0x49, 0x49, 42, 0]) ||
  startsWith(head, [0x49, 0x49, 43, 0]) ||
  startsWith(head, [0x4d, 0x4d, 0, 42]) ||
  startsWith(head, [0x4d, 0x4d, 0, 43]);
