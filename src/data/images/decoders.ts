import { BenchsideError } from '../../study/errors';
import type { DecodedFile, DecodeOptions, Decoder } from './decoder';
import { isBmp, isDicom, isJpeg, isNifti, isPng, isTiff, isWebp, startsWith } from './raster/signatures';
import { wholeSlideFormat } from './raster/whole-slide';

/** First bytes of a file that a decoder is chosen by. */
export const HEAD_BYTES = 512;

/** Known at the door, its code loaded when the first such file comes. */
const lazy = (name: string, reads: Decoder['reads'], load: () => Promise<Decoder>): Decoder => ({
  name,
  reads,
  decode: async (file, options) => (await load()).decode(file, options),
});

/** Files of these names are handed to their decoder whatever their bytes: it says what is wrong with them. */
const DICOM = ['dcm', 'dicom', 'dic', 'ima'];
const NIFTI = ['nii', 'nii.gz', 'gz'];

/** What may be read, each by its first bytes. */
export const decoders: readonly Decoder[] = [
  lazy('png', isPng, async () => (await import('./raster/png')).png),
  lazy('jpeg', isJpeg, async () => (await import('./raster/native')).jpeg),
  lazy('webp', isWebp, async () => (await import('./raster/native')).webp),
  lazy('bmp', isBmp, async () => (await import('./raster/native')).bmp),
  lazy('tiff', isTiff, async () => (await import('./raster/tiff')).tiff),
  lazy(
    'dicom',
    (head, extension) => isDicom(head) || DICOM.includes(extension),
    async () => (await import('./dicom')).dicomDecoder,
  ),
  lazy(
    'nifti',
    (head, extension) => isNifti(head) || NIFTI.includes(extension),
    async () => (await import('./nifti')).niftiDecoder,
  ),
];

/** Formats that are not read, by name, so that a person knows what they have. */
const OTHERS: readonly [string, readonly number[]][] = [
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['JPEG 2000', [0, 0, 0, 12, 0x6a, 0x50]],
  ['zip', [0x50, 0x4b, 3, 4]],
];

/**
 * Decodes a file by what its first bytes say it is; `extension` in lower case without the dot. Throws `image.unknown`
 * for what no decoder knows, `image.wholeSlide`, and what the decoder throws.
 */
export async function decodeFile(
  file: Blob,
  extension: string,
  options: DecodeOptions,
): Promise<DecodedFile> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const slide = wholeSlideFormat(head, extension);
  if (slide) throw new BenchsideError('image.wholeSlide', { format: slide });
  const decoder = decoders.find(({ reads }) => reads(head, extension));
  if (decoder) return decoder.decode(file, options);
  const other = OTHERS.find(([, bytes]) => startsWith(head, bytes))?.[0];
  throw new BenchsideError('image.unknown', { format: other ?? (extension || '?') });
}
