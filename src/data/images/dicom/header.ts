import type { DataSet, Element } from 'dicom-parser';
import { BenchsideError } from '../../../study/errors';
import type { Parsed } from './parse';
import { EXPLICIT_BIG, TRANSFER_SYNTAXES } from './transfer-syntax';

/** The image pixel module (PS3.3 C.7.6.3): what is needed to lay out the pixels of a file. */
export interface PixelHeader {
  set: DataSet;
  syntax: string;
  bigEndian: boolean;
  width: number;
  height: number;
  frames: number;
  samples: 1 | 3;
  photometric: string;
  /** Native colour: all of one component, then the next. */
  planar: boolean;
  /** Bits of a sample in the file and how many of them count; the highest of those is `highBit`. */
  allocated: number;
  stored: number;
  highBit: number;
  signed: boolean;
  /** Samples are IEEE 754 numbers of `allocated` bits. */
  float: boolean;
  pixels: Element;
}

const INTEGER_BITS = new Set([1, 8, 16, 32]);

/**
 * Reads and checks the header, before anything is unpacked.
 * Throws `image.noPixels`, `image.transferSyntax`, `image.tooLarge`, `image.pixelForm`, `image.damaged`.
 */
export function pixelHeader({ set, syntax }: Parsed, maxPixels: number): PixelHeader {
  const float = set.elements.x7fe00008 ?? set.elements.x7fe00009;
  const pixels = set.elements.x7fe00010 ?? float;
  if (!pixels || pixels.length === 0) throw new BenchsideError('image.noPixels');
  if (!(syntax in TRANSFER_SYNTAXES)) throw new BenchsideError('image.transferSyntax', { name: syntax });
  const number = (tag: string, otherwise: number) => set.uint16(tag) ?? otherwise;
  const width = number('x00280011', 0);
  const height = number('x00280010', 0);
  const frames = set.intString('x00280008') ?? 1;
  if (width < 1 || height < 1 || !(frames >= 1)) throw new BenchsideError('image.damaged');
  // A file of many frames may hold more than one picture may, but not without end.
  const most = width * height > maxPixels ? width * height : (width * height * frames) / 16;
  if (most > maxPixels)
    throw new BenchsideError('image.tooLarge', {
      megapixels: Math.ceil((width * height * frames) / 1e6),
      limit: Math.floor(maxPixels / 1e6),
    });
  const samples = number('x00280002', 1);
  const allocated = set.elements.x7fe00009 ? 64 : float ? 32 : number('x00280100', 0);
  const photometric = (set.string('x00280004') ?? 'MONOCHROME2').trim();
  if ((samples !== 1 && samples !== 3) || !(float || INTEGER_BITS.has(allocated)))
    throw new BenchsideError('image.pixelForm', { form: `${photometric}, ${samples} × ${allocated} bit` });
  const stored = float ? allocated : number('x00280101', allocated);
  if (!float && (stored < 1 || stored > allocated)) throw new BenchsideError('image.damaged');
  return {
    set,
    syntax,
    bigEndian: syntax === EXPLICIT_BIG,
    width,
    height,
    frames,
    samples,
    photometric,
    planar: samples > 1 && number('x00280006', 0) === 1,
    allocated,
    stored,
    highBit: Math.max(stored - 1, Math.min(number('x00280102', stored - 1), allocated - 1)),
    signed: number('x00280103', 0) === 1,
    float: float !== undefined,
    pixels,
  };
}
