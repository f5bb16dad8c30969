import type { DecodedFile, Decoder } from '../decoder';
import { rgbaOf } from './bitmap';
import { frameOf, jpegHeader } from './jpeg-header';
import { checkPixels } from './limits';
import { settle } from './settle';
import { isBmp, isJpeg, isWebp } from './signatures';
import { bmpSize, webpSize } from './small-headers';

async function decodeNatively(file: Blob): Promise<DecodedFile> {
  const { width, height, data } = await rgbaOf(file);
  return settle({ width, height, channels: 4, v: data });
}

/** JPEG of 8 bits, baseline or progressive. */
export const jpeg: Decoder = {
  name: 'jpeg',
  reads: isJpeg,
  async decode(file, { maxPixels }) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { width, height } = frameOf(bytes);
    checkPixels(width, height, maxPixels);
    jpegHeader(bytes);
    return decodeNatively(file);
  },
};

const HEADER = 64;
const headOf = async (file: Blob) => new Uint8Array(await file.slice(0, HEADER).arrayBuffer());

export const bmp: Decoder = {
  name: 'bmp',
  reads: isBmp,
  async decode(file, { maxPixels }) {
    const { width, height } = bmpSize(await headOf(file), file.size);
    checkPixels(width, height, maxPixels);
    return decodeNatively(file);
  },
};

export const webp: Decoder = {
  name: 'webp',
  reads: isWebp,
  async decode(file, { maxPixels }) {
    const { width, height } = webpSize(await headOf(file), file.size);
    checkPixels(width, height, maxPixels);
    return decodeNatively(file);
  },
};
