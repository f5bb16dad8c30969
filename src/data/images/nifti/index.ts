import { type NIFTI1, type NIFTI2, readHeader } from 'nifti-reader-js';
import { BenchsideError } from '../../../study/errors';
import type { DecodedFile, DecodedPicture, DecodeOptions, Decoder } from '../decoder';
import { narrowest } from '../narrowest';
import type { PixelUnit } from '../picture';
import { firstBytes, gzipped, unpackedStart } from './unpack';
import { upright } from './upright';
import { isColour, voxelBytes, voxelReader } from './voxels';

const SIZES = new Set([348, 540]);

/** The length of the header stands in its first four bytes, in the file's own byte order. */
function headerSize(start: Uint8Array): number {
  if (start.length < 4) return 0;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  return [view.getInt32(0, true), view.getInt32(0, false)].find((size) => SIZES.has(size)) ?? 0;
}

function shapeOf(header: NIFTI1 | NIFTI2, options: DecodeOptions) {
  const dims = [1, 2, 3].map((i) => (header.dims[0] >= i ? Number(header.dims[i]) : 1));
  if (dims.some((n) => !(n >= 1)) || header.dims[0] > 7) throw new BenchsideError('image.damaged');
  const all = dims[0] * dims[1] * dims[2];
  const slice = all / dims[options.axis];
  // A volume may hold more than one picture may, but not without end.
  if (slice > options.maxPixels || all / 16 > options.maxPixels)
    throw new BenchsideError('image.tooLarge', {
      megapixels: Math.ceil(all / 1e6),
      limit: Math.floor(options.maxPixels / 1e6),
    });
  const bytes = voxelBytes(header.datatypeCode);
  const offset = Number(header.vox_offset);
  if (!(offset >= 0 && offset < 1e8)) throw new BenchsideError('image.damaged');
  return { dims, bytes, offset, size: all * bytes };
}

function read(start: Uint8Array): NIFTI1 | NIFTI2 {
  try {
    return readHeader(start.slice(0, 544).buffer as ArrayBuffer);
  } catch {
    throw new BenchsideError('image.damaged');
  }
}

/** The whole volume as numbers that mean something, first axis fastest, channels last; lowest and highest of them. */
function numbers(bytes: Uint8Array, header: NIFTI1 | NIFTI2, shape: ReturnType<typeof shapeOf>) {
  const { dims, offset, size } = shape;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, size);
  const channels = isColour(header.datatypeCode) ? 3 : 1;
  const n = dims[0] * dims[1] * dims[2];
  const out = new Float32Array(n * channels);
  if (channels === 3) {
    for (let i = 0; i < n; i++)
      for (let c = 0; c < 3; c++) out[3 * i + c] = view.getUint8(i * shape.bytes + c);
    return { out, channels, low: 0, high: 255 };
  }
  const at = voxelReader(view, header.datatypeCode, header.littleEndian);
  const slope = Number.isFinite(header.scl_slope) && header.scl_slope !== 0 ? header.scl_slope : 1;
  const inter = slope !== 1 || header.scl_slope === 1 ? header.scl_inter : 0;
  const plus = Number.isFinite(inter) ? inter : 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    const stored = at(i * shape.bytes);
    // What was never measured (NaN outside a mask) is drawn as nothing.
    const x = Number.isFinite(stored) ? stored * slope + plus : 0;
    out[i] = x;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return { out, channels, low, high };
}

/** NIfTI does not say what its numbers are. Air at about -1000 and nothing below a scanner's padding is a CT. */
const looksHounsfield = (low: number, high: number): boolean => low <= -900 && low >= -4096 && high > -200;

async function decode(file: Blob, options: DecodeOptions): Promise<DecodedFile> {
  const size = headerSize(await firstBytes(file, 4, () => 4));
  if (size === 0) throw new BenchsideError('image.damaged');
  // Four bytes behind the header say whether extensions follow.
  const bytes = await firstBytes(file, size + 4, (start) => {
    const { offset, size: voxels } = shapeOf(read(start), options);
    return offset + voxels;
  });
  const header = read(bytes);
  const shape = shapeOf(header, options);
  const { out, channels, low, high } = numbers(bytes, header, shape);
  const { dims } = shape;
  const { axis } = options;
  const layout = upright(header.affine, axis);
  const width = dims[layout.x];
  const height = dims[layout.y];
  const steps = [1, dims[0], dims[0] * dims[1]];
  const unit: PixelUnit = channels === 3 ? 'colour' : looksHounsfield(low, high) ? 'hu' : 'intensity';
  const range: readonly [number, number] =
    unit === 'hu'
      ? [-1024, 3071]
      : shape.bytes === 1 && low >= 0 && high <= 255
        ? [0, 255]
        : [low, high > low ? high : low + 1];
  const mm = [layout.x, layout.y].map((i) => Math.abs(Number(header.pixDims[i + 1])));
  const pictures: DecodedPicture[] = [];
  for (let k = 0; k < dims[axis]; k++) {
    const v = new Float32Array(width * height * channels);
    for (let y = 0, to = 0; y < height; y++) {
      const row = k * steps[axis] + (layout.flipY ? height - 1 - y : y) * steps[layout.y];
      for (let x = 0; x < width; x++) {
        const from = (row + (layout.flipX ? width - 1 - x : x) * steps[layout.x]) * channels;
        for (let c = 0; c < channels; c++) v[to++] = out[from + c];
      }
    }
    const picture: DecodedPicture = { width, height, channels, unit, range, slice: k, pixels: narrowest(v) };
    if (mm[0] > 0 && mm[1] > 0) picture.spacing = [mm[0], mm[1]];
    pictures.push(picture);
  }
  return { pictures };
}

/**
 * NIfTI-1 and -2 in one file, gzipped or not, either byte order, every datatype but bits, 128 bit and complex
 * numbers. The volume is cut along a stored axis (`options.axis`); slices are hung upright by the affine (head or
 * front up, right or front on the left), and `slice` is the index along that axis as stored. Of a series in time or
 * diffusion (4D) the first volume is read. `spacing` from pixdim. The file names no patient and no series: its
 * pictures are one volume. Of its text (descrip, aux_file, intent_name) nothing is kept.
 *
 * Throws `image.damaged`, `image.truncated`, `image.tooLarge`, `image.complexNumbers`, `image.pixelForm`.
 */
export const niftiDecoder: Decoder = {
  name: 'nifti',
  reads: (head, extension) => {
    if (extension === 'nii' || extension === 'nii.gz') return true;
    if (!gzipped(head)) return headerSize(head) > 0;
    const start = unpackedStart(head);
    // A block stored as it is unpacks only when all of it is there.
    return start.length < 4 ? extension === 'gz' : headerSize(start) > 0;
  },
  decode,
};
