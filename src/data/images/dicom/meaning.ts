import { narrowest } from '../narrowest';
import type { Pixels, PixelUnit } from '../picture';
import { applyPalette, ybrToRgb } from './colour';
import type { StoredFrame } from './frames';
import type { PixelHeader } from './header';
import { modalityTransform, paddingOf, storedRange, transformOf } from './rescale';
import type { Samples } from './samples';

/** A frame as a decoder hands it on. */
export interface MeantFrame {
  channels: 1 | 3;
  pixels: Pixels;
  unit: PixelUnit;
  range: readonly [number, number];
}

/** What a CT may hold (12 bits from air at -1024): wider containers do not make the numbers wider. */
const HOUNSFIELD: readonly [number, number] = [-1024, 3071];

function colour(header: PixelHeader, frame: StoredFrame): MeantFrame {
  const { set, samples } = header;
  if (samples === 1)
    return { channels: 3, pixels: applyPalette(set, frame.samples), unit: 'colour', range: [0, 255] };
  const rgb: Samples = frame.ybr ? ybrToRgb(frame.samples) : frame.samples;
  const range = storedRange(
    rgb,
    header.float ? 0 : frame.ybr ? 8 : header.stored,
    header.signed,
    header.float,
  );
  const pixels = rgb instanceof Uint8Array || rgb instanceof Uint16Array ? rgb : Float32Array.from(rgb);
  return { channels: 3, pixels, unit: 'colour', range };
}

/**
 * From stored numbers to what they mean, in the order of PS3.3: modality transform, padding, inversion of
 * MONOCHROME1; palette and YBR for colour. The VOI window changes nothing: it is how somebody looked at the picture,
 * and is kept as a tag. Padding becomes the darkest number there is: air, -1024, in a CT. MONOCHROME1 is turned
 * round within its range, so that brighter always means more.
 */
export function meaning(header: PixelHeader, frame: StoredFrame, index: number): MeantFrame {
  const { set, signed, photometric } = header;
  if (header.samples === 3 || photometric === 'PALETTE COLOR') return colour(header, frame);
  const transform = modalityTransform(set, index, signed);
  const means = transformOf(transform);
  const modality = set.string('x00080060')?.trim();
  const hounsfield =
    transform.type === 'HU' ||
    (modality === 'CT' && transform.told && (!transform.type || transform.type === 'US'));
  const stored = storedRange(frame.samples, header.stored, signed, header.float);
  const ends = transform.lut
    ? storedRange(transform.lut.values, 0, false, true)
    : [means(stored[0]), means(stored[1])];
  const range = hounsfield ? HOUNSFIELD : ([Math.min(...ends), Math.max(...ends)] as const);
  const padding = header.float ? null : paddingOf(set, signed);
  const inverse = photometric === 'MONOCHROME1';
  const sum = range[0] + range[1];
  const values = new Float32Array(frame.samples.length);
  for (let i = 0; i < values.length; i++) {
    const x = frame.samples[i];
    if (padding?.(x)) values[i] = range[0];
    else values[i] = inverse ? sum - means(x) : means(x);
  }
  return { channels: 1, pixels: narrowest(values), unit: hounsfield ? 'hu' : 'intensity', range };
}
