import { BenchsideError } from '../../../study/errors';
import { burnedInText } from '../burned-in';
import type { DecodedFile, DecodedPicture, DecodeOptions, Decoder } from '../decoder';
import { storedFrames } from './frames';
import { pixelHeader } from './header';
import { meaning } from './meaning';
import { looksLikeDicom, parseDicomFile } from './parse';
import { heightOf, placesOf, spacingOf } from './place';
import { keptTags } from './tags';

const EXTENSIONS = new Set(['dcm', 'dicom', 'dic', 'ima']);

/** How many frames of a file are looked at for burned-in text: marks of a scanner stand on every one. */
const LOOKED_AT = 3;

async function decodeWhole(file: Blob, options: DecodeOptions): Promise<DecodedFile> {
  const parsed = parseDicomFile(new Uint8Array(await file.arrayBuffer()));
  const header = pixelHeader(parsed, options.maxPixels);
  const { set } = parsed;
  const { width, height, frames } = header;
  const places = frames > 1 ? placesOf(set, frames) : null;
  const pictures: DecodedPicture[] = [];
  let burned = set.string('x00280301')?.trim() === 'YES';
  for await (const frame of storedFrames(header)) {
    const index = pictures.length;
    const picture: DecodedPicture = { width, height, ...meaning(header, frame, index) };
    const spacing = spacingOf(set, index);
    if (spacing) picture.spacing = spacing;
    const slice = places ? places[index] : (heightOf(set, 0) ?? set.intString('x00200013'));
    if (slice !== undefined && Number.isFinite(slice)) picture.slice = slice;
    if (!burned && index < LOOKED_AT) burned = burnedInText(picture);
    pictures.push(picture);
  }
  if (pictures.length === 0) throw new BenchsideError('image.noPixels');
  const series = set.string('x0020000e')?.trim();
  const instance = set.string('x00080018')?.trim();
  const decoded: DecodedFile = { pictures, tags: keptTags(set) };
  const patient = set.string('x00100020')?.trim();
  if (patient) decoded.patient = patient;
  // A file of many frames is a volume of its own; files of one frame make one with the others of their series.
  const volume = frames > 1 ? [series, instance].filter(Boolean).join('/') : series;
  if (volume) decoded.volume = volume;
  if (burned) decoded.notices = ['burnedIn'];
  return decoded;
}

/** The parser's accessors trip, with errors of their own, over lengths and offsets that a damaged file makes up. */
const decode = (file: Blob, options: DecodeOptions): Promise<DecodedFile> =>
  decodeWhole(file, options).catch((thrown) => {
    throw thrown instanceof BenchsideError ? thrown : new BenchsideError('image.damaged');
  });

/**
 * DICOM (PS3), every transfer syntax of `transfer-syntax.ts`, single and multi-frame.
 *
 * `pixels` are what they mean: rescaled, padding made dark, MONOCHROME1 turned round, palette and YBR made RGB.
 * `slice`: for a file of many frames its rank by position, from 0; for a file of one frame the position along the
 * normal of its slices in mm, else InstanceNumber: whoever puts a series together ranks them.
 * `patient` is PatientID, `volume` SeriesInstanceUID (with SOPInstanceUID for many frames): raw, pseudonyms are the
 * engine's. Of all other text only `KEPT_TAGS` is kept.
 *
 * Throws `image.notDicom`, `image.noPixels`, `image.transferSyntax`, `image.tooLarge`, `image.pixelForm`,
 * `image.truncated`, `image.damaged`, `data.tooLarge`.
 */
export const dicomDecoder: Decoder = {
  name: 'dicom',
  reads: (head, extension) => looksLikeDicom(head) || EXTENSIONS.has(extension),
  decode,
};
