import type { PictureInfo, Pixels } from './picture';

/** One picture out of a file. */
export interface DecodedPicture extends Omit<PictureInfo, 'volume'> {
  /** [height, width, channels]; already rescaled: what stands here is what the numbers mean. */
  pixels: Pixels;
}

/** What a decoder makes of one file. */
export interface DecodedFile {
  pictures: DecodedPicture[];
  /** Patient and volume as the file names them: turned into pseudonyms before anything is kept. */
  patient?: string;
  volume?: string;
  /** What may be kept of the file's own words: modality, scanner's maker and model, body part. No identifying tag. */
  tags?: Record<string, string>;
  /** Things a person should see, as keys of `images.notice.*` (burnedIn …). */
  notices?: string[];
}

/** What a decoder may spend, and what the person chose where a format leaves it open. */
export interface DecodeOptions {
  /** Pixels of one picture; more is `image.tooLarge`, thrown from the header before anything is unpacked. */
  maxPixels: number;
  /** Axis along which a volume is cut, 0, 1 or 2. */
  axis: 0 | 1 | 2;
}

/**
 * A file format. Which one reads a file, its first bytes say, never its name alone. Throws BenchsideError
 * `image.*` for what it cannot read: the file is skipped and the rest goes on.
 */
export interface Decoder {
  name: string;
  /** `head`: the first 512 bytes; `extension` in lower case without the dot. */
  reads(head: Uint8Array, extension: string): boolean;
  decode(file: Blob, options: DecodeOptions): Promise<DecodedFile>;
}
