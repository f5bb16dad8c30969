import { BenchsideError } from '../../../study/errors';
import { type CodeStream, jpeg2000Header, jpegHeader } from './codestream';
import { encapsulatedFrames } from './fragments';
import type { PixelHeader } from './header';
import { inflate } from './inflate';
import { type Codec, decodeFrame } from './native-codecs';
import { decodeRle } from './rle';
import { codecSamples, nativeSamples, type Samples } from './samples';
import { TRANSFER_SYNTAXES } from './transfer-syntax';

/** One frame as the file stores it: [height, width, samples], before rescale, palette and inversion. */
export interface StoredFrame {
  samples: Samples;
  /** Colour that is still luminance and two differences (YBR_FULL), to be made RGB. */
  ybr: boolean;
}

/** Native bytes of one frame: bits are packed across the whole frame. */
const frameBytes = (header: PixelHeader): number =>
  Math.ceil((header.width * header.height * header.samples * header.allocated) / 8);

function checked(header: PixelHeader, stream: CodeStream | null): CodeStream {
  if (!stream) throw new BenchsideError('image.damaged');
  const same =
    stream.width === header.width && stream.height === header.height && stream.components === header.samples;
  if (!same) throw new BenchsideError('image.damaged');
  const name = TRANSFER_SYNTAXES[header.syntax].name;
  if (stream.subsampled || stream.bits > 16)
    throw new BenchsideError('image.pixelForm', { form: `${name}, ${stream.bits} bit` });
  return stream;
}

async function compressed(header: PixelHeader, codec: Codec, data: Uint8Array): Promise<StoredFrame> {
  const j2k = codec === 'jpeg2000' || codec === 'htj2k';
  const stream = checked(header, j2k ? jpeg2000Header(data) : jpegHeader(data));
  // The OpenJPEG wrapper writes colour in 8 bits only.
  if (codec === 'jpeg2000' && stream.components > 1 && stream.bits > 8)
    throw new BenchsideError('image.pixelForm', { form: `JPEG 2000, 3 × ${stream.bits} bit` });
  const said = header.photometric.startsWith('YBR');
  // DCT JPEG: the stream's own word on its colour comes first, as in other readers; lossless JPEG: the header's.
  const toRgb =
    codec === 'jpeg' && stream.components === 3 && (stream.lossless ? said : stream.rgb === false || said);
  try {
    const bytes = await decodeFrame(codec, data, { ...stream, toRgb });
    const done = toRgb || stream.rgb === true || stream.components === 1;
    return { samples: codecSamples(header, bytes, stream), ybr: said && !done };
  } catch (thrown) {
    if (thrown instanceof BenchsideError) throw thrown;
    const words = thrown instanceof Error ? thrown.message : '';
    if (/unsupported|not supported|not implemented/i.test(words))
      throw new BenchsideError('image.transferSyntax', { name: TRANSFER_SYNTAXES[header.syntax].name });
    throw new BenchsideError(
      /premature|truncat|too short|not enough/i.test(words) ? 'image.truncated' : 'image.damaged',
    );
  }
}

/**
 * The frames of a file, decoded one at a time when asked for. Throws what the header's transfer syntax may bring:
 * `image.truncated`, `image.damaged`, `image.pixelForm`, `image.transferSyntax`, `data.tooLarge`.
 */
export async function* storedFrames(header: PixelHeader): AsyncGenerator<StoredFrame> {
  const kind = TRANSFER_SYNTAXES[header.syntax].pixels;
  const ybr = header.photometric.startsWith('YBR') && header.samples === 3;
  if (kind === 'raw') {
    const all = header.set.byteArray as Uint8Array;
    const data = all.subarray(header.pixels.dataOffset, header.pixels.dataOffset + header.pixels.length);
    for (let i = 0; i < header.frames; i++) yield { samples: nativeSamples(header, data, i), ybr };
    return;
  }
  for (const data of encapsulatedFrames(header)) {
    if (kind === 'rle') {
      const plane = frameBytes(header) / header.samples / Math.max(1, header.allocated / 8);
      const bytes = decodeRle(data, Math.ceil(plane), header.samples, Math.max(1, header.allocated / 8));
      yield { samples: nativeSamples({ ...header, planar: false }, bytes, 0), ybr };
    } else if (kind === 'deflated') {
      yield { samples: nativeSamples(header, inflate(data, frameBytes(header) + 2), 0), ybr };
    } else yield await compressed(header, kind, data);
  }
}
