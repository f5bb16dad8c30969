import { NIFTI1 } from 'nifti-reader-js';
import { BenchsideError } from '../../../study/errors';

const TYPE_RGBA32 = 2304;

/** Bytes of one voxel, by datatype (nifti1.h). */
const BYTES: Record<number, number> = {
  [NIFTI1.TYPE_UINT8]: 1,
  [NIFTI1.TYPE_INT8]: 1,
  [NIFTI1.TYPE_INT16]: 2,
  [NIFTI1.TYPE_UINT16]: 2,
  [NIFTI1.TYPE_INT32]: 4,
  [NIFTI1.TYPE_UINT32]: 4,
  [NIFTI1.TYPE_FLOAT32]: 4,
  [NIFTI1.TYPE_INT64]: 8,
  [NIFTI1.TYPE_UINT64]: 8,
  [NIFTI1.TYPE_FLOAT64]: 8,
  [NIFTI1.TYPE_RGB24]: 3,
  [TYPE_RGBA32]: 4,
};

const COMPLEX = new Set([NIFTI1.TYPE_COMPLEX64, NIFTI1.TYPE_COMPLEX128, NIFTI1.TYPE_COMPLEX256]);

/** Bytes of one voxel. Throws `image.complexNumbers`, and `image.pixelForm` for bits and 128 bit numbers. */
export function voxelBytes(datatype: number): number {
  if (COMPLEX.has(datatype)) throw new BenchsideError('image.complexNumbers');
  const bytes = BYTES[datatype];
  if (!bytes) throw new BenchsideError('image.pixelForm', { form: `NIfTI, datatype ${datatype}` });
  return bytes;
}

export const isColour = (datatype: number): boolean =>
  datatype === NIFTI1.TYPE_RGB24 || datatype === TYPE_RGBA32;

/** Reads one number at a byte, as stored. Colour is read by its bytes. */
export function voxelReader(data: DataView, datatype: number, little: boolean): (at: number) => number {
  switch (datatype) {
    case NIFTI1.TYPE_INT8:
      return (at) => data.getInt8(at);
    case NIFTI1.TYPE_INT16:
      return (at) => data.getInt16(at, little);
    case NIFTI1.TYPE_UINT16:
      return (at) => data.getUint16(at, little);
    case NIFTI1.TYPE_INT32:
      return (at) => data.getInt32(at, little);
    case NIFTI1.TYPE_UINT32:
      return (at) => data.getUint32(at, little);
    case NIFTI1.TYPE_FLOAT32:
      return (at) => data.getFloat32(at, little);
    case NIFTI1.TYPE_FLOAT64:
      return (at) => data.getFloat64(at, little);
    case NIFTI1.TYPE_INT64:
      return (at) => Number(data.getBigInt64(at, little));
    case NIFTI1.TYPE_UINT64:
      return (at) => Number(data.getBigUint64(at, little));
    default:
      return (at) => data.getUint8(at);
  }
}
