export const startsWith = (head: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, i) => head[at + i] === byte);

export const isPng = (head: Uint8Array): boolean =>
  startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export const isJpeg = (head: Uint8Array): boolean => startsWith(head, [0xff, 0xd8, 0xff]);

export const isBmp = (head: Uint8Array): boolean => startsWith(head, [0x42, 0x4d]);

/** RIFF....WEBP */
export const isWebp = (head: Uint8Array): boolean =>
  startsWith(head, [0x52, 0x49, 0x46, 0x46]) && startsWith(head, [0x57, 0x45, 0x42, 0x50], 8);

/** DICM behind the preamble. */
const hasDicomMark = (head: Uint8Array): boolean => startsWith(head, [0x44, 0x49, 0x43, 0x4d], 128);

/**
 * Little and big endian, plain and BigTIFF. A DICOM file may have a TIFF's first bytes in its preamble (PS3.10 7.1), and
 * says more of its pixels as what it is.
 */
export const isTiff = (head: Uint8Array): boolean =>
  !hasDicomMark(head) &&
  (startsWith(head, [0x49, 0x49, 42, 0]) ||
    startsWith(head, [0x49, 0x49, 43, 0]) ||
    startsWith(head, [0x4d, 0x4d, 0, 42]) ||
    startsWith(head, [0x4d, 0x4d, 0, 43]));

const letter = (byte: number) => byte >= 0x41 && byte <= 0x5a;

/**
 * DICOM: DICM behind the preamble; or, as old archives write them, a first element of group 0002 or 0008 at once, with
 * a value representation or a short length. The decoder itself looks closer.
 */
export const isDicom = (head: Uint8Array): boolean => {
  if (hasDicomMark(head)) return true;
  const explicit = letter(head[4]) && letter(head[5]);
  if (head[0] === 0 && head[1] === 8) return explicit;
  return (head[0] === 8 || head[0] === 2) && head[1] === 0 && (explicit || (head[6] === 0 && head[7] === 0));
};

/** NIfTI-1 and -2 by the length of their header, in either byte order. Gzipped ones are told by their name. */
export const isNifti = (head: Uint8Array): boolean =>
  startsWith(head, [0x5c, 1, 0, 0]) ||
  startsWith(head, [0x1c, 2, 0, 0]) ||
  startsWith(head, [0, 0, 1, 0x5c]) ||
  startsWith(head, [0, 0, 2, 0x1c]);
