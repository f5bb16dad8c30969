import type { Codec } from './native-codecs';

interface TransferSyntax {
  name: string;
  /** How pixels are unpacked: `raw` as they lie, `rle` and `deflated` in script, the rest by the WASM codecs. */
  pixels: 'raw' | 'rle' | 'deflated' | Codec;
}

/** PS3.6 table A-1, those with still pictures. */
export const TRANSFER_SYNTAXES: Record<string, TransferSyntax> = {
  '1.2.840.10008.1.2': { name: 'Implicit VR Little Endian', pixels: 'raw' },
  '1.2.840.10008.1.2.1': { name: 'Explicit VR Little Endian', pixels: 'raw' },
  '1.2.840.10008.1.2.1.99': { name: 'Deflated Explicit VR Little Endian', pixels: 'raw' },
  '1.2.840.10008.1.2.2': { name: 'Explicit VR Big Endian', pixels: 'raw' },
  '1.2.840.10008.1.2.8.1': { name: 'Deflated Image Frame Compression', pixels: 'deflated' },
  '1.2.840.10008.1.2.5': { name: 'RLE Lossless', pixels: 'rle' },
  '1.2.840.10008.1.2.4.50': { name: 'JPEG Baseline (Process 1)', pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.51': { name: 'JPEG Extended (Process 2 and 4)', pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.53': { name: 'JPEG Spectral Selection (Process 6 and 8)', pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.55': { name: 'JPEG Full Progression (Process 10 and 12)', pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.57': { name: 'JPEG Lossless (Process 14)', pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.70': { name: 'JPEG Lossless (Process 14, Selection Value 1)', pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.80': { name: 'JPEG-LS Lossless', pixels: 'jpegLs' },
  '1.2.840.10008.1.2.4.81': { name: 'JPEG-LS Near-Lossless', pixels: 'jpegLs' },
  '1.2.840.10008.1.2.4.90': { name: 'JPEG 2000 Lossless', pixels: 'jpeg2000' },
  '1.2.840.10008.1.2.4.91': { name: 'JPEG 2000', pixels: 'jpeg2000' },
  '1.2.840.10008.1.2.4.201': { name: 'High-Throughput JPEG 2000 Lossless', pixels: 'htj2k' },
  '1.2.840.10008.1.2.4.202': { name: 'High-Throughput JPEG 2000 Lossless with RPCL', pixels: 'htj2k' },
  '1.2.840.10008.1.2.4.203': { name: 'High-Throughput JPEG 2000', pixels: 'htj2k' },
};

export const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';
export const EXPLICIT_BIG = '1.2.840.10008.1.2.2';
